#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Where a symbolic link leads.
struct LinkTarget: Hashable, Sendable {
    /// The end of the chain of links.
    enum Destination: Hashable, Sendable {
        /// Nothing is there, or the links go in a circle.
        case missing
        /// Something is there, but not below the root.
        case outside
        /// Something is there, at this path relative to the root.
        case inside([UInt8])
    }

    /// The link's text, as `readlink(2)` gives it.
    let text: String
    /// Where all links together lead.
    let destination: Destination

    /// Reads and resolves the link at `path`; `root` is a path with symbolic links resolved.
    init(path: String, root: String) {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let length = readlink(path, &buffer, buffer.count)
        text = String(decoding: buffer.prefix(max(0, length)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard let real = realpath(path, nil) else {
            destination = .missing
            return
        }
        defer { free(real) }
        let target = UnsafeRawBufferPointer(start: real, count: strlen(real))
        let base = root.hasSuffix("/") ? root : root + "/"
        if target.elementsEqual(root.utf8) {
            destination = .inside([])
        } else if target.starts(with: base.utf8) {
            destination = .inside(Array(target.dropFirst(base.utf8.count)))
        } else {
            destination = .outside
        }
    }
}
