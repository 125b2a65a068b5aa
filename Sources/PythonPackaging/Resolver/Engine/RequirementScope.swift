/// Decides which requirements count for the target, which are overridden and which are excluded.
struct RequirementScope: Sendable {
    let environment: MarkerEnvironment
    let exclusions: [ExclusionPattern]
    /// What replaces every requirement on a package, as far as it counts for the target.
    let overrides: [PackageName: [DeclaredRequirement]]

    init(environment: MarkerEnvironment, exclusions: [ExclusionPattern], overrides: [DeclaredRequirement] = []) {
        self.environment = environment
        self.exclusions = exclusions
        // A package whose overrides are all for other targets is still overridden: then nothing asks for it.
        self.overrides = Dictionary(grouping: overrides, by: \.requirement.name).mapValues { overrides in
            overrides.filter { $0.requirement.applies(to: environment) }
        }
    }

    /// Returns what stands for some requirements when an extra is asked for, or without any.
    ///
    /// Overrides take the place of a requirement whatever its marker says, except that what an extra asks for still
    /// belongs to that extra; uv's `--override` works so.
    func applied(_ stated: [Requirement], extra: PackageName?) -> [AppliedRequirement] {
        stated.flatMap { requirement -> [AppliedRequirement] in
            guard let overrides = overrides[requirement.name] else {
                return applies(requirement, extra: extra) ? [AppliedRequirement(requirement)] : []
            }
            guard requirement.marker?.requiredExtra == extra else { return [] }
            return overrides.map { AppliedRequirement(requirement, override: $0) }
        }
    }

    /// Returns whether a requirement counts when an extra is asked for, or without any.
    ///
    /// What counts without the extra as well belongs to the package itself and not to the extra.
    func applies(_ requirement: Requirement, extra: PackageName?) -> Bool {
        guard let marker = requirement.marker else { return extra == nil }
        guard marker.mentionsExtra else { return extra == nil && marker.evaluate(in: environment, extras: []) }
        let appliesAnyway = marker.evaluate(in: environment, extras: [])
        guard let extra else { return appliesAnyway }
        return !appliesAnyway && marker.evaluate(in: environment, extras: [extra])
    }

    /// Returns the first exclusion that covers a package.
    func exclusion(of package: PackageName) -> ExclusionPattern? {
        exclusions.first { $0.matches(package) }
    }
}

extension Marker {
    /// The extra that the marker needs in any case, as `extra == "name"` by itself or joined by `and`.
    fileprivate var requiredExtra: PackageName? {
        switch self {
        case .compare(.variable(.extra), .comparison(.equal), .literal(let name)),
            .compare(.literal(let name), .comparison(.equal), .variable(.extra)):
            PackageName(normalizing: name)
        case .all(let markers):
            markers.lazy.compactMap(\.requiredExtra).first
        case .compare, .any:
            nil
        }
    }
}
