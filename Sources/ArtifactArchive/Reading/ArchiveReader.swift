internal import Digests

/// Reads tar archives, plain or compressed with gzip or zstd, from anywhere.
///
/// libarchive interprets the tar format, pax and GNU extensions included. A gzip stream is checked against its
/// checksum, and must be a single member: readers disagree about what follows.
public enum ArchiveReader {
    /// Lists the members of an archive and computes the digests of their contents.
    ///
    /// Unsafe paths and links are listed like any other; see ``extract(_:to:limits:)``.
    ///
    /// - Parameters:
    ///   - path: The archive's path.
    ///   - limits: How much is read before giving up.
    /// - Returns: The members in the order of the archive.
    /// - Throws: ``ArchiveError`` naming the archive, and the member where one is at fault.
    public static func members(of path: String, limits: ArchiveLimits = ArchiveLimits()) throws -> [ArchiveMember] {
        var members: [ArchiveMember] = []
        try forEachMember(of: path, limits: limits) { header, archive in
            members.append(try header.member(contents: archive) { _ in })
        }
        return members
    }

    /// Reads one file of an archive.
    ///
    /// - Parameters:
    ///   - name: The file's path in the archive.
    ///   - path: The archive's path.
    ///   - limit: The largest content that is read, in bytes.
    /// - Returns: The content of the last member of that name, as extraction leaves it; `nil` when there is none.
    /// - Throws: ``ArchiveError``, of kind `limitExceeded` when the file is larger than `limit`.
    public static func contents(of name: String, in path: String, limit: UInt64 = 256 << 20) throws -> [UInt8]? {
        var found: [UInt8]?
        try forEachMember(of: path, limits: ArchiveLimits()) { header, archive in
            guard header.kind == .file, header.path == name else { return }
            var content: [UInt8] = []
            try archive.readContents {
                guard UInt64(content.count + $0.count) <= limit else {
                    throw ArchiveError(.limitExceeded, "the file is larger than \(limit) bytes")
                }
                content.append(contentsOf: $0)
            }
            found = content
        }
        return found
    }

    /// Unpacks an archive below a new or empty directory.
    ///
    /// Files get mode 644 or 755 and the owner of the process. Absolute paths, paths with `..`, links that lead out of
    /// the directory, devices and pipes are errors. When it throws, the directory holds what was unpacked until then.
    ///
    /// - Parameters:
    ///   - path: The archive's path.
    ///   - directory: The directory to unpack into; created unless it exists.
    ///   - limits: How much is unpacked before giving up.
    /// - Returns: The members in the order of the archive.
    /// - Throws: ``ArchiveError``, of kind `unsafeMember` when a member would reach outside.
    @discardableResult
    public static func extract(
        _ path: String,
        to directory: String,
        limits: ArchiveLimits = ArchiveLimits()
    ) throws -> [ArchiveMember] {
        var members: [ArchiveMember] = []
        var extraction = try Extraction(into: directory)
        try forEachMember(of: path, limits: limits) { header, archive in
            members.append(try extraction.place(header, contents: archive))
        }
        do throws(ArchiveError) {
            try extraction.createSymbolicLinks()
        } catch {
            throw error.naming(file: path)
        }
        return members
    }

    static func forEachMember(
        of path: String,
        limits: ArchiveLimits,
        _ body: (MemberHeader, LibArchive) throws -> Void,
        atEnd: (LibArchive) -> Void = { _ in }
    ) throws {
        do {
            let archive = try LibArchive(path: path, limits: limits)
            while let header = try archive.next() {
                do {
                    try body(header, archive)
                } catch let error as ArchiveError {
                    throw error.naming(entry: header.path)
                }
            }
            try archive.finish()
            atEnd(archive)
        } catch let error as ArchiveError {
            throw error.naming(file: path)
        }
    }
}

/// What a tar archive says of a member before its content.
struct MemberHeader {
    var path: String
    var kind: ArchiveMember.Kind
    var mode: UInt16
    var modificationTime: Int64

    /// The length of path and target, in bytes.
    var nameBytes: Int {
        switch kind {
        case .symbolicLink(let target), .hardLink(let target): path.utf8.count + target.utf8.count
        case .file, .directory, .special: path.utf8.count
        }
    }

    /// Reads the content of a file through `sink` and describes the member.
    func member(
        contents archive: LibArchive,
        isHashed: Bool = true,
        _ sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> ArchiveMember {
        var hasher = SHA256Hasher()
        var bytes: UInt64 = 0
        if kind == .file {
            try archive.readContents {
                if isHashed { hasher.update($0) }
                bytes += UInt64($0.count)
                try sink($0)
            }
        }
        return ArchiveMember(
            path: path,
            kind: kind,
            mode: mode,
            bytes: bytes,
            modificationTime: modificationTime,
            sha256: kind == .file && isHashed ? hasher.finalize() : nil
        )
    }
}
