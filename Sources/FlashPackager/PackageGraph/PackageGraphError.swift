/// Why a package graph cannot be used.
public enum PackageGraphError: Error, Hashable, Sendable {
    /// The description is not a graph or contradicts itself.
    case malformed(String)
    /// The plugin that wrote the graph belongs to another version of this program.
    case unsupportedVersion(Int)
    /// The root package has no product of that name.
    case unknownProduct(String, available: [String])
    /// A package's directory was not listed before its files were asked for.
    case missingListing(package: String)
    /// A target's directory or file lies outside its package.
    case outsidePackage(path: String, package: String)
    /// Two different files have the same place in the artifact.
    case conflict(destination: String, first: String, second: String)
    /// One file's place in the artifact is a directory of another file.
    case fileInPlaceOfDirectory(destination: String, file: String, other: String)
    /// A file cannot be read for comparison.
    case unreadable(path: String)
}

extension PackageGraphError: CustomStringConvertible {
    /// What is wrong and what to do about it.
    public var description: String {
        switch self {
        case .malformed(let reason):
            "the package graph is malformed: \(reason)"
        case .unsupportedVersion(let version):
            "the package graph has format \(version) but this flash reads format \(PackageGraph.currentVersion); "
                + "use the flash-build plugin of the same release"
        case .unknownProduct(let name, let available):
            "no product \"\(name)\" in the package; "
                + (available.isEmpty ? "it has none" : "choose among \(available.joined(separator: ", "))")
        case .missingListing(let package):
            "the files of package \"\(package)\" were not listed"
        case .outsidePackage(let path, let package):
            "\(path) lies outside package \"\(package)\""
        case .conflict(let destination, let first, let second):
            "\(destination) would come from two different files, \(first) and \(second); "
                + "rename one, or move it into a directory of its own"
        case .fileInPlaceOfDirectory(let destination, let file, let other):
            "\(destination) would be a file, from \(file), and a directory, for \(other); rename one"
        case .unreadable(let path):
            "\(path) cannot be read"
        }
    }
}
