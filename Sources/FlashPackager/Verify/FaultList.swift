/// Faults, of which only the first are kept.
struct FaultList: Sendable {
    private(set) var faults: [ArtifactFault] = []
    private(set) var more = 0

    /// Takes note of a fault.
    mutating func add(_ fault: @autoclosure () -> ArtifactFault) {
        if faults.count < ArtifactReport.faultLimit {
            faults.append(fault())
        } else {
            more += 1
        }
    }

    /// Takes note of the faults of another list.
    mutating func add(_ other: FaultList) {
        for fault in other.faults { add(fault) }
        more += other.more
    }
}
