/// A CPU instance type; `CpuInstanceType` in the library.
struct CPUInstance: Hashable, Sendable {
    /// The generation and flavor, such as `cpu3g`.
    let flavor: String
    /// The number of virtual CPUs.
    let processors: Int64
    /// The memory in GB.
    let memory: Int64

    /// The identifier the service uses, such as `cpu3g-2-8`.
    var identifier: String { "\(flavor)-\(processors)-\(memory)" }

    /// The name of the enumeration's member, such as `CPU3G_2_8`.
    var memberName: String { "\(flavor.uppercased())_\(processors)_\(memory)" }

    /// The largest container disk in GB.
    var diskLimit: Int64 { processors * (flavor == "cpu5c" ? 15 : 10) }

    /// The twelve types there are.
    static let all: [CPUInstance] = [("cpu3g", Int64(4)), ("cpu3c", 2), ("cpu5c", 2)].flatMap { flavor, ratio in
        [Int64(1), 2, 4, 8].map { CPUInstance(flavor: flavor, processors: $0, memory: $0 * ratio) }
    }

    /// Finds a type by its identifier.
    static func named(_ identifier: String) -> CPUInstance? {
        all.first { $0.identifier == identifier }
    }

    /// The type a CPU resource has when none is given.
    static let standard = CPUInstance(flavor: "cpu3g", processors: 2, memory: 8)
}
