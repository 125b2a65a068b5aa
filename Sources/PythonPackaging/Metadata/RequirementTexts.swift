import Synchronization

/// Parses requirements, each text once: the versions of a package share most of theirs.
final class RequirementTexts: Sendable {
    private let known = Mutex([String: Requirement]())

    /// Parses a dependency specifier, or remembers it.
    func requirement(_ text: String) throws(RequirementError) -> Requirement {
        if let requirement = known.withLock({ $0[text] }) { return requirement }
        let requirement = try Requirement(text)
        known.withLock { $0[text] = requirement }
        return requirement
    }
}
