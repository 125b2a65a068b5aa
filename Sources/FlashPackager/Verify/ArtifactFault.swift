/// Something in an artifact that is not as its manifest says.
public struct ArtifactFault: Sendable, Encodable, Hashable {
    /// The nature of a fault, for programs that read it.
    public enum Kind: String, Sendable, Encodable, CaseIterable {
        /// The archive cannot be read to its end.
        case archive
        /// The manifest is missing, cannot be read, or is another beside the archive than inside.
        case manifest
        /// A package's `RECORD` is missing or cannot be read.
        case record
        /// A file that should be there is not.
        case missing
        /// A file is there that nothing lists.
        case unlisted
        /// A path is in the archive more often than it should be.
        case duplicate
        /// A file has another content.
        case content
        /// A file has other permissions.
        case mode
        /// A link, device, pipe or directory stands where only files should be.
        case type
        /// A path leads out of the directory the archive is unpacked in, or means different things on different systems.
        case path = "unsafe-path"
        /// A stretch of the archive file has another digest.
        case part
    }

    /// The nature of the fault.
    public var kind: Kind
    /// The file or part concerned; `nil` when it is the whole.
    public var path: String?
    /// The package it belongs to; `nil` for the project's own files.
    public var package: String?
    /// What is wrong, in one sentence.
    public var message: String

    init(_ kind: Kind, _ path: String? = nil, of package: String? = nil, _ message: String) {
        self.kind = kind
        self.path = path.map(Self.shown)
        self.package = package.map(Self.shown)
        self.message = DisplayText.name(message)
    }

    /// A name of at most 300 characters that no terminal obeys.
    private static func shown(_ name: String) -> String {
        let safe = DisplayText.name(String(name.prefix(300)))
        return safe.utf8.count < name.utf8.count && name.count > 300 ? safe + "…" : safe
    }
}
