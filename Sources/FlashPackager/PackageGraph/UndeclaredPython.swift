#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Finds the `.py` files of a Swift target that its manifest says nothing about, by the rules of SwiftPM.
///
/// SwiftPM passes over names that begin with a dot, broken links, excluded paths and Xcode's documents, does not look
/// into directories that stand for one resource, and follows links to directories (`TargetSourcesBuilder`).
struct UndeclaredPython {
    /// The absolute paths of the files found so far.
    private(set) var files: [String] = []
    private let known: Set<String>
    private var ancestors: Set<DirectoryIdentity> = []

    private static let ignoredExtensions: Set<Substring> = ["xcodeproj", "playground", "xcworkspace"]
    private static let opaqueExtensions: Set<Substring> = [
        "docc", "metal", "nib", "storyboard", "xcassets", "xcdatamodel", "xcdatamodeld", "xcmappingmodel", "xcstrings",
        "xib",
    ]

    /// Prepares a search that leaves out `known` absolute paths and what lies below them.
    init(known: Set<String>) {
        self.known = known
    }

    /// Searches `directory`, an absolute path.
    mutating func visit(_ directory: String) throws(ProjectWalkError) {
        var status = stat()
        guard stat(directory, &status) == 0 else { return }
        let identity = DirectoryIdentity(status)
        guard ancestors.insert(identity).inserted else { return }
        defer { ancestors.remove(identity) }
        for bytes in try OpenDirectory(path: directory).names(limit: 1_000_000) {
            let name = String(decoding: bytes, as: UTF8.self)
            let path = directory + "/" + name
            guard !name.hasPrefix("."), !known.contains(path) else { continue }
            let suffix = name.lastIndex(of: ".").map { name[name.index(after: $0)...] } ?? ""
            guard !Self.ignoredExtensions.contains(suffix), stat(path, &status) == 0 else { continue }
            if status.st_mode & S_IFMT != S_IFDIR {
                if suffix == "py" { files.append(path) }
            } else if !Self.opaqueExtensions.contains(suffix) {
                try visit(path)
            }
        }
    }
}

/// What tells a directory from all others, whichever path leads to it.
private struct DirectoryIdentity: Hashable {
    private let device: UInt64
    private let number: UInt64

    init(_ status: stat) {
        device = UInt64(truncatingIfNeeded: status.st_dev)
        number = UInt64(truncatingIfNeeded: status.st_ino)
    }
}
