extension NamedDependencies {
    /// How many groups may include each other in a row; far more than real projects do, and little enough for any stack.
    private static var deepestInclusion: Int { 64 }

    /// Lists what dependency groups and those they include ask for, each group once (PEP 735, "Dependency Group Include").
    ///
    /// Lists of other groups are not looked at: they may hold what later standards add.
    func requirements(ofGroups selections: [DependencySelection]) throws(ProjectSettingsError) -> [DeclaredRequirement]
    {
        guard !selections.isEmpty else { return [] }
        try checkNames()
        var expansion = GroupExpansion()
        for selection in selections {
            guard let entry = entry(selection.name) else { throw unknown(selection.name, at: selection.line) }
            try expand(entry, &expansion)
        }
        return expansion.requirements
    }

    private struct GroupExpansion {
        var requirements: [DeclaredRequirement] = []
        var done: Set<PackageName> = []
        /// The groups that are being read, each included by the one before it.
        var open: [Entry] = []
    }

    private func expand(_ entry: Entry, _ expansion: inout GroupExpansion) throws(ProjectSettingsError) {
        let name = PackageName(normalizing: entry.name)
        guard !expansion.done.contains(name) else { return }
        guard let items = entry.node.array else {
            throw error(
                entry.name,
                "it must be a list of requirements and {include-group = \"…\"}",
                at: entry.node.line
            )
        }
        expansion.open.append(entry)
        for item in items {
            if let text = item.string {
                expansion.requirements.append(try requirement(text, at: item.line))
            } else {
                try expand(try included(by: item, in: entry, expansion.open), &expansion)
            }
        }
        expansion.open.removeLast()
        expansion.done.insert(name)
    }

    private func included(
        by item: TOMLNode,
        in entry: Entry,
        _ open: [Entry]
    ) throws(ProjectSettingsError) -> Entry {
        guard let table = item.table, table.count == 1, let name = table["include-group"]?.string else {
            throw error(entry.name, "an item is neither a requirement nor {include-group = \"…\"}", at: item.line)
        }
        guard let included = self.entry(name) else { throw unknown(name, at: item.line) }
        if let start = open.firstIndex(where: { $0.name == included.name }) {
            let cycle = (open[start...] + [included]).map(\.name).joined(separator: " → ")
            throw error(entry.name, "the group includes itself: \(cycle)", at: item.line)
        }
        guard open.count < Self.deepestInclusion else {
            throw error(entry.name, "groups include each other too deeply", at: item.line)
        }
        return included
    }
}
