#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension StoreLayout {
    /// Removes temporary files and directories that are older than an hour and have no living owner; returns how many there were.
    @discardableResult
    func removeAbandonedFiles() throws(StoreError) -> Int {
        let limit = Int64(time(nil)) - 3600
        var count = 0
        for name in try Directory.names(in: temporary) {
            let path = "\(temporary)/\(name)"
            guard let status = try FileStatus.at(path), status.isRegularFile || status.isDirectory, status.modified < limit
            else { continue }
            // Whoever still writes to a temporary file keeps it locked.
            guard let file = try OpenFile.reading(path), try file.lock(wait: false) else { continue }
            try Directory.removeTree(path)
            count += 1
        }
        return count
    }
}
