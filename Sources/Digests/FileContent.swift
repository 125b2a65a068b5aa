#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads files from beginning to end.
package enum FileContent {
    /// Reads a file in pieces.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - sink: Takes each piece; what it throws ends the reading.
    /// - Returns: whether the whole file was read, with the reason in `errno` otherwise.
    package static func read(_ path: String, _ sink: (UnsafeRawBufferPointer) throws -> Void) rethrows -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #else
                let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return false }
            if count == 0 { return true }
            try sink(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    /// The first `count` bytes of a file, or as many as there are; none when it cannot be read.
    package static func prefix(of path: String, count: Int) -> [UInt8] {
        struct Enough: Error {}
        var start: [UInt8] = []
        _ = try? read(path) { piece in
            start.append(contentsOf: piece.prefix(count - start.count))
            if start.count == count { throw Enough() }
        }
        return start
    }

    /// The whole content of a file; `nil` when there is none or it cannot be read, with the reason in `errno`.
    package static func bytes(of path: String) -> [UInt8]? {
        var content: [UInt8] = []
        return read(path) { content.append(contentsOf: $0) } ? content : nil
    }
}
