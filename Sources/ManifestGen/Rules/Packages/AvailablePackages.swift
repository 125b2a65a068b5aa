/// What is known of the packages a worker will find in the artifact.
public struct AvailablePackages: Hashable, Sendable {
    /// How sure a missing package is missing.
    enum Knowledge: Hashable, Sendable {
        /// The names a project declares; what these depend on is not known.
        case declared
        /// The names of all packages, dependencies included.
        case resolved
        /// The modules of all packages.
        case modules(Set<String>)
    }

    /// Whether a module can be imported.
    enum Answer: Hashable, Sendable {
        case provided
        /// A package that provides it is left out of the artifact because the base image is said to have it.
        case excluded
        /// Some package may provide it.
        case uncertain
        case missing
    }

    private let distributions: Set<String>
    private let excluded: Set<String>
    private let knowledge: Knowledge
    private let hasUnnamed: Bool

    private init(
        distributions: Set<String>,
        excluded: some Sequence<String>,
        knowledge: Knowledge,
        hasUnnamed: Bool = false
    ) {
        self.distributions = distributions
        self.excluded = Set(excluded.map(PackageText.normalized))
        self.knowledge = knowledge
        self.hasUnnamed = hasUnnamed
    }

    /// Packages known by the requirements that name them.
    ///
    /// - Parameters:
    ///   - requirements: Requirements (PEP 508), or URLs and paths, which name nothing.
    ///   - excluded: The names of packages that are left to the base image.
    /// - Returns: What is known of them.
    public static func declared(_ requirements: some Sequence<String>, excluded: some Sequence<String> = []) -> Self {
        let names = requirements.map(PackageText.name(of:))
        return Self(
            distributions: Set(names.compactMap(\.self)),
            excluded: excluded,
            knowledge: .declared,
            hasUnnamed: names.contains(nil)
        )
    }

    /// Packages known by name, everything they depend on included.
    ///
    /// - Parameters:
    ///   - names: The names of all packages in the artifact.
    ///   - excluded: The names of packages that are left to the base image.
    /// - Returns: What is known of them.
    public static func resolved(_ names: some Sequence<String>, excluded: some Sequence<String> = []) -> Self {
        Self(distributions: Set(names.map(PackageText.normalized)), excluded: excluded, knowledge: .resolved)
    }

    /// Packages known by what is in them.
    ///
    /// - Parameters:
    ///   - modules: The top-level modules and packages, such as `yaml`.
    ///   - excluded: The names of packages that are left to the base image.
    /// - Returns: What is known of them.
    public static func installed(modules: Set<String>, excluded: some Sequence<String> = []) -> Self {
        Self(distributions: [], excluded: excluded, knowledge: .modules(modules))
    }

    /// Decides whether a dotted module can be imported.
    func answer(for module: String) -> Answer {
        let root = String(module.prefix { $0 != "." })
        if case .modules(let modules) = knowledge, modules.contains(root) { return .provided }
        let usual = ImportNames.distributions(providing: module)
        let parts = module.split(separator: ".")
        let names = ((usual ?? []) + parts.indices.map { parts[...$0].joined(separator: "-") })
            .map(PackageText.normalized)
        if names.contains(where: excluded.contains) { return .excluded }
        if names.contains(where: distributions.contains) { return .provided }
        switch knowledge {
        case .modules:
            return .missing
        case .resolved:
            return usual == nil && !distributions.isEmpty ? .uncertain : .missing
        case .declared:
            return distributions.isEmpty && !hasUnnamed ? .missing : .uncertain
        }
    }
}

/// Reads the parts of a requirement that a rule needs.
enum PackageText {
    /// A name as PEP 503 compares it: lower case, runs of `-`, `_` and `.` as one `-`.
    static func normalized(_ name: String) -> String {
        name.lowercased().split { "-_.".contains($0) }.joined(separator: "-")
    }

    /// The normalized name a requirement starts with; `nil` for a URL or path, which states none.
    static func name(of requirement: String) -> String? {
        let text = requirement.drop { $0.isWhitespace }
        let name = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
        let rest = text.dropFirst(name.count).drop { $0.isWhitespace }
        guard !name.isEmpty, name.first != ".", rest.first.map({ "[<>=!~;@,(".contains($0) }) ?? true else {
            return nil
        }
        return normalized(String(name))
    }
}
