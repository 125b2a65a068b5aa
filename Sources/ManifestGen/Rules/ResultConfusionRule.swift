/// FL025: a load-balanced function gives its value itself, without the fields of a queue's job.
struct ResultConfusionRule: SourceRule {
    /// The fields of a queue's job.
    static let jobFields: Set<String> = ["output", "error", "status"]

    func check(_ project: CheckedProject) -> [Diagnostic] {
        project.callingBodies.flatMap { body in
            body.body.accesses.compactMap { access -> Diagnostic? in
                guard let member = access.member, Self.jobFields.contains(member),
                    let callee = Self.source(of: access, in: body.body),
                    let function = project.remoteFunction(called: callee, in: body), function.isLoadBalanced
                else { return nil }
                return Diagnostic(
                    .resultConfusion,
                    "'.\(member)' is a field of a queue's job, but '\(function.name)' is load balanced and gives its value itself",
                    at: access.span.location(in: body.path),
                    hint: "use the value directly; a failed call raises an exception"
                )
            }
        }
    }

    /// The call whose awaited result an attribute is taken of; `nil` when a name may hold anything else.
    private static func source(of access: AccessFact, in body: BodyFacts) -> String? {
        guard let name = access.name else { return access.isAwaited ? access.callee : nil }
        let callees = Set(body.calls.filter { $0.targets.contains(name) }.map { $0.use == .awaited ? $0.callee : nil })
        guard callees.count == 1, let callee = callees.first else { return nil }
        return callee
    }
}
