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
                here.
                """
        case .cancelled:
            return "The resolution was cancelled."
        }
    }

    /// What to do about it.
    public var hint: String {
        switch self {
        case .unsatisfiable(let explanation) where !explanation.unknownPackages.isEmpty:
            return "Check the spelling, or add the index that has the package."
        case .unsatisfiable(let explanation):
            let requirements = explanation.requirements.map(\.description.redactingCredentials).joined(separator: ", ")
            return (["Change one of these: \(requirements)."] + explanation.remedies).joined(separator: " ")
        case .provider(_, _, let underlying):
            return (underlying as? IndexError)?.hint ?? "Try again later."
        case .unsupportedURL(let declared):
            return "Write \(declared.requirement.name.normalized)==VERSION instead."
        case .cancelled:
            return "Run the command again."
        }
    }
}
