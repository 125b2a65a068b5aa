/// Divides a project's files, in their order, into groups that are compressed and kept each by itself.
///
/// Where a group may begin is told by the path of its first file (content-defined chunking, with names for content), so
/// that adding, removing or editing a file changes the group it is in, and rarely another. Large files are alone.
enum ProjectGroups {
    /// The size from which a file is a group of its own, in bytes.
    static let largeBytes: UInt64 = 4 << 20

    /// The size from which a group may end, in bytes.
    private static let leastBytes: UInt64 = 2 << 20
    /// The size that no group exceeds.
    private static let mostBytes: UInt64 = 8 << 20
    /// How much is usually added to a group that may end.
    private static let meanAddition: UInt64 = 2 << 20
    /// What opening and reading a file costs, in bytes that could be compressed in that time.
    private static let bytesPerFile: UInt64 = 2 << 10

    /// Returns the groups, each as a range of `files`.
    static func ranges(of files: [InputFile]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var start = 0
        var bytes: UInt64 = 0
        func endGroup(before index: Int) {
            if start < index { ranges.append(start..<index) }
            start = index
            bytes = 0
        }
        for (index, file) in files.enumerated() {
            if file.bytes >= largeBytes {
                endGroup(before: index)
                endGroup(before: index + 1)
                continue
            }
            let added = file.bytes + bytesPerFile
            if bytes + added > mostBytes || bytes >= leastBytes && mayBegin(with: file.path, added) {
                endGroup(before: index)
            }
            bytes += added
        }
        endGroup(before: files.count)
        return ranges
    }

    /// Whether a group begins with the file at `path` once the one before is large enough.
    ///
    /// The chance grows with the size of the file, of which only the magnitude counts: most edits leave it as it is.
    private static func mayBegin(with path: String, _ bytes: UInt64) -> Bool {
        let magnitude = UInt64(1) << UInt64(UInt64.bitWidth - 1 - bytes.leadingZeroBitCount)
        return hash(path) < UInt64.max / meanAddition * min(magnitude, meanAddition)
    }

    /// FNV-1a (https://datatracker.ietf.org/doc/html/draft-eastlake-fnv), its bits mixed once more: paths that differ in
    /// their last byte alone differ in the low bits of that.
    private static func hash(_ path: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in path.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ hash >> 33) &* 0xFF51_AFD7_ED55_8CCD
        return hash ^ hash >> 33
    }
}
