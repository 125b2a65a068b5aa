internal import CSystem
public import Digests

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that nobody else uses and that begins like an archive to be made, such as the archive of an earlier build.
///
/// An archive that begins with the same segments is made of it by replacing what follows them, so that only that is
/// written. Every segment was compared with its digest or checksum.
public struct ArchiveBase: Sendable {
    /// A segment as it lies in an archive.
    public struct Part: Hashable, Sendable {
        /// The digest of the segment.
        public let digest: SHA256Digest
        /// The size of the segment, in bytes.
        public let bytes: UInt64
        /// The CRC-32 of the segment's own bytes, compressed as they are.
        public let checksum: UInt32

        /// Describes a segment.
        public init(digest: SHA256Digest, bytes: UInt64, checksum: UInt32) {
            self.digest = digest
            self.bytes = bytes
            self.checksum = checksum
        }
    }

    /// The segments at the start of the file that are what their checksums say, in order.
    public let parts: [Part]

    /// The format of the archive.
    let format: ArchiveFormat

    let file: OpenFile
    private static let pieceBytes = 256 << 10

    /// Opens the archive at `path` and compares it with what is recorded of it.
    ///
    /// - Parameters:
    ///   - path: The path of the archive.
    ///   - format: The format of the archive.
    ///   - identity: The identity the file must still have.
    ///   - parts: Its segments, in order.
    ///   - isWanted: Asked between pieces whether to go on.
    /// - Returns: The base; `nil` when the file is another one, is of no use from its first segment on, or is in use: a
    ///   process that has it open, or another name it has, would see it change.
    public static func verified(
        _ path: String,
        format: ArchiveFormat,
        identity: FileIdentity,
        parts: [Part],
        isWanted: @Sendable () -> Bool = { true }
    ) -> ArchiveBase? {
        guard let file = try? OpenFile(updating: path), FileIdentity(of: file.descriptor) == identity,
            (try? file.linkCount()) == 1, flash_is_exclusive(file.descriptor)
        else { return nil }
        let sound = try? soundParts(of: file, format, among: parts, isWanted)
        guard let sound, !sound.isEmpty else { return nil }
        return ArchiveBase(parts: sound, format: format, file: file)
    }

    /// Copies an archive without copying its content, where the file system can share it.
    ///
    /// - Parameters:
    ///   - path: The path of the archive.
    ///   - format: The format of the archive.
    ///   - identity: The identity the file must have.
    ///   - parts: Its segments, in order.
    ///   - copy: The path of the copy, which is created or emptied.
    ///   - isWanted: Asked between pieces whether to go on.
    /// - Returns: The base; `nil` when the file system cannot, or the file is another one.
    public static func cloned(
        _ path: String,
        format: ArchiveFormat,
        identity: FileIdentity,
        parts: [Part],
        to copy: String,
        isWanted: @Sendable () -> Bool = { true }
    ) -> ArchiveBase? {
        guard let original = try? OpenFile(reading: path), FileIdentity(of: original.descriptor) == identity,
            let file = try? OpenFile(writing: copy)
        else { return nil }
        guard flash_clone_file(file.descriptor, original.descriptor),
            let sound = try? soundParts(of: file, format, among: parts, isWanted), !sound.isEmpty
        else {
            unlink(copy)
            return nil
        }
        return ArchiveBase(parts: sound, format: format, file: file)
    }

    /// Gives the file the name it is to be finished under.
    func take(as path: String) throws(ArchiveError) -> OpenFile {
        if path != file.path {
            guard rename(file.path, path) == 0 else { throw ArchiveError.system("cannot rename the file", file.path) }
        }
        return file
    }

    /// Returns the parts up to the first one that is not what its checksum says.
    private static func soundParts(
        of file: OpenFile,
        _ format: ArchiveFormat,
        among parts: [Part],
        _ isWanted: @Sendable () -> Bool
    ) throws(ArchiveError) -> [Part] {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceBytes, alignment: 64)
        defer { buffer.deallocate() }
        let header = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(format.header.count))
        guard try file.read(into: header) == header.count, header.elementsEqual(format.header) else { return [] }
        var sound: [Part] = []
        for part in parts {
            var (rest, checksum): (UInt64, UInt32) = (part.bytes, 0)
            while rest > 0 {
                let piece = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(Int(min(rest, UInt64(buffer.count)))))
                let count = try file.read(into: piece)
                guard count > 0, isWanted() else { return sound }
                checksum = CRC32.of(UnsafeRawBufferPointer(rebasing: piece[..<count]), continuing: checksum)
                rest -= UInt64(count)
            }
            guard checksum == part.checksum else { return sound }
            sound.append(part)
        }
        return sound
    }
}
