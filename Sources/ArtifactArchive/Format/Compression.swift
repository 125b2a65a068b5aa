internal import CDeflate

/// How much work goes into making an archive small, and thereby its format.
public enum Compression: String, Hashable, Sendable, Codable, CaseIterable {
    /// A gzip member with as little compression as possible: DEFLATE data of wheels is kept wherever it is not tiny.
    case fast
    /// A gzip member of about the size that `gzip -6` gives: the DEFLATE data of larger files of wheels is kept.
    case balanced
    /// A gzip member in which everything is compressed anew, as small as libdeflate can.
    case small
    /// Zstandard frames (RFC 8878).
    case zstandard = "zstd"
    /// No compression: the tar stream itself.
    case uncompressed = "none"

    /// The format of archives compressed this way.
    public var format: ArchiveFormat {
        switch self {
        case .fast, .balanced, .small: .tarGzip
        case .zstandard: .tarZstandard
        case .uncompressed: .tar
        }
    }

    /// Names what segments depend on besides the files and their time.
    ///
    /// That is the layout written here and the version of the library that compresses. It belongs in the key that
    /// segments are cached under.
    public var identifier: String {
        let deflate = "segment-1 libdeflate-\(LIBDEFLATE_VERSION_STRING)"
        return switch self {
        case .fast: "\(deflate) level \(level) above \(Self.fastSpliceThreshold)"
        case .balanced, .small: "\(deflate) level \(level)"
        case .zstandard: "segment-1 zstd-\(ZstandardFrame.version) level \(level)"
        case .uncompressed: "segment-1 tar"
        }
    }

    /// The level of libdeflate (1 to 12) or libzstd (1 to 22); libdeflate's 7 makes up for what keeping data of wheels costs
    /// against `gzip -6`.
    var level: Int {
        switch self {
        case .fast: 1
        case .balanced: 7
        case .small: 12
        // Above it, a hundredth less takes twice the time.
        case .zstandard: 9
        case .uncompressed: 0
        }
    }

    /// The size above which entries of zip archives keep their DEFLATE data, in bytes; `nil` when none does.
    var spliceThreshold: UInt64? {
        switch self {
        case .fast: Self.fastSpliceThreshold
        case .balanced: SegmentWriter.spliceThreshold
        case .small, .zstandard, .uncompressed: nil
        }
    }

    /// Below it, the header of a file would weigh more by itself than what compressing the file takes.
    private static let fastSpliceThreshold: UInt64 = 16 << 10

    /// Makes what encodes the content of one segment; `nil` where it is spliced, which needs a ``RunCompressor``, and no
    /// other cores are to help.
    func makeRunWriter(isParallel: Bool) -> (any RunWriter)? {
        switch self {
        case .fast, .balanced: isParallel ? ParallelRuns(.deflate(level: level)) : nil
        case .small: ParallelRuns(.deflate(level: level))
        case .zstandard: ParallelRuns(.zstandard(level: level))
        case .uncompressed: PlainRuns()
        }
    }
}
