import Digests
import PythonPackaging

/// A package the artifact will hold: which wheel, and why.
struct PlannedPackage: Sendable {
    /// The package.
    var name: PackageName
    /// The chosen version.
    var version: Version
    /// Where its wheel is.
    var wheel: PlannedWheel
    /// The packages it needs itself, sorted.
    var dependencies: [PackageName]
    /// What asks for it, the project's own requirements first.
    var requiredBy: [String]
    /// Whether the project itself asks for it.
    var isRequested: Bool

    /// Who asked for it, in one line.
    var reason: String {
        guard let first = requiredBy.first else { return "" }
        return requiredBy.count == 1 ? first : "\(first) and \(requiredBy.count - 1) more"
    }
}

/// The file a package is installed from.
struct PlannedWheel: Sendable {
    /// The wheel's file name (PEP 427).
    var filename: String
    /// Where to fetch it.
    var url: String
    /// Its digest.
    var sha256: SHA256Digest
    /// Its length in bytes; 0 when the index does not say.
    var bytes: UInt64
}

/// The outcome of resolving: what goes in, what stays out, and the lock file that says so.
struct DependencyPlan: Sendable {
    /// The packages, sorted by name.
    var packages: [PlannedPackage] = []
    /// The packages left out on request, by name, with the reason.
    var excluded: [(name: String, reason: String)] = []
    /// The lock file's content; `nil` when nothing is required.
    var lockFile: [UInt8]?
    /// Whether the lock file on disk already says the same.
    var isLockCurrent = false

    /// The packages as the size budget sees them; `bytes` gives each one's weight.
    func sizes(_ bytes: (PlannedPackage) -> UInt64) -> SizedPackageGraph {
        SizedPackageGraph(
            packages.map {
                SizedPackage(
                    name: $0.name.normalized,
                    bytes: bytes($0),
                    dependencies: $0.dependencies.map(\.normalized),
                    isRequested: $0.isRequested
                )
            }
        )
    }
}
