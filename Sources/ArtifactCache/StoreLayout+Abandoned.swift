#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension StoreLayout {
    /// Removes temporary files that are older than an hour and have no living owner; returns how many there were.
    @discardableResult
    func removeAbandonedFiles() throws(StoreError) -> Int {
        let limit = Int64(time(nil)) - 3600
        var count = 0
        for name in try Directory.names(in: temporary) {
            let path = "\(temporary)/\(name)"
            guard let status = try FileStatus.at(path), status.isRegularFile, status.modified < limit else { continue }
            // Whoever still writes to a temporary file keeps it locked.
            guard let file = try OpenFile.reading(path), try file.lock(wait: false) else { continue }
            if try Directory.remove(path) { count += 1 }
        }
        return count
    }
}
