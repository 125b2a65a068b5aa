import CSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Puts files of the store into a tree by the cheapest way that works there: shared blocks, hard links, copies.
struct FilePlacement {
    private var canShareBlocks = true
    private var canLink = true

    /// Puts a file at `target`, where nothing is.
    mutating func place(_ source: BuildTree.Source, at target: String) throws(BuildFailure) {
        guard source.isShared else {
            guard rename(source.path, target) == 0 else { throw .cannotCreate(target) }
            return
        }
        if canShareBlocks {
            if try copy(source.path, to: target, content: Self.shareBlocks) { return }
            canShareBlocks = false
        }
        if canLink {
            if link(source.path, target) == 0 { return }
            // A file may have too many links while others have not.
            guard [EXDEV, EPERM, EMLINK, EOPNOTSUPP, ENOSYS].contains(errno) else { throw .cannotCreate(target) }
            canLink = errno == EMLINK
        }
        guard try copy(source.path, to: target, content: Self.copyBytes) else { throw .inputOutput("write", target) }
    }

    /// Creates `target` and gives it the content of `source`; returns whether that worked, and leaves nothing if not.
    private func copy(
        _ source: String,
        to target: String,
        content: (_ from: Int32, _ to: Int32) -> Bool
    ) throws(BuildFailure) -> Bool {
        let input = open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw .inputOutput("read", source) }
        defer { close(input) }
        var status = stat()
        guard fstat(input, &status) == 0 else { throw .inputOutput("read", source) }
        // An own file may be edited.
        let output = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, status.st_mode & 0o111 == 0 ? 0o644 : 0o755)
        guard output >= 0 else { throw .cannotCreate(target) }
        defer { close(output) }
        if content(input, output) { return true }
        let code = errno
        unlink(target)
        errno = code
        return false
    }

    private static func shareBlocks(_ input: Int32, _ output: Int32) -> Bool {
        flash_clone_file(output, input)
    }

    private static func copyBytes(_ input: Int32, _ output: Int32) -> Bool {
        withUnsafeTemporaryAllocation(byteCount: 256 << 10, alignment: 64) { buffer in
            while true {
                let count = read(input, buffer.baseAddress, buffer.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return count == 0 }
                var written = 0
                while written < count {
                    let step = write(output, buffer.baseAddress.map { $0 + written }, count - written)
                    if step < 0 && errno == EINTR { continue }
                    guard step > 0 else { return false }
                    written += step
                }
            }
        }
    }
}
