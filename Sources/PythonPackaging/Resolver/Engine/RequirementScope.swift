/// Decides which requirements count for the target and which are excluded.
struct RequirementScope: Sendable {
    let environment: MarkerEnvironment
    let exclusions: [ExclusionPattern]

    /// Returns whether a requirement counts when an extra is asked for, or without any.
    ///
    /// What counts without the extra as well belongs to the package itself and not to the extra.
    func applies(_ requirement: Requirement, extra: PackageName?) -> Bool {
        guard let marker = requirement.marker else { return extra == nil }
        let appliesAnyway = marker.evaluate(in: environment, extras: [])
        guard let extra else { return appliesAnyway }
        return !appliesAnyway && marker.evaluate(in: environment, extras: [extra])
    }

    /// Returns the first exclusion that covers a package.
    func exclusion(of package: PackageName) -> ExclusionPattern? {
        exclusions.first { $0.matches(package) }
    }
}
