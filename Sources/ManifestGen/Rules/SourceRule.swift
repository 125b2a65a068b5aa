/// A rule that sources are checked against.
protocol SourceRule: Sendable {
    /// Finds every place where the rule is broken.
    func check(_ project: CheckedProject) -> [Diagnostic]
}

extension CheckedProject {
    private static let rules: [any SourceRule] = [
        ModuleLevelNameRule(), UndeclaredDependencyRule(), ModuleLevelImportRule(), MissingAwaitRule(),
        LargePayloadRule(), ResultConfusionRule(),
    ]

    /// Checks the project against every rule and applies its suppression comments.
    ///
    /// - Parameter found: What was found before; it is silenced by the same comments.
    /// - Returns: All findings that are not silenced, in order of place, then code.
    func findings(with found: [Diagnostic] = []) -> [Diagnostic] {
        let all = found + Self.rules.flatMap { $0.check(self) }
        return Suppressions(of: modules).apply(to: all).sorted { left, right in
            switch (left.location, right.location) {
            case (let left?, let right?) where left != right: left < right
            case (nil, .some): true
            case (.some, nil): false
            default: (left.code.rawValue, left.message) < (right.code.rawValue, right.message)
            }
        }
    }
}
