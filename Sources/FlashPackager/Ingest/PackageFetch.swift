import ArtifactCache
import PythonPackaging

/// A package with its segment in the store.
struct FetchedPackage: Sendable {
    var package: PlannedPackage
    var segment: PackageSegment
    /// The file of the segment.
    var path: String
}

/// Brings every planned package into the store: downloads of some overlap with the ingest of others.
struct PackageFetch: Sendable {
    let store: ArtifactStore
    let client: IndexClient
    let observer: any BuildObserver
    private let queue = IngestQueue()

    init(store: ArtifactStore, client: IndexClient, observer: any BuildObserver) {
        self.store = store
        self.client = client
        self.observer = observer
    }

    /// Fetches and ingests what the store does not have.
    ///
    /// - Returns: the packages in the plan's order, and how many were there already.
    func fetch(_ plan: DependencyPlan) async throws(BuildFailure) -> (packages: [FetchedPackage], hits: Int) {
        do {
            return try await withThrowingTaskGroup(of: (Int, FetchedPackage, Bool).self) { group in
                // The largest takes longest to arrive and to check, so it begins first.
                let order = plan.packages.enumerated().sorted { $0.element.wheel.bytes > $1.element.wheel.bytes }
                for (position, package) in order {
                    group.addTask {
                        let (fetched, isHit) = try await fetch(package)
                        return (position, fetched, isHit)
                    }
                }
                var fetched: [FetchedPackage?] = Array(repeating: nil, count: plan.packages.count)
                var hits = 0
                for try await (position, package, isHit) in group {
                    fetched[position] = package
                    hits += isHit ? 1 : 0
                }
                return (fetched.compactMap(\.self), hits)
            }
        } catch {
            throw BuildFailure(describing: error)
        }
    }

    private func fetch(_ package: PlannedPackage) async throws -> (FetchedPackage, isHit: Bool) {
        let ingest = WheelIngest(store: store)
        if let known = try ingest.known(package.wheel.sha256), let blob = try store.blob(known.digest) {
            return (FetchedPackage(package: package, segment: known, path: blob.path), true)
        }
        let segment: PackageSegment
        do {
            segment = try await add(package, ingest)
        } catch let failure as BuildFailure where failure.isDamagedStore {
            // The store's copy of the wheel is set aside, so this downloads it.
            segment = try await add(package, ingest)
        }
        guard let blob = try store.blob(segment.digest) else {
            throw BuildFailure(
                .tryAgain,
                code: "store-changed",
                "The segment of \(package.name.normalized) disappeared from the store during the build."
            )
        }
        return (FetchedPackage(package: package, segment: segment, path: blob.path), false)
    }

    private func add(_ package: PlannedPackage, _ ingest: WheelIngest) async throws -> PackageSegment {
        let wheel = try await download(package)
        return try await queue.run(bytes: wheel.bytes) {
            try ingest.ingest(wheel, filename: package.wheel.filename)
        }
    }

    private func download(_ package: PlannedPackage) async throws -> StoredBlob {
        let name = "\(package.name.normalized) \(package.version)"
        guard let filename = WheelFilename(package.wheel.filename) else {
            throw BuildFailure(.badInput, code: "bad-wheel", "\(package.wheel.filename) is no wheel's name (PEP 427).")
        }
        let bytes = package.wheel.bytes == 0 ? nil : package.wheel.bytes
        let file = DistributionFile(
            LockFile.Wheel(filename: filename, url: package.wheel.url, bytes: bytes, sha256: package.wheel.sha256)
        )
        if try store.blob(package.wheel.sha256) == nil {
            observer.observe(.downloadStarted(name: name, bytes: bytes))
        }
        let blob = try await client.download(file) { [observer] received in
            observer.observe(.downloadProgress(name: name, received: received))
        }
        observer.observe(.downloadFinished(name: name))
        return blob
    }
}
