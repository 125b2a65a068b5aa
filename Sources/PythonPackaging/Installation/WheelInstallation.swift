public import Digests

/// Where the files of a wheel go in a flat directory such as `/app`, and the files installation adds (PEP 427, PEP 376).
///
/// Everything importable goes to the root, scripts and entry points to `bin/`, headers to `include/NAME/`, data to the root.
/// Scripts start with `#!/usr/bin/env python3`, because the interpreter of the worker is not that of the machine that
/// packages. Bytecode is left out. The same wheel always gives the same files.
public struct WheelInstallation: Sendable {
    /// An entry of the wheel.
    public struct Entry: Sendable {
        /// The name in the archive.
        public let name: String
        /// The size of the content in bytes.
        public let bytes: UInt64
        /// Whether it is a directory.
        public let isDirectory: Bool
        /// Whether any execute permission is set.
        public let isExecutable: Bool
        /// Whether it is a symbolic link.
        public let isSymbolicLink: Bool

        /// Creates an entry.
        public init(name: String, bytes: UInt64, isDirectory: Bool, isExecutable: Bool, isSymbolicLink: Bool) {
            self.name = name
            self.bytes = bytes
            self.isDirectory = isDirectory
            self.isExecutable = isExecutable
            self.isSymbolicLink = isSymbolicLink
        }
    }

    /// Where the content of an installed file comes from.
    public enum Content: Hashable, Sendable {
        /// The entry at this position of the list the plan was made from; its content must have this digest.
        case entry(Int, expecting: SHA256Digest)
        /// Bytes made or changed by the installation.
        case generated([UInt8])
    }

    /// An installed file.
    public struct File: Hashable, Sendable {
        /// The path relative to the root, with `/`.
        public let path: String
        /// Whether the mode is 755 instead of 644.
        public let isExecutable: Bool
        /// The content.
        public let content: Content
    }

    /// The distribution.
    public let name: PackageName
    /// Its version.
    public let version: Version
    /// The name of the `.dist-info` directory.
    public let distInfo: String
    /// The files to install, sorted by path, including the rewritten `RECORD`.
    public let files: [File]
    /// The files that were left out on request, sorted by path.
    public let slimmed: [SlimmedFile]
}
