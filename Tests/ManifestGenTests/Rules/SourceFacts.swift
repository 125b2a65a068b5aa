import Foundation

@testable import ManifestGen

/// Reads the facts of source texts with the real interpreter and the embedded program.
func facts(of sources: [String: String]) throws -> [CheckedProject.Module] {
    let directory = FileManager.default.temporaryDirectory.appending(path: "flash-rules-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: directory) }
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let paths = sources.keys.sorted()
    let files = paths.indices.map { directory.appending(path: "\($0).py") }
    for (path, file) in zip(paths, files) {
        try Data((sources[path] ?? "").utf8).write(to: file)
    }
    let process = Process()
    let input = Pipe()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-I", "-c", FactsScript.source]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: JSONEncoder().encode(files.map { $0.path(percentEncoded: false) }))
    try input.fileHandleForWriting.close()
    let lines = try output.fileHandleForReading.readToEnd()?.split(separator: UInt8(ascii: "\n")) ?? []
    process.waitUntilExit()
    return try zip(paths, lines.dropFirst()).map { path, line in
        CheckedProject.Module(path: path, facts: try JSONDecoder().decode(ModuleFacts.self, from: line))
    }
}

/// Checks source texts; every `@remote` function at module level counts, its resource told by the decorator's argument.
func check(
    _ sources: [String: String],
    packages: AvailablePackages = .declared([]),
    pythonMinor: Int = 12
) throws -> [Diagnostic] {
    let modules = try facts(of: sources)
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
                image: resource == "gpu" ? .gpu : resource == "custom" ? .custom : .cpu
            )
        }
    }
    return CheckedProject(modules: modules, functions: functions, packages: packages, pythonMinor: pythonMinor)
        .diagnostics()
}

extension [Diagnostic] {
    /// The findings as `FL003 a.py:4`, with `?` behind warnings of rules that are errors by default.
    var summary: [String] {
        map { finding in
            let place = finding.location.map { " \($0.file):\($0.line)" } ?? ""
            return finding.code.rawValue + place + (finding.severity == finding.code.defaultSeverity ? "" : "?")
        }
    }
}
