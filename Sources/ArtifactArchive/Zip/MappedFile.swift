#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A regular file mapped read-only into memory.
///
/// The mapping is immutable and lives as long as the object, so sharing it between threads is safe. The file must not
/// be shortened meanwhile; files of a content-addressed store never are.
final class MappedFile: @unchecked Sendable {
    let path: String
    /// Valid as long as this object is.
    let bytes: UnsafeRawBufferPointer

    init(path: String) throws(ArchiveError) {
        let file = try OpenFile(reading: path)
        let count = try file.regularFileBytes()
        self.path = path
        guard count > 0 else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        guard let count = Int(exactly: count), let base = mmap(nil, count, PROT_READ, MAP_PRIVATE, file.descriptor, 0),
            base != MAP_FAILED
        else {
            throw ArchiveError.system("cannot map the file", path)
        }
        bytes = UnsafeRawBufferPointer(start: base, count: count)
    }

    deinit {
        if let base = bytes.baseAddress {
            munmap(UnsafeMutableRawPointer(mutating: base), bytes.count)
        }
    }
}
