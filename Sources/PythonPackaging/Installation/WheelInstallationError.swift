/// Reports a wheel that must not or cannot be installed.
public struct WheelInstallationError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Kind: Hashable, Sendable {
        /// An entry's name would leave the target directory or is no portable path.
        case unsafePath
        /// An entry is a symbolic link.
        case symbolicLink
        /// Two entries or installed files have the same path and different content.
        case duplicate
        /// A file has the path of a directory another file is in.
        case fileInsteadOfDirectory
        /// The archive has no `.dist-info` directory, or several.
        case noDistInfo
        /// The `.dist-info` directory belongs to another distribution or version.
        case wrongDistInfo
        /// A file that every wheel has is missing.
        case missingFile
        /// An entry cannot be read from the archive.
        case unreadable(String)
        /// `WHEEL` names a version of the format that is not 1.x.
        case unsupportedWheelVersion(String)
        /// `RECORD` is malformed at this line.
        case malformedRecord(line: Int)
        /// An entry is not listed in `RECORD`.
        case notRecorded
        /// An entry does not have the digest `RECORD` gives.
        case wrongDigest
        /// A directory below `.data` is none of the known ones.
        case unknownScheme
        /// An entry point is malformed.
        case malformedEntryPoint(String)
    }

    /// What is wrong.
    public let kind: Kind
    /// The wheel's file name.
    public let wheel: String
    /// The entry or path it is about.
    public let path: String
}

extension WheelInstallationError: CustomStringConvertible {
    /// What is wrong, in one sentence that names the wheel and the entry.
    public var description: String {
        let path = String(path.map { $0.isNewline || $0 == "\0" ? "?" : $0 })
        let problem =
            switch kind {
            case .unsafePath:
                "the entry '\(path)' would be written outside the target directory or is not a portable path"
            case .symbolicLink: "the entry '\(path)' is a symbolic link"
            case .duplicate: "the path '\(path)' is given two different contents"
            case .fileInsteadOfDirectory: "'\(path)' is both a file and a directory"
            case .noDistInfo: "it must hold exactly one .dist-info directory"
            case .wrongDistInfo: "the directory '\(path)' belongs to another distribution or version"
            case .missingFile: "the file '\(path)' is missing"
            case .unreadable(let reason): "the entry '\(path)' cannot be read: \(reason)"
            case .unsupportedWheelVersion(let version): "wheel format version '\(version)' is not supported"
            case .malformedRecord(let line): "line \(line) of '\(path)' is malformed"
            case .notRecorded: "the entry '\(path)' is not listed in RECORD"
            case .wrongDigest: "the entry '\(path)' does not have the digest RECORD gives"
            case .unknownScheme: "the entry '\(path)' is in an unknown directory below .data"
            case .malformedEntryPoint(let text): "the entry point '\(text)' is malformed"
            }
        return "\(wheel): \(problem)"
    }
}
