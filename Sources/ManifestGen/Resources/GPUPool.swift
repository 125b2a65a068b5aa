/// A pool of GPUs that endpoints are scheduled on; `GpuGroup` in the library.
enum GPUPool: String, CaseIterable, Sendable {
    case ada24 = "ADA_24"
    case ada32Pro = "ADA_32_PRO"
    case ada48Pro = "ADA_48_PRO"
    case ada80Pro = "ADA_80_PRO"
    case ampere16 = "AMPERE_16"
    case ampere24 = "AMPERE_24"
    case ampere48 = "AMPERE_48"
    case ampere80 = "AMPERE_80"
    case hopper141 = "HOPPER_141"

    /// The GPU types of the pool that the library can name; the member's name and value.
    var types: [(name: String, value: String)] {
        switch self {
        case .ada24: [("NVIDIA_GEFORCE_RTX_4090", "NVIDIA GeForce RTX 4090")]
        case .ada32Pro: [("NVIDIA_GEFORCE_RTX_5090", "NVIDIA GeForce RTX 5090")]
        case .ada48Pro: [("NVIDIA_RTX_6000_ADA_GENERATION", "NVIDIA RTX 6000 Ada Generation")]
        case .ada80Pro: [("NVIDIA_H100_80GB_HBM3", "NVIDIA H100 80GB HBM3")]
        case .ampere16:
            [
                ("NVIDIA_RTX_A4000", "NVIDIA RTX A4000"),
                ("NVIDIA_RTX_A4500", "NVIDIA RTX A4500"),
                ("NVIDIA_RTX_4000_ADA_GENERATION", "NVIDIA RTX 4000 Ada Generation"),
                ("NVIDIA_RTX_2000_ADA_GENERATION", "NVIDIA RTX 2000 Ada Generation"),
            ]
        case .ampere24:
            [
                ("NVIDIA_RTX_A5000", "NVIDIA RTX A5000"),
                ("NVIDIA_L4", "NVIDIA L4"),
                ("NVIDIA_GEFORCE_RTX_3090", "NVIDIA GeForce RTX 3090"),
            ]
        case .ampere48: [("NVIDIA_A40", "NVIDIA A40"), ("NVIDIA_RTX_A6000", "NVIDIA RTX A6000")]
        case .ampere80:
            [("NVIDIA_A100_80GB_PCIe", "NVIDIA A100 80GB PCIe"), ("NVIDIA_A100_SXM4_80GB", "NVIDIA A100-SXM4-80GB")]
        case .hopper141: [("NVIDIA_H200", "NVIDIA H200")]
        }
    }

    /// Writes a selection of pools and GPU types as the service expects it: pools, and `-type` for every type of a
    /// pool that was chosen only through other types; sorted, so that equal selections are equal text.
    ///
    /// - Parameters:
    ///   - pools: the pools chosen as such.
    ///   - types: the values of the GPU types chosen.
    /// - Returns: the identifiers, separated by commas.
    static func identifiers(pools: Set<GPUPool>, types: Set<String>) -> String {
        var identifiers = Set(pools.map(\.rawValue))
        for pool in allCases where !pools.contains(pool) {
            let named = pool.types.filter { types.contains($0.value) }
            guard !named.isEmpty else { continue }
            identifiers.insert(pool.rawValue)
            identifiers.formUnion(pool.types.filter { !types.contains($0.value) }.map { "-\($0.value)" })
        }
        return identifiers.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: ",")
    }
}
