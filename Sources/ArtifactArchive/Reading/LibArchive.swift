internal import CArchive

/// libarchive reading a tar archive within limits.
final class LibArchive {
    private let archive: OpaquePointer
    private let input: ArchiveInput
    private let buffer: UnsafeMutableRawBufferPointer

    private let limits: ArchiveLimits
    private var members = 0
    private var bytes: UInt64 = 0
    private var nameBytes = 0

    init(path: String, limits: ArchiveLimits) throws(ArchiveError) {
        self.limits = limits
        input = try ArchiveInput(path: path)
        guard let archive = archive_read_new() else {
            throw ArchiveError(.inputOutput, "not enough memory to read the archive")
        }
        self.archive = archive
        buffer = .allocate(byteCount: 256 << 10, alignment: 64)
        archive_read_support_format_tar(archive)
        let status = withUTF8Locale {
            archive_read_open(
                archive,
                Unmanaged.passUnretained(input).toOpaque(),
                nil,
                { _, context, piece in
                    guard let context, let piece else { return -1 }
                    guard let next = Unmanaged<ArchiveInput>.fromOpaque(context).takeUnretainedValue().next() else {
                        return -1
                    }
                    piece.pointee = next.baseAddress
                    return next.count
                },
                nil
            )
        }
        guard status == ARCHIVE_OK else { throw failure }
    }

    deinit {
        archive_read_free(archive)
        buffer.deallocate()
    }

    /// Returns the next member's header; `nil` at the end of the archive.
    func next() throws(ArchiveError) -> MemberHeader? {
        var entry: OpaquePointer?
        let status = withUTF8Locale { archive_read_next_header(archive, &entry) }
        if status == ARCHIVE_EOF { return nil }
        guard status == ARCHIVE_OK, let entry else { throw failure }
        members += 1
        guard members <= limits.members else {
            throw ArchiveError(.limitExceeded, "the archive has more than \(limits.members) members")
        }
        let header = try withUTF8Locale { () throws(ArchiveError) -> MemberHeader in try self.header(of: entry) }
        nameBytes += header.nameBytes
        guard nameBytes <= limits.nameBytes else {
            throw ArchiveError(.limitExceeded, "the archive's names have more than \(limits.nameBytes) bytes")
        }
        return header
    }

    /// Where the header of the current member begins in the tar stream, in bytes.
    var headerPosition: UInt64 { UInt64(clamping: archive_read_header_position(archive)) }

    /// How much of the tar stream was read, in bytes.
    var position: UInt64 { UInt64(clamping: archive_filter_bytes(archive, 0)) }

    /// How the compressed bytes follow the tar stream.
    var compression: CompressionCurve { input.curve }

    /// Passes the current member's content to `sink`, holes as zeros.
    func readContents(_ sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        while true {
            let count = archive_read_data(archive, buffer.baseAddress, buffer.count)
            if count == 0 { return }
            guard count > 0 else { throw failure }
            bytes += UInt64(count)
            guard bytes <= limits.bytes else {
                throw ArchiveError(.limitExceeded, "the archive's contents have more than \(limits.bytes) bytes")
            }
            try sink(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    /// Reads what follows the tar archive's end, so that the checksum of the whole is seen; that may only be zeros.
    func finish() throws(ArchiveError) {
        let end = position
        while let piece = input.next() {
            guard input.endOfData <= end else {
                throw ArchiveError(.malformed, "data follows the end of the tar archive")
            }
            if piece.isEmpty { return }
        }
        throw failure
    }

    private func header(of entry: OpaquePointer) throws(ArchiveError) -> MemberHeader {
        let path = try text(archive_entry_pathname(entry))
        let kind: ArchiveMember.Kind
        if let target = archive_entry_hardlink(entry) {
            kind = .hardLink(target: try text(target))
        } else {
            switch archive_entry_filetype(entry) {
            case 0o100000: kind = .file
            case 0o040000: kind = .directory
            case 0o120000: kind = .symbolicLink(target: try text(archive_entry_symlink(entry)))
            default: kind = .special
            }
        }
        return MemberHeader(
            path: path,
            kind: kind,
            mode: UInt16(truncatingIfNeeded: archive_entry_perm(entry)) & 0o7777,
            modificationTime: Int64(archive_entry_mtime(entry))
        )
    }

    private func text(_ bytes: UnsafePointer<CChar>?) throws(ArchiveError) -> String {
        guard let bytes, let text = String(validatingCString: bytes) else {
            throw ArchiveError(.malformed, "a member's name is not UTF-8")
        }
        return text
    }

    private var failure: ArchiveError {
        if let failure = input.failure { return failure }
        let reason = archive_error_string(archive).map { String(cString: $0) } ?? "the archive is damaged"
        return ArchiveError(.malformed, reason.isEmpty ? "the archive is damaged" : reason)
    }
}
