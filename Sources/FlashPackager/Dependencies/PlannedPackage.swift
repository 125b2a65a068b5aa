import Digests
import PythonPackaging

/// A package the artifact will hold: which wheel, and why.
struct PlannedPackage: Sendable {
    /// The package.
    var name: PackageName
    /// The chosen version.
    var version: Version
    /// The extras something asks for, sorted.
    var extras: [PackageName]
    /// Those of them that packages ask for, sorted.
    var extrasForPackages: [PackageName]
    /// The index it was found on.
    var index: String?
    /// Whether a requirement names its wheel itself, by URL or path.
    var isDirect = false
    /// Where its wheel is.
    var wheel: PlannedWheel
    /// What the wheel was built from, if it was.
    var built: LockFile.Built?
    /// The packages it needs itself, sorted.
    var dependencies: [PackageName]
    /// What asks for it, the project's own requirements first.
    var requiredBy: [String]

    /// Whether the project itself asks for it: places have a colon, package names have none.
    var isRequested: Bool { requiredBy.contains(where: Self.isPlace) }

    private static func isPlace(_ requirer: String) -> Bool {
        requirer.utf8.contains(UInt8(ascii: ":"))
    }

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
    /// Where to fetch it: a URL or a path.
    var url: String
    /// Its digest.
    var sha256: SHA256Digest
    /// Its length in bytes; 0 while it is not known.
    var bytes: UInt64

    /// Whether it is a file of this machine, and its URL a path, relative to the project or absolute.
    var isLocal: Bool { LocalReference.isLocal(url) && !url.hasPrefix("built+") }
}

extension PlannedWheel {
    /// A wheel that was built, and is nowhere but in the store.
    init(_ built: LockFile.Built) {
        self.init(
            filename: built.filename.filename,
            url: "built+sha256:\(built.sha256.hex)",
            sha256: built.sha256,
            bytes: built.bytes ?? 0
        )
    }
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
    /// Why the lock file on disk did not answer the requirements, one sentence each.
    var staleness: [String] = []

    /// A plan without packages.
    init() {}

    /// Takes the plan from a lock file that answers the requirements.
    ///
    /// - Parameters:
    ///   - lock: the lock.
    ///   - bytes: its content on disk.
    ///   - origins: where the project asks for packages now, which may be other lines than when the lock was made.
    init(lock: LockFile, bytes: [UInt8], origins: [PackageName: [String]]) {
        packages = lock.packages.compactMap { PlannedPackage($0, origins: origins[$0.name] ?? []) }
        excluded = lock.excluded.map { ($0.name.normalized, $0.reason) }
        lockFile = bytes
        isLockCurrent = true
    }

    /// Makes the plan, and the lock file that says so, from a resolution, or for no requirements;
    /// no lock file without `inputs`.
    init(resolution: Resolution?, packages: [PlannedPackage], inputs: LockInputs?) {
        self.packages = packages
        let dropped = (resolution?.excluded ?? [:]).sorted { $0.key < $1.key }
        let excluded = dropped.map { name, requirements in
            let patterns = Set(requirements.map(\.pattern.description)).sorted().joined(separator: ", ")
            return LockFile.Exclusion(name: name, reason: "--exclude \(patterns)")
        }
        self.excluded = excluded.map { ($0.name.normalized, $0.reason) }
        if let inputs {
            let lock = LockFile(
                createdBy: "flash \(ToolVersion.current)",
                inputs: inputs,
                packages: packages.compactMap(\.locked),
                excluded: excluded
            )
            lockFile = lock.encoded()
        }
    }

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

extension PlannedPackage {
    /// Takes a package from a lock file; `nil` when it has no wheel.
    fileprivate init?(_ locked: LockFile.Package, origins: [String]) {
        let wheel = locked.wheels.first.map { wheel in
            PlannedWheel(
                filename: wheel.filename.filename,
                url: wheel.url,
                sha256: wheel.sha256,
                bytes: wheel.bytes ?? 0
            )
        }
        guard let wheel = wheel ?? locked.built.map(PlannedWheel.init) else { return nil }
        self.init(
            name: locked.name,
            version: locked.version,
            extras: locked.extras,
            extrasForPackages: locked.extrasForPackages,
            index: locked.index,
            isDirect: locked.isDirect,
            wheel: wheel,
            built: locked.built,
            dependencies: locked.dependencies,
            requiredBy: origins + locked.requestedBy.filter { !Self.isPlace($0) }
        )
    }

    /// The package as a lock file records it.
    fileprivate var locked: LockFile.Package? {
        guard let filename = WheelFilename(wheel.filename) else { return nil }
        return LockFile.Package(
            name: name,
            version: version,
            index: index,
            isDirect: isDirect,
            extras: extras,
            extrasForPackages: extrasForPackages,
            dependencies: dependencies,
            wheels: built == nil
                ? [
                    LockFile.Wheel(
                        filename: filename,
                        url: wheel.url,
                        bytes: wheel.bytes == 0 ? nil : wheel.bytes,
                        sha256: wheel.sha256
                    )
                ] : [],
            built: built,
            requestedBy: requiredBy
        )
    }
}
