import Foundation
import PackagePlugin

/// The `flash` executable that does the work.
///
/// It is not a declared dependency of the plugin: SwiftPM would then build it without optimisation and plan the whole
/// graph of the client package on every run. Instead one release build is kept in the plugin's work directory until
/// something it was made from changes.
struct Helper {
    /// The name of the product and of the executable.
    static let product = "flash"

    /// Why there is no executable to run.
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    private let directory: URL

    /// Keeps the executable in a folder of the plugin's work directory.
    init(workDirectory: URL) {
        directory = workDirectory.appending(path: "helper")
    }

    /// Returns the executable that `FLASH_TOOL` names, or else the kept one, made anew when it is out of date.
    ///
    /// - Parameters:
    ///   - environment: the process environment.
    ///   - compiler: the Swift compiler in use.
    ///   - resolvedVersions: the file that pins the versions of what the executable is built from.
    ///   - build: builds the executable for release.
    /// - Returns: where the executable is.
    /// - Throws: ``Failure`` when there is none and none can be built.
    func locate(
        environment: [String: String],
        compiler: URL,
        resolvedVersions: URL,
        build: () throws -> PackageManager.BuildResult
    ) throws -> URL {
        if let tool = environment["FLASH_TOOL"], !tool.isEmpty {
            guard FileManager.default.isExecutableFile(atPath: tool) else {
                throw Failure(
                    description: "FLASH_TOOL names \(tool), which is not an executable file; correct or unset it"
                )
            }
            return URL(filePath: tool)
        }
        let executable = directory.appending(path: Self.product)
        let stampFile = directory.appending(path: "stamp")
        var stamp = SourceStamp()
        stamp.add(directory: Self.packageDirectory.appending(path: "Sources"))
        stamp.add(file: Self.packageDirectory.appending(path: "Package.swift"))
        stamp.add(file: resolvedVersions)
        stamp.add(file: compiler)

        let recorded = try? String(contentsOf: stampFile, encoding: .utf8)
        if recorded == stamp.text, FileManager.default.isExecutableFile(atPath: executable.filePath) {
            return executable
        }
        let isFirst = recorded == nil
        Diagnostics.progress(
            "Building \(Self.product) (\(isFirst ? "first use; some minutes" : "its sources or the toolchain changed"))…"
        )
        try keep(try Self.releaseExecutable(of: try build()), as: executable)
        try stamp.text.write(to: stampFile, atomically: true, encoding: .utf8)
        return executable
    }

    private func keep(_ built: URL, as executable: URL) throws {
        let files = FileManager.default
        try? files.removeItem(at: directory)
        try files.createDirectory(at: directory, withIntermediateDirectories: true)
        try files.copyItem(at: built, to: executable)
    }

    /// Picks the release build: the list may also hold a debug build of the same product for the host.
    private static func releaseExecutable(of result: PackageManager.BuildResult) throws -> URL {
        guard result.succeeded else {
            throw Failure(description: "\(product) cannot be built:\n\(result.logText)")
        }
        let executables = result.builtArtifacts.filter { artifact in
            artifact.kind == .executable && artifact.url.deletingPathExtension().lastPathComponent == product
        }
        let release = executables.first { artifact in
            artifact.url.deletingLastPathComponent().lastPathComponent.lowercased().hasPrefix("release")
        }
        guard let executable = release ?? executables.first else {
            let found = result.builtArtifacts.map { $0.url.filePath }.joined(separator: ", ")
            throw Failure(description: "building \(product) gave no executable of that name, only: \(found)")
        }
        return executable.url
    }

    /// The directory of the package this plugin belongs to.
    private static let packageDirectory = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
