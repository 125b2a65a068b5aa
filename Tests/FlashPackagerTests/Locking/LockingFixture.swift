import Foundation

@testable import FlashPackager

/// A project, an index on loopback and stores, to lock the one with the other.
struct LockingFixture {
    private struct NoObserver: BuildObserver {
        func observe(_ event: BuildEvent) {}
    }

    let project: TemporaryTree
    let index: LoopbackIndex
    let stores: TemporaryTree

    init(_ index: LoopbackIndex, _ files: [String: String]) throws {
        project = try TemporaryTree(files)
        self.index = index
        stores = try TemporaryTree()
    }

    /// Locks the project, or requirement files of it alone, with what the index serves in one form.
    func lock(
        _ form: String,
        files: [String] = [],
        store: String = "store",
        change: (inout BuildOptions, inout LockOptions) -> Void = { _, _ in }
    ) async throws(BuildFailure) -> LockReport {
        var options = BuildOptions(directory: project.root, environment: ["PATH": "/usr/bin:/bin"])
        options.pythonVersion = "3.12.1"
        options.indexURL = index.url(form)
        options.cachePath = stores.path(store)
        var lock = LockOptions()
        lock.requirementFiles = files.map(project.path)
        change(&options, &lock)
        return try await Locking(options: options, lock: lock, observer: NoObserver()).run()
    }
}
