import PythonPackaging

/// Requirements that replace every other one on the same package, the project's own and those of packages.
///
/// As in uv, the marker of the replaced requirement goes as well, except for the extra it belongs to; an override whose
/// own marker does not hold removes the requirement.
struct RequirementOverrides: Sendable {
    private let overrides: [PackageName: [DeclaredRequirement]]

    init(_ overrides: [DeclaredRequirement]) {
        self.overrides = Dictionary(grouping: overrides, by: \.requirement.name)
    }

    /// The requirements of the project, with those on overridden packages replaced.
    func apply(to requirements: [DeclaredRequirement]) -> [DeclaredRequirement] {
        guard !overrides.isEmpty else { return requirements }
        var result: [DeclaredRequirement] = []
        for declared in requirements {
            let replacements = overrides[declared.requirement.name] ?? [declared]
            result += replacements.filter { !result.contains($0) }
        }
        return result
    }

    /// The requirements of a package, with those on overridden packages replaced.
    func apply(to requirements: [Requirement]) -> [Requirement] {
        guard !overrides.isEmpty else { return requirements }
        return requirements.flatMap { requirement in
            guard let replacements = overrides[requirement.name] else { return [requirement] }
            return replacements.map { $0.requirement.limited(by: requirement.marker?.extraConditions ?? []) }
        }
    }

    /// Adds to an unsatisfiable outcome that some of the requirements it tells stand in for others.
    func explain(_ failure: BuildFailure) -> BuildFailure {
        guard failure.code == "unsatisfiable", !overrides.isEmpty else { return failure }
        var explained = failure
        let list = overrides.values.joined().map(\.description).sorted().joined(separator: ", ")
        explained.message += "\nOverrides replace what packages ask for: \(list)."
        return explained
    }
}

extension Requirement {
    /// The requirement where further conditions hold as well.
    fileprivate func limited(by conditions: [Marker]) -> Requirement {
        guard !conditions.isEmpty else { return self }
        let all = conditions + (marker.map { [$0] } ?? [])
        return Requirement(
            name: name,
            extras: extras,
            specifiers: specifiers,
            url: url,
            marker: all.count == 1 ? all[0] : .all(all)
        )
    }
}

extension Marker {
    /// Those of the conditions that must all hold which tell the extra.
    fileprivate var extraConditions: [Marker] {
        if case .all(let conditions) = self { return conditions.filter(\.tellsExtra) }
        return tellsExtra ? [self] : []
    }

    private var tellsExtra: Bool {
        switch self {
        case .compare(let left, _, let right): left == .variable(.extra) || right == .variable(.extra)
        case .all(let markers), .any(let markers): markers.contains(where: \.tellsExtra)
        }
    }
}
