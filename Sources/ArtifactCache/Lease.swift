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
///
/// The file stays when the lease ends, for the next one to take over: renaming a file is much cheaper than creating one.
struct Lease: Sendable {
    /// The second since 1970 at which the lease was taken.
    let start: Int64
    private let name: String
    private let file: OpenFile

    init(in layout: StoreLayout) throws(StoreError) {
        start = Int64(time(nil))
        let temporary = layout.temporaryName()
        name = "\(start)-\(Directory.name(of: temporary))"
        let path = "\(layout.leases)/\(name)"
        if let file = try Self.takeOver(path, in: layout) {
            self.file = file
            return
        }
        // Locked before it gets its name, so that nobody sees it unlocked and takes it for abandoned.
        file = try OpenFile(temporary, O_RDWR | O_CREAT | O_EXCL)
        guard try file.lock(wait: false), try Directory.move(temporary, to: path) else {
            throw .system("create the lease", temporary, code: ENOENT)
        }
    }

    /// Locks the file of a lease that has ended and renames it to `path`; `nil` if there is none.
    private static func takeOver(_ path: String, in layout: StoreLayout) throws(StoreError) -> OpenFile? {
        for name in try Directory.names(in: layout.leases) {
            // If another store was faster, the file is locked or has got another name.
            guard let file = try OpenFile.reading("\(layout.leases)/\(name)"), try file.lock(wait: false),
                try Directory.move("\(layout.leases)/\(name)", to: path)
            else { continue }
            return file
        }
        return nil
    }

    /// The second at which the oldest lease that still holds began, `own` not counted.
    static func oldestStart(in layout: StoreLayout, except own: Lease? = nil) throws(StoreError) -> Int64? {
        var oldest: Int64?
        for name in try Directory.names(in: layout.leases) where name != own?.name {
            guard let start = Int64(name.prefix { $0 != "-" }),
                let file = try OpenFile.reading("\(layout.leases)/\(name)"), try !file.lock(wait: false)
            else { continue }
            oldest = min(oldest ?? start, start)
        }
        return oldest
    }
}
