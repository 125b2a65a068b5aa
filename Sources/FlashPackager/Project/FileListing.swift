/// What goes into the artifact and what stays out, for people and scripts.
public struct FileListing: Sendable, Encodable {
    /// A file that goes in.
    public struct Entry: Sendable, Encodable {
        /// Its path inside the artifact.
        public var path: String
        /// Its length in bytes.
        public var bytes: UInt64
    }

    /// A path that stays out.
    public struct Exclusion: Sendable, Encodable {
        /// The path; a directory ends in `/`.
        public var path: String
        /// The rule that keeps it out.
        public var reason: String
    }

    /// The files that go in.
    public var files: [Entry]
    /// The paths that stay out.
    public var excluded: [Exclusion]

    init(_ project: Project) {
        files = project.files.map { Entry(path: $0.path, bytes: $0.bytes) }
        excluded = project.excluded.map {
            Exclusion(path: $0.path + ($0.isDirectory ? "/" : ""), reason: "\($0.reason)")
        }
    }
}
