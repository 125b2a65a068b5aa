#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension PreparedBuild {
    /// Leaves the artifact unpacked in `.build` of the output directory.
    ///
    /// - Parameters:
    ///   - packages: the packages in the archive's order; of two files with one path the later is kept.
    ///   - own: the parts behind them: the project's own files and the manifest.
    func keepTree(
        _ packages: [FetchedPackage],
        own: [ArtifactPart],
        in output: OutputDirectory
    ) throws(BuildFailure) {
        do {
            let temporary = output.temporaryPath(for: "part.tar.gz")
            let trees = PackageTree(store: store)
            var sources: [String: BuildTree.Source] = [:]
            for package in packages {
                let directory = try trees.directory(of: package, temporary: temporary)
                for file in package.segment.files() {
                    sources[file.path] = BuildTree.Source(path: "\(directory)/\(file.path)", isShared: true)
                }
            }
            let unpacked = output.temporaryPath(for: "tree")
            try BuildTree.remove(unpacked)
            for (index, part) in own.enumerated() {
                let directory = "\(unpacked)/\(index)"
                guard mkdir(unpacked, 0o755) == 0 || errno == EEXIST else { throw BuildFailure.cannotCreate(unpacked) }
                for path in try part.unpack(to: directory, temporary: temporary) {
                    sources[path] = BuildTree.Source(path: "\(directory)/\(path)", isShared: false)
                }
            }
            try BuildTree.replace(output.path + "/.build", with: sources)
            try BuildTree.remove(unpacked)
        } catch {
            throw BuildFailure(describing: error)
        }
    }
}
