/// A requirement as it counts for the target: what somebody stated, or what an override puts in its place.
struct AppliedRequirement: Sendable {
    /// The requirement as its author wrote it.
    let stated: Requirement
    /// The requirement to follow.
    let requirement: Requirement
    /// The override that it comes from; `nil` if it is followed as stated.
    let override: DeclaredRequirement?

    init(_ stated: Requirement, override: DeclaredRequirement? = nil) {
        self.stated = stated
        self.requirement = override?.requirement ?? stated
        self.override = override
    }
}
