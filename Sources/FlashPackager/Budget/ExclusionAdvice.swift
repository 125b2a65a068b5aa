/// The exclusions that would bring an artifact under its limit.
struct ExclusionAdvice: Sendable, Equatable {
    /// The names to give to `--exclude`, in the order of what they save.
    var names: [String]
    /// Those of them the base image provides.
    var safe: [String]
    /// The archive's estimated bytes with them applied.
    var bytes: UInt64

    /// Chooses exclusions for an archive of `otherBytes` plus `graph`: what the base image has first, then the
    /// largest savings; `nil` when no exclusion helps.
    init?(graph: SizedPackageGraph, otherBytes: UInt64, limit: UInt64, baseImageProvides: (String) -> Bool) {
        var excluded: Set<String> = []
        var names: [String] = []
        func total() -> UInt64 { otherBytes + graph.bytes(excluding: excluded) }
        func saving(of name: String) -> UInt64 {
            let now = graph.bytes(excluding: excluded)
            return now - min(now, graph.bytes(excluding: excluded.union([name])))
        }
        func best(among candidates: [String]) -> String? {
            candidates.map { (saving(of: $0), $0) }
                .filter { $0.0 > 0 }
                .max { ($0.0, $1.1) < ($1.0, $0.1) }?.1
        }
        while total() > limit {
            let remaining = graph.remaining(excluding: excluded).sorted()
            guard let choice = best(among: remaining.filter(baseImageProvides)) ?? best(among: remaining) else {
                return nil
            }
            excluded.insert(choice)
            names.append(choice)
        }
        guard !names.isEmpty else { return nil }
        self.names = names
        self.safe = names.filter(baseImageProvides)
        self.bytes = total()
    }
}
