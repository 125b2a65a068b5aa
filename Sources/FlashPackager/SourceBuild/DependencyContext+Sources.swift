import ArtifactCache
import PythonPackaging

extension DependencyContext {
    /// Finds out which packages the unnamed sources are.
    ///
    /// - Parameter lockFile: the lock file's content, which may tell without asking anyone.
    /// - Returns: the same context with every requirement named.
    /// - Throws: why a source cannot be found or built.
    func naming(_ lockFile: [UInt8]?) async throws(BuildFailure) -> DependencyContext {
        var named = collection
        let naming = SourceNaming(
            sources: sources,
            client: client,
            root: collection.root,
            platform: target.platform,
            lock: lockFile.flatMap { try? LockFile($0) }
        )
        try await naming.name(&named)
        await sources.expect(named.requirements + named.overrides)
        return replacing(named)
    }

    /// Builds again what is locked and has left the store.
    func completing(_ plan: DependencyPlan) async throws(BuildFailure) -> DependencyPlan {
        var plan = plan
        for (position, package) in plan.packages.enumerated() {
            guard let built = package.built else { continue }
            do {
                let segment = try WheelIngest(store: store, form: target.form).known(built.sha256)
                if let segment, try store.blob(segment.digest) != nil { continue }
                if try store.blob(built.sha256) != nil { continue }
                let wheel = try await sources.rebuilt(package.name, package.version, built.source)
                guard wheel.sha256 != built.sha256 else { continue }
                observer.observe(
                    .warning(
                        "\(package.name.normalized) \(package.version) was built again from its locked source, and the "
                            + "wheel is not the recorded one to the byte, as other versions of build tools may cause."
                    )
                )
                plan.packages[position].wheel = PlannedWheel(
                    filename: wheel.filename.filename,
                    url: wheel.file.url,
                    sha256: wheel.sha256,
                    bytes: wheel.bytes
                )
            } catch {
                throw BuildFailure(describing: error)
            }
        }
        return plan
    }
}
