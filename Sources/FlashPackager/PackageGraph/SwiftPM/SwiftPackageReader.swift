#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads what `swift package` tells of packages.
struct SwiftPackageReader {
    /// The command that tells.
    let command: SwiftPackageCommand
    /// Where SwiftPM keeps what it needs to describe one package, so that nothing is written in dependencies and a
    /// build that is under way does not delay it.
    let scratch: String

    /// Reads the manifest of the package in `directory`.
    func manifest(of directory: String) throws(BuildFailure) -> SwiftPackageManifest {
        try read(["dump-package"], in: directory, scratch: scratch)
    }

    /// Reads where the targets and resources of the package in `directory` lie.
    func layout(of directory: String) throws(BuildFailure) -> SwiftPackageLayout {
        try read(["describe", "--type", "json"], in: directory, scratch: scratch)
    }

    /// Resolves the dependencies of the package in `directory` and reads where they lie.
    func dependencies(of directory: String) throws(BuildFailure) -> SwiftPackageDependency {
        try read(["show-dependencies", "--format", "json"], in: directory, scratch: nil)
    }

    private func read<Answer: Decodable>(
        _ arguments: [String],
        in directory: String,
        scratch: String?
    ) throws(BuildFailure) -> Answer {
        let output = try command.run(arguments, in: directory, scratch: scratch)
        // Some versions print their progress before the answer.
        let json = output.drop { $0 != UInt8(ascii: "{") }
        do {
            return try JSONDecoder().decode(Answer.self, from: Data(json))
        } catch {
            throw SwiftPackageCommand.failure(
                "`swift package \(arguments.joined(separator: " "))` in \(directory) printed something unexpected: "
                    + "\((error as? DecodingError)?.graphDescription ?? "\(error)").",
                hint: "Use the Swift toolchain that builds the package, 5.9 or newer, or run "
                    + "`swift package flash-build`."
            )
        }
    }
}
