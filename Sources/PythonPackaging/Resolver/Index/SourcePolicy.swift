/// Which packages may be built from source distributions, and which must be.
public struct SourcePolicy: Hashable, Sendable {
    /// Whether anything may be built.
    public var allowsBuilds: Bool
    /// Packages whose wheels are not used (`--no-binary`).
    public var noBinary: PackageSelection
    /// Packages that are never built (`--only-binary`).
    public var onlyBinary: PackageSelection

    /// Creates a policy; by default only wheels are used.
    public init(
        allowsBuilds: Bool = false,
        noBinary: PackageSelection = PackageSelection(),
        onlyBinary: PackageSelection = PackageSelection()
    ) {
        self.allowsBuilds = allowsBuilds
        self.noBinary = noBinary
        self.onlyBinary = onlyBinary
    }

    /// Whether wheels of a package are used; as in pip, a name counts more than `:all:`.
    public func usesWheels(of package: PackageName) -> Bool {
        guard allowsBuilds, noBinary.contains(package) else { return true }
        return !noBinary.names.contains(package) && onlyBinary.names.contains(package)
    }

    /// Whether source distributions of a package are used.
    public func usesSources(of package: PackageName) -> Bool {
        guard allowsBuilds, onlyBinary.contains(package) else { return allowsBuilds }
        return !onlyBinary.names.contains(package) && noBinary.names.contains(package)
    }

    /// What of the policy decides about a resolution, one item each; empty when only wheels are used.
    public var description: [String] {
        guard allowsBuilds else { return [] }
        func items(_ option: String, _ selection: PackageSelection) -> [String] {
            (selection.all ? ["\(option) :all:"] : []) + selection.names.sorted().map { "\(option) \($0)" }
        }
        return ["build-sdists"] + items("no-binary", noBinary) + items("only-binary", onlyBinary)
    }
}
