internal import CZstd

/// Compresses content into whole Zstandard frames, which may follow each other in a file (RFC 8878 section 3.1).
///
/// Each frame states the size of its content and carries its checksum. Frames of the same content are equal as long as
/// the version of libzstd is.
final class ZstandardFrame {
    /// The version of the library, such as `1.5.4`.
    static var version: String { String(cString: ZSTD_versionString()) }

    private let context: OpaquePointer

    init(level: Int) throws(ArchiveError) {
        guard (1...22).contains(level) else {
            throw ArchiveError(.misuse, "\(level) is not a compression level from 1 to 22")
        }
        guard let context = ZSTD_createCCtx() else {
            throw ArchiveError(.inputOutput, "not enough memory to compress")
        }
        self.context = context
        let settings = [(ZSTD_c_compressionLevel, Int32(level)), (ZSTD_c_checksumFlag, 1), (ZSTD_c_contentSizeFlag, 1)]
        for (parameter, value) in settings {
            guard ZSTD_isError(ZSTD_CCtx_setParameter(context, parameter, value)) == 0 else {
                throw ArchiveError(.misuse, "libzstd \(Self.version) refuses a setting")
            }
        }
    }

    deinit { ZSTD_freeCCtx(context) }

    /// Returns a frame with the given content.
    func compress(_ bytes: UnsafeRawBufferPointer) throws(ArchiveError) -> [UInt8] {
        var status = 0
        let frame = [UInt8](unsafeUninitializedCapacity: ZSTD_compressBound(bytes.count)) { buffer, count in
            status = ZSTD_compress2(context, buffer.baseAddress, buffer.count, bytes.baseAddress, bytes.count)
            count = ZSTD_isError(status) == 0 ? status : 0
        }
        guard ZSTD_isError(status) == 0 else {
            throw ArchiveError(.inputOutput, "not enough memory to compress")
        }
        return frame
    }

    /// The frame that ends an archive: the end of the tar stream.
    static func ending(level: Int) throws(ArchiveError) -> [UInt8] {
        let frame = try ZstandardFrame(level: level)
        let outcome = TarHeader.endOfArchive.withUnsafeBytes { bytes in
            Result<[UInt8], ArchiveError> { () throws(ArchiveError) in try frame.compress(bytes) }
        }
        return try outcome.get()
    }
}
