/// Replaces requirements on the project itself, such as `demo[gpu]`, by what its extras ask for.
///
/// Extras may ask for each other, even in a circle, as they may in package metadata.
struct SelfReferences {
    private let project: PackageName?
    private let extras: NamedDependencies
    private var seen: Set<Step> = []
    private var pending: [(Step, line: Int)] = []

    /// How many combinations of extras and markers are followed; far more than real projects have.
    private static let limit = 10_000

    /// An extra that is asked for where all the conditions hold.
    private struct Step: Hashable {
        var extra: String
        var conditions: Set<Marker>
    }

    init(project: PackageName?, extras: NamedDependencies) {
        self.project = project
        self.extras = extras
    }

    /// Lists `requirements` and what `selections` of the extras ask for, without references to the project itself.
    mutating func expand(
        _ requirements: [DeclaredRequirement],
        extras selections: [DependencySelection]
    ) throws(ProjectSettingsError) -> [DeclaredRequirement] {
        if !selections.isEmpty { try extras.checkNames() }
        var result: [DeclaredRequirement] = []
        for declared in requirements { try add(declared, under: [], to: &result) }
        for selection in selections { try ask(selection.name, under: [], at: selection.line) }
        while !pending.isEmpty {
            let (step, line) = pending.removeFirst()
            guard let entry = extras.entry(step.extra) else { throw extras.unknown(step.extra, at: line) }
            guard let items = entry.node.array else {
                throw extras.error(entry.name, "it must be a list of requirements", at: entry.node.line)
            }
            for item in items {
                guard let text = item.string else {
                    throw extras.error(entry.name, "an item is not a requirement", at: item.line)
                }
                try add(try extras.requirement(text, at: item.line), under: step.conditions, to: &result)
            }
        }
        return result
    }

    private mutating func add(
        _ declared: DeclaredRequirement,
        under conditions: Set<Marker>,
        to result: inout [DeclaredRequirement]
    ) throws(ProjectSettingsError) {
        let requirement = declared.requirement
        guard requirement.name == project, requirement.url == nil else {
            result.append(declared.restricted(to: conditions))
            return
        }
        let all = conditions.union(requirement.marker?.conditions ?? [])
        for extra in requirement.extras { try ask(extra.normalized, under: all, at: declared.origin.line) }
    }

    private mutating func ask(
        _ extra: String,
        under conditions: Set<Marker>,
        at line: Int
    ) throws(ProjectSettingsError) {
        let name = PackageName(extra)?.normalized ?? extra
        let step = Step(extra: name, conditions: conditions)
        guard seen.insert(step).inserted else { return }
        guard seen.count <= Self.limit else {
            throw extras.error(extra, "extras ask for each other under too many conditions", at: line)
        }
        pending.append((step, line))
    }
}

extension DeclaredRequirement {
    /// The same requirement, for environments that meet `conditions` as well.
    fileprivate func restricted(to conditions: Set<Marker>) -> DeclaredRequirement {
        let all = conditions.union(requirement.marker?.conditions ?? []).sorted { $0.description < $1.description }
        guard !conditions.isEmpty, let first = all.first else { return self }
        let restricted = Requirement(
            name: requirement.name,
            extras: requirement.extras,
            specifiers: requirement.specifiers,
            url: requirement.url,
            marker: all.count == 1 ? first : .all(all)
        )
        return DeclaredRequirement(restricted, origin: origin, hashes: hashes)
    }
}
