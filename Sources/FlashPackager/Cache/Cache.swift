import ArtifactArchive
import ArtifactCache

/// The artifact store as its owner looks after it.
public struct Cache: Sendable {
    private let store: ArtifactStore

    /// Opens the store the options or the environment name.
    public init(_ options: BuildOptions) throws(BuildFailure) {
        store = try ArtifactStore(options)
    }

    /// The store's directory.
    public var directory: String { store.directory }

    /// Tells what the store holds.
    public func info() throws(BuildFailure) -> CacheReport {
        try describing { () throws(StoreError) in CacheReport(try store.info()) }
    }

    /// Hashes every object again; `repair` moves damaged ones away.
    public func verify(repair: Bool) throws(BuildFailure) -> CacheVerification {
        try describing { () throws(StoreError) in CacheVerification(try store.verify(repair: repair)) }
    }

    /// Removes what was not used for longest, down to `bytes`, or for as many days.
    public func prune(keeping bytes: UInt64?, olderThanDays days: Int?) throws(BuildFailure) -> CachePruning {
        try describing { () throws(StoreError) in
            CachePruning(try store.prune(keeping: bytes, olderThan: days.map { .seconds($0 * 86400) }))
        }
    }

    /// Removes wheels whose segments are in the store: builds need them no more, unless a segment gets damaged.
    public func pruneWheels() throws(BuildFailure) -> CachePruning {
        try describing { () throws(StoreError) in
            let forms = Compression.allCases.map { PackageForm(compression: $0) }
            var report = try WheelRetention.drop(try store.largeBlobs(), from: store, havingAnyOf: forms)
            report.keptBytes = try store.info().bytes
            return CachePruning(report)
        }
    }

    private func describing<Result>(_ work: () throws(StoreError) -> Result) throws(BuildFailure) -> Result {
        do throws(StoreError) {
            return try work()
        } catch {
            throw BuildFailure(describing: error)
        }
    }
}

extension ArtifactStore {
    /// Opens the store the options or the environment name.
    convenience init(_ options: BuildOptions) throws(BuildFailure) {
        do throws(StoreError) {
            let directory: String
            if let path = options.cachePath {
                directory = path
            } else {
                directory = try ArtifactStore.defaultDirectory(environment: options.environment)
            }
            try self.init(directory: directory)
        } catch {
            throw BuildFailure(describing: error)
        }
    }
}
