/// Says for the cases of one test whether this project gives the answer that packaging's test demands.
struct PackagingCheck: Sendable {
    let test: String
    let holds: @Sendable (PackagingCases.Parameters) throws -> Bool

    init(_ test: String, _ holds: @escaping @Sendable (PackagingCases.Parameters) throws -> Bool) {
        self.test = test
        self.holds = holds
    }
}

extension PackagingCheck {
    static let all =
        versions + specifiers + specifierSets + satisfiability + markers + requirements + filenames
}
