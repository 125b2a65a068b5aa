/// Paths are read by bytes, as the system does: a combining character behind a slash hides it from a comparison of
/// characters.
extension StringProtocol {
    /// Whether the path starts at the root.
    package var isAbsolutePath: Bool { utf8.first == UInt8(ascii: "/") }
}

extension String {
    /// The components of the path, without empty ones unless `omittingEmpty` is false.
    package func pathComponents(maxSplits: Int = .max, omittingEmpty: Bool = true) -> [Substring] {
        utf8.split(separator: UInt8(ascii: "/"), maxSplits: maxSplits, omittingEmptySubsequences: omittingEmpty)
            .map { Substring($0) }
    }

    /// The path up to its last slash and the name behind it; no folder for a name alone.
    package var folderAndName: (folder: Substring?, name: Substring) {
        guard let slash = utf8.lastIndex(of: UInt8(ascii: "/")) else { return (nil, self[...]) }
        return (self[...slash], self[utf8.index(after: slash)...])
    }
}
