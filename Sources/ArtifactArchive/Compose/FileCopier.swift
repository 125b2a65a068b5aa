#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Copies file contents, inside the kernel where it can.
///
/// Segments begin at any byte of the archive, so blocks can never be shared between the files and `sendfile` does all
/// that `copy_file_range` could.
enum FileCopier {
    private static let pieceBytes = 4 << 20

    /// Copies exactly `count` bytes between the files' current positions; a shorter source is an error.
    ///
    /// - Parameters:
    ///   - count: The number of bytes to copy.
    ///   - source: The file to read.
    ///   - target: The file to write.
    ///   - report: Receives the number of bytes of each piece copied.
    /// - Throws: ``ArchiveError``, or what `report` throws.
    static func copy(
        _ count: UInt64,
        from source: OpenFile,
        to target: OpenFile,
        _ report: (UInt64) throws -> Void
    ) throws {
        var rest = count
        while rest > 0, let copied = try copyInKernel(Int(min(rest, UInt64(pieceBytes))), source, target) {
            rest -= UInt64(copied)
            try report(UInt64(copied))
        }
        guard rest > 0 else { return }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 4096)
        defer { buffer.deallocate() }
        while rest > 0 {
            let piece = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(Int(min(rest, UInt64(buffer.count)))))
            let copied = try source.read(into: piece)
            guard copied > 0 else {
                throw ArchiveError(.sourceChanged, file: source.path, "the file is \(rest) bytes shorter than recorded")
            }
            try target.write(UnsafeRawBufferPointer(rebasing: piece[..<copied]))
            rest -= UInt64(copied)
            try report(UInt64(copied))
        }
    }

    /// Returns the number of bytes copied; `nil` when these two files cannot be copied this way.
    private static func copyInKernel(
        _ count: Int,
        _ source: OpenFile,
        _ target: OpenFile
    ) throws(ArchiveError) -> Int? {
        #if canImport(Glibc)
            while true {
                let copied = sendfile(target.descriptor, source.descriptor, nil, count)
                // Some file systems answer 0 for files they do have more of; an ordinary read tells.
                if copied > 0 { return copied }
                if copied == 0 { return nil }
                switch errno {
                case EINTR: continue
                case EINVAL, ENOSYS, EOPNOTSUPP, EPERM: return nil
                default: throw ArchiveError.system("cannot copy to \(target.path)", source.path)
                }
            }
        #else
            return nil
        #endif
    }
}
