extension ExplanationWriter {
    /// How the name of a package starts when all its versions are meant.
    static let everyVersion = "every version of "

    /// Names versions of a package, or of one with an extra, as the subject of a clause.
    func describe(_ node: SolverPackage, _ slots: SlotSet) -> String {
        let package = engine.package(of: node)
        guard let known = engine.known[package] else { return "" }
        var name = known.name.normalized
        if case .extra(_, let extra) = engine.nodes[node] { name += "[\(extra.normalized)]" }
        guard let ranges = ranges(of: known, package, slots) else {
            return known.versions.count == 1 ? "\(name) \(known.versions[0])" : Self.everyVersion + name
        }
        return Self.list(ranges.map { "\(name)\($0)" }, conjunction: "and")
    }

    /// Names versions of a package as an object; any version goes without saying.
    func requested(_ node: SolverPackage, _ slots: SlotSet) -> String {
        let package = engine.package(of: node)
        guard let known = engine.known[package] else { return "" }
        if case .extra(_, let extra) = engine.nodes[node] { return "\(known.name.normalized)[\(extra.normalized)]" }
        guard let ranges = ranges(of: known, package, slots) else { return known.name.normalized }
        return Self.list(ranges.map { "\(known.name.normalized)\($0)" }, conjunction: "or")
    }

    /// Names versions that cannot be used, as the subject of a clause that says why.
    ///
    /// - Returns: The subject and whether it takes a plural verb.
    func describeUnusable(_ known: KnownPackage, _ slots: SlotSet) -> (text: String, isPlural: Bool) {
        let name = known.name.normalized
        let versions = slots.newest(slots.count).map(known.version(at:))
        guard let newest = versions.first, let oldest = versions.last else { return (name, false) }
        if versions.count == 1 { return ("\(name) \(newest)", false) }
        if versions.count == known.versions.count { return (Self.everyVersion + name, false) }
        guard slots.ranges.count == 1, let run = slots.ranges.first else {
            let more = versions.count - 1
            return ("\(name) \(newest) and \(more) other version\(more == 1 ? "" : "s")", true)
        }
        if run.lowerBound == 1 { return ("\(name)<=\(newest)", false) }
        if run.upperBound == known.slots.upperBound { return ("\(name)>=\(oldest)", false) }
        return ("\(name)>=\(oldest),<=\(newest)", false)
    }

    /// Writes slots as ranges, disregarding versions that cannot be used anyway; `nil` for all versions.
    private func ranges(of known: KnownPackage, _ package: SolverPackage, _ slots: SlotSet) -> [String]? {
        let unusable = engine.unusable[package] ?? .empty
        let axis = known.slots.filter { slots.contains($0) || !unusable.contains($0) }
        var runs: [(first: Int, last: Int)] = []
        for (position, slot) in axis.enumerated() where slots.contains(slot) {
            if let last = runs.last, last.last == position - 1 {
                runs[runs.count - 1].last = position
            } else {
                runs.append((position, position))
            }
        }
        if let run = runs.first, run.first == 0, run.last == axis.count - 1 {
            return axis.count == known.versions.count || axis.count > 1 ? nil : [" \(known.version(at: axis[0]))"]
        }
        return runs.map { run in
            let first = known.version(at: axis[run.first])
            let last = known.version(at: axis[run.last])
            if run.first == run.last { return " \(first)" }
            if run.first == 0 { return "<=\(last)" }
            return run.last == axis.count - 1 ? ">=\(first)" : ">=\(first),<=\(last)"
        }
    }
}
