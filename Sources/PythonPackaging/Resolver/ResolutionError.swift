/// Why there is no resolution.
public enum ResolutionError: Error, Sendable {
    /// No set of versions satisfies all requirements.
    case unsatisfiable(Explanation)
    /// The provider failed; with what led to the package, from the user's requirement on.
    case provider(package: PackageName, chain: [String], underlying: any Error)
    /// A direct requirement names a URL and the provider reads none.
    case unsupportedURL(DeclaredRequirement)
    /// The task was cancelled.
    case cancelled
}

extension ResolutionError: CustomStringConvertible {
    /// Says what went wrong, where, and what to do about it, in whole sentences.
    public var description: String {
        switch self {
        case .unsatisfiable(let explanation):
            return explanation.description
        case .provider(let package, let chain, let underlying):
            let path = chain.isEmpty ? "" : " (\(chain.joined(separator: "; ")))"
            return "The index could not be asked about \(package.normalized)\(path): \(underlying)"
        case .unsupportedURL(let declared):
            return """
                \(declared.origin) asks for \(declared.requirement.name.normalized) by URL, which is not supported \
                here. Name a version that an index has.
                """
        case .cancelled:
            return "The resolution was cancelled."
        }
    }
}
