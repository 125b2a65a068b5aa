/// Says which paths unpack below the directory an archive is unpacked in, on every system.
enum SafePath {
    /// Whether `path` is relative, of components that are names, and not longer than systems take (`PATH_MAX`, `NAME_MAX`).
    static func isSafe(_ path: String) -> Bool {
        guard !path.isEmpty, path.utf8.count < 4096, !path.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
            return false
        }
        return path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.count <= 255 && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
        }
    }
}
