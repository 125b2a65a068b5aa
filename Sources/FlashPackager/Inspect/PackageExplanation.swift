import PythonPackaging

/// Why a package is in an artifact, and what leaving it out would save.
public struct PackageExplanation: Sendable, Encodable {
    /// The package.
    public var package: Inspection.Package
    /// The shortest way from the project's own requirements to the package, the requirement first.
    public var chain: [String]
    /// The packages that would leave with it, by name.
    public var bringsIn: [String]
    /// What leaving it out would save, in bytes of the archive.
    public var savesBytes: UInt64

    enum CodingKeys: String, CodingKey {
        case package, chain
        case bringsIn = "brings_in"
        case savesBytes = "saves_bytes"
    }

    /// Explains `package` by the packages of `inspection`.
    public init(_ package: Inspection.Package, in inspection: Inspection) {
        let brought = inspection.broughtIn(by: package.name)
        self.package = package
        chain = inspection.chain(to: package.name)
        bringsIn = brought.map(\.name).filter { $0 != package.name }
        savesBytes = brought.reduce(0) { $0 + $1.bytes }
    }
}

extension Inspection {
    /// The package of that name, in any spelling (PEP 503).
    ///
    /// - Throws: `bad-input` when the artifact has none.
    public func package(named name: String) throws(BuildFailure) -> Package {
        let normalized = PackageName(normalizing: name).normalized
        if let package = packages.first(where: { $0.name == normalized }) { return package }
        throw BuildFailure(
            .badInput,
            code: "unknown-package",
            "There is no package \(name) in the artifact.",
            hint: "`flash inspect` lists the packages."
        )
    }
}
