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
        func best(among candidates: [String: UInt64]) -> String? {
            candidates.filter { $0.value > 0 }.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        }
        while total() > limit {
            let savings = graph.savings(excluding: excluded)
            let provided = savings.filter { baseImageProvides($0.key) }
            guard let choice = best(among: provided) ?? best(among: savings) else {
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
