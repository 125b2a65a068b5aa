import ArtifactArchive

/// The archive's file name and its compression, which must agree.
struct OutputName: Sendable, Hashable {
    /// The file name inside `.flash`.
    var name: String
    /// How the archive is compressed.
    var compression: Compression

    /// The name without ending that archives have unless another is asked for.
    private static let standardStem = "artifact"

    /// The name as far as the command line tells, for what may begin before the project's settings are read.
    static func expected(by options: BuildOptions) -> String {
        options.outputName ?? standardStem + (options.compression ?? .balanced).format.suffix
    }

    /// Settles both from what was asked for.
    ///
    /// A name decides the format, a compression the ending of the standard name; if both are given, they must agree. What
    /// the command line says comes before `setting`.
    ///
    /// - Throws: `output-name` when they contradict each other, or the name announces no format of ours.
    init(_ options: BuildOptions, setting: Compression?) throws(BuildFailure) {
        guard let name = options.outputName else {
            compression = options.compression ?? setting ?? .balanced
            self.name = Self.standardStem + compression.format.suffix
            return
        }
        guard let format = ArchiveFormat(filename: name) else {
            let endings = ArchiveFormat.allCases.flatMap(\.suffixes).joined(separator: ", ")
            throw Self.failure("--output \(name) says nothing about the format; it ends in one of \(endings).")
        }
        self.name = name
        guard let asked = options.compression else {
            compression = setting.flatMap { $0.format == format ? $0 : nil } ?? format.usualCompression
            return
        }
        guard asked.format == format else {
            throw Self.failure(
                "--output \(name) and --compression \(asked.rawValue) contradict each other: "
                    + "the name is that of a \(format.rawValue), the compression makes a \(asked.format.rawValue).",
                hint: "Leave one of them out, or name the archive \(Self.standardStem)\(asked.format.suffix)."
            )
        }
        compression = asked
    }

    private static func failure(_ message: String, hint: String? = nil) -> BuildFailure {
        BuildFailure(.usage, code: "output-name", message, hint: hint)
    }
}

extension ArchiveFormat {
    /// The usual ending of file names.
    fileprivate var suffix: String { ".\(rawValue)" }

    /// How archives of the format are compressed when only the format was asked for.
    fileprivate var usualCompression: Compression {
        switch self {
        case .tarGzip: .balanced
        case .tarZstandard: .zstandard
        case .tar: .uncompressed
        }
    }
}
