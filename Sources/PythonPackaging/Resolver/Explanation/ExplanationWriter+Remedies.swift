extension ExplanationWriter {
    /// Says what may help besides other requirements.
    func remedies(for facts: [Fact]) -> [String] {
        var excludable: Set<PackageName> = []
        var yanked: Set<PackageName> = []
        var prereleases: Set<PackageName> = []
        var sources: Set<PackageName> = []
        for case .unusable(let kind, let package) in facts {
            guard let name = engine.known[package]?.name else { continue }
            if kind == .onlySourceDistribution { sources.insert(name) }
            switch kind {
            case .noCompatibleWheel, .onlySourceDistribution, .requiresPython: excludable.insert(name)
            case .yanked: yanked.insert(name)
            case .prerelease: prereleases.insert(name)
            case .excludedByHash, .hashMissing, .noMetadata, .noSourceDistribution, .dependencyByURL: break
            }
        }
        // Excluding what the project asks for itself would only hide the problem.
        excludable = excludable.filter { engine.declared[$0] == nil }
        var remedies: [String] = []
        if !sources.isEmpty {
            let names = Self.list(sources.sorted().map(\.normalized))
            remedies.append("With --build-sdists a local Python builds \(names), unless --only-binary forbids it.")
        }
        if !excludable.isEmpty {
            let names = Self.list(excludable.sorted().map(\.normalized))
            let object = excludable.count == 1 ? "it" : "them"
            remedies.append(
                "If the functions run without \(names), or the target has \(object) already, exclude \(object)."
            )
        }
        if !yanked.isEmpty {
            remedies.append("A yanked version is used if a requirement pins it with ==.")
        }
        if !prereleases.isEmpty {
            let names = Self.list(prereleases.sorted().map(\.normalized))
            remedies.append("\(names) would fit if pre-releases were allowed.")
        }
        return remedies
    }
}
