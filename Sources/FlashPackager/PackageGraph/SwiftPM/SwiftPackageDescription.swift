/// A Swift package and what its targets depend on, as `swift package` tells of them outside of a plugin.
///
/// Of every package that the root package's targets reach, `dump-package` gives the manifest, and `describe` the
/// layout that SwiftPM finds by its conventions. Test, plugin and macro targets are described without their
/// dependencies, since they do not run on a worker; nothing is resolved or fetched unless some other target depends
/// on a product of another package.
struct SwiftPackageDescription {
    /// The absolute path of the root package's directory.
    let root: String
    /// The process environment.
    let environment: [String: String]

    /// Describes the package.
    ///
    /// - Returns: the graph that ``PackageGraph/packagedFiles(of:listings:)`` makes the same of as of the plugin's.
    /// - Throws: ``BuildFailure`` `swift-package` when there is no `swift` or it fails; `package-graph` when what it
    ///   says contradicts itself.
    func graph() throws(BuildFailure) -> PackageGraph {
        let command = try SwiftPackageCommand(environment: environment)
        let scratch = try ScratchDirectory(environment: environment)
        defer { scratch.remove() }
        var traversal = SwiftPackageTraversal(
            reader: SwiftPackageReader(command: command, scratch: scratch.path),
            root: root
        )
        let graph = try traversal.run()
        do throws(PackageGraphError) {
            try graph.validate()
        } catch {
            throw BuildFailure(describing: error)
        }
        return graph
    }
}
