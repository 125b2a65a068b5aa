import ArtifactCache
import PythonPackaging

extension DependencyPlanner {
    /// Learns the sizes that neither a page nor a lock file states, all at once.
    ///
    /// - Parameter packages: The packages; nothing is asked where all sizes are known.
    /// - Returns: The same packages. A size is left at 0 only if the network may not be used.
    /// - Throws: What keeps a file from being got whose size the server does not tell either.
    func sized(_ packages: [PlannedPackage]) async throws(BuildFailure) -> [PlannedPackage] {
        let unknown = packages.enumerated().filter { $0.element.wheel.bytes == 0 && $0.element.built == nil }
        guard !unknown.isEmpty else { return packages }
        do {
            return try await withThrowingTaskGroup(of: (index: Int, bytes: UInt64).self) { group in
                for (index, package) in unknown {
                    group.addTask { (index, try await bytes(of: package.wheel)) }
                }
                var packages = packages
                for try await (index, bytes) in group { packages[index].wheel.bytes = bytes }
                return packages
            }
        } catch {
            throw BuildFailure(describing: error)
        }
    }

    private func bytes(of wheel: PlannedWheel) async throws -> UInt64 {
        guard let filename = WheelFilename(wheel.filename) else { return 0 }
        let file = DistributionFile(
            LockFile.Wheel(filename: filename, url: wheel.url, bytes: nil, sha256: wheel.sha256)
        )
        if let bytes = try await client.size(of: file) { return bytes }
        return options.isOffline ? 0 : try await client.download(file).bytes
    }
}
