#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Tells other processes that a store is open, and since when.
///
/// A lease is a file that its owner keeps locked with flock(2): the kernel lets go of it when the process ends in
/// whatever way, so a lease never outlives its owner and never expires under a sleeping one. Its name begins with the second
/// at which it was taken. What a store hands out is marked as used no earlier than that second, so collection may
/// remove only what was last used before the oldest lease began.
final class Lease: Sendable {
    /// The second since 1970 at which the lease was taken.
    let start: Int64
    private let path: String
    private let file: OpenFile

    init(in layout: StoreLayout) throws(StoreError) {
        start = Int64(time(nil))
        // Locked before it gets its name, so that nobody sees it unlocked and takes it for abandoned.
        let name = layout.temporaryName()
        file = try OpenFile(name, O_RDWR | O_CREAT | O_EXCL)
        path = "\(layout.leases)/\(start)-\(Directory.name(of: name))"
        do throws(StoreError) {
            guard try file.lock(wait: false) else {
                throw StoreError(kind: .busy, path: name, message: "cannot lock a new file")
            }
            guard try Directory.move(name, to: path) else { throw .system("create the lease", path, code: ENOENT) }
        } catch {
            unlink(name)
            throw error
        }
    }

    deinit { unlink(path) }

    /// The second at which the oldest living lease began; removes leases whose owner is gone.
    static func oldestStart(in layout: StoreLayout) throws(StoreError) -> Int64? {
        var oldest: Int64?
        for name in try Directory.names(in: layout.leases) {
            let path = "\(layout.leases)/\(name)"
            guard let start = Int64(name.prefix { $0 != "-" }), let file = try OpenFile.reading(path) else { continue }
            if try file.lock(wait: false) {
                try Directory.remove(path)
            } else {
                oldest = min(oldest ?? start, start)
            }
        }
        return oldest
    }
}
