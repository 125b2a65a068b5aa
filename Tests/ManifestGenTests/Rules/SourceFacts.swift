import Digests
import Foundation

@testable import ManifestGen

/// Writes source texts to a directory of their own, for as long as a closure runs.
func withSources<Value>(_ sources: [String: String], _ body: (String, [SourceFile]) throws -> Value) throws -> Value {
    let directory = FileManager.default.temporaryDirectory.appending(path: "flash-rules-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: directory) }
    let files = try sources.sorted { $0.key < $1.key }.map { path, text in
        let file = directory.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
        let absolute = file.path(percentEncoded: false)
        return SourceFile(path: path, absolutePath: absolute, digest: SHA256Digest(of: Array(text.utf8)))
    }
    return try body(directory.path(percentEncoded: false), files)
}

/// Checks source texts; every `@remote` function at module level counts, its resource told by the decorator's argument.
func check(
    _ sources: [String: String],
    packages: AvailablePackages = .declared([]),
    pythonMinor: Int = 12
) throws -> [Diagnostic] {
    project(of: try modules(of: [sources])[0], packages: packages, pythonMinor: pythonMinor).findings()
}

/// Reads the modules of several projects with one run of the interpreter.
func modules(of projects: [[String: String]]) throws -> [[ProjectModule]] {
    var sources: [String: String] = [:]
    for (number, project) in projects.enumerated() {
        for (path, text) in project { sources["\(number)/\(path)"] = text }
    }
    let read = try withSources(sources) { root, files in
        try ProjectScanner(python: nil, cache: nil).scan(root: root, files: files).modules
    }
    return projects.indices.map { number in
        read.filter { $0.path.hasPrefix("\(number)/") }.map { module in
            ProjectModule(path: String(module.path.dropFirst("\(number)/".count)), facts: module.facts)
        }
    }
}

/// Makes a project of modules; every `@remote` function at module level counts.
func project(
    of modules: [ProjectModule],
    packages: AvailablePackages = .declared([]),
    pythonMinor: Int = 12
) -> CheckedProject {
    let functions = modules.flatMap { module in
        module.facts.definitions.compactMap { definition -> CheckedProject.Function? in
            guard definition.enclosing.isEmpty,
                let decorator = definition.decorators.first,
                case .call(let callee, let arguments, let keywords) = decorator.node, callee.dottedPath == "remote"
            else { return nil }
            let resource = arguments.first?.dottedPath ?? ""
            return CheckedProject.Function(
                name: definition.name,
                path: module.path,
                isLocal: keywords.contains { $0.name == "local" },
                isLoadBalanced: resource == "api",
                sendsSource: resource != "custom",
                image: resource == "gpu" ? .gpu : resource == "custom" ? .custom : .cpu
            )
        }
    }
    return CheckedProject(modules: modules, functions: functions, packages: packages, pythonMinor: pythonMinor)
}

extension [Diagnostic] {
    /// The findings as `FL003 a.py:4`, with `?` behind those whose severity is not their rule's own.
    var summary: [String] {
        map { finding in
            let place = finding.location.map { " \($0.file):\($0.line)" } ?? ""
            return finding.code.rawValue + place + (finding.severity == finding.code.defaultSeverity ? "" : "?")
        }
    }
}
