extension ProjectListing {
    /// Returns the file at `path`, or all files below it when it is a directory; none when neither is listed.
    ///
    /// - Parameter path: a path relative to the project directory, without a slash at the end.
    /// - Returns: a run of ``files``.
    public func files(at path: String) -> ArraySlice<ProjectFile> {
        let exact = firstIndex(notBefore: path)
        if exact < files.count, files[exact].path == path { return files[exact...exact] }
        let directory = path + "/"
        let start = firstIndex(notBefore: directory)
        // "0" is the byte after "/": nothing but the directory's files sorts between the two.
        return files[start..<firstIndex(notBefore: path + "0")]
    }

    private func firstIndex(notBefore path: String) -> Int {
        var low = 0
        var high = files.count
        while low < high {
            let middle = low + (high - low) / 2
            if files[middle].path.utf8.lexicographicallyPrecedes(path.utf8) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
