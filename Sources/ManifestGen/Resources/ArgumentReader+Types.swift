extension ArgumentReader {
    /// An argument that may be absent, `None`, or have a value.
    enum Setting<Wrapped> {
        case absent
        case none
        case value(Wrapped)

        /// The value, or the default when the argument is absent; `nil` for `None`.
        func or(_ fallback: Wrapped?) -> Wrapped? {
            switch self {
            case .absent: fallback
            case .none: nil
            case .value(let value): value
            }
        }
    }

    private func setting<Wrapped>(
        _ name: String,
        expecting expected: String,
        hint: String? = nil,
        _ convert: (Value) -> Wrapped?
    ) -> Setting<Wrapped> {
        guard let evaluated = value(name) else { return .absent }
        if case .none = evaluated.value { return .none }
        if let value = convert(evaluated.value) { return .value(value) }
        guard evaluated.value.isKnown else {
            report(evaluator.failure(needing: evaluated.value, at: evaluated.location).diagnostic)
            return .absent
        }
        reject(name, "\(name) must be \(expected), not \(evaluated.value.typeName)", at: evaluated.location, hint: hint)
        return .absent
    }

    /// A string.
    func string(_ name: String) -> Setting<String> {
        setting(name, expecting: "a str") { if case .string(let text) = $0 { text } else { nil } }
    }

    /// A truth value.
    func boolean(_ name: String) -> Setting<Bool> {
        setting(name, expecting: "True or False") { if case .boolean(let value) = $0 { value } else { nil } }
    }

    /// An integer within a range.
    func integer(_ name: String, in range: ClosedRange<Int64>) -> Setting<Int64> {
        let setting: Setting<Int64> = setting(name, expecting: "an int") { value in
            if case .integer(let number) = value { number } else { nil }
        }
        guard case .value(let number) = setting, !range.contains(number) else { return setting }
        let bounds =
            range.upperBound == .max
            ? "at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
        reject(name, "\(name) must be \(bounds), not \(number)")
        return .absent
    }

    /// A member of an enumeration, or its value as text.
    func member(_ name: String, of enumeration: LibraryEnumeration) -> Setting<String> {
        guard let evaluated = value(name) else { return .absent }
        if case .none = evaluated.value { return .none }
        return member(evaluated, of: [enumeration], parameter: name).map { .value($0.value) } ?? .absent
    }

    /// A list of members of enumerations, or of their values as text.
    func members(
        _ name: String,
        of enumerations: [LibraryEnumeration]
    ) -> Setting<[(type: LibraryEnumeration, value: String)]> {
        guard let evaluated = value(name) else { return .absent }
        if case .none = evaluated.value { return .none }
        guard let elements = evaluated.value.elements else {
            let example = "\(name)=[\(enumerations[0].rawValue).\(enumerations[0].members[0].name)]"
            reject(
                name,
                "\(name) must be a list, not \(evaluated.value.typeName)",
                at: evaluated.location,
                hint: "put it in brackets, as in \(example)"
            )
            return .absent
        }
        return .value(elements.compactMap { member($0, of: enumerations, parameter: name) })
    }

    private func member(
        _ evaluated: Evaluated,
        of enumerations: [LibraryEnumeration],
        parameter: String
    ) -> (type: LibraryEnumeration, value: String)? {
        switch evaluated.value {
        case .member(let type, _, let value) where enumerations.contains(type): return (type, value)
        case .string(let text):
            for type in enumerations where type.member(withValue: text) != nil { return (type, text) }
            let known = enumerations.flatMap { $0.members.map(\.value) }
            let named = enumerations.lazy.compactMap { $0.member(named: text)?.value }.first
            reject(
                parameter,
                "\(parameter) has no choice '\(text)'",
                at: evaluated.location,
                hint: named.map { "did you mean '\($0)'?" } ?? NearestName.hint(for: text, among: known)
                    ?? "the choices are \(known.joined(separator: ", "))"
            )
        case .environment, .external:
            report(evaluator.failure(needing: evaluated.value, at: evaluated.location).diagnostic)
        default:
            let names = enumerations.map(\.rawValue).joined(separator: " or ")
            reject(
                parameter,
                "\(parameter) must hold members of \(names), not \(evaluated.value.typeName)",
                at: evaluated.location
            )
        }
        return nil
    }

    /// A list of strings with the place of each.
    func strings(_ name: String) -> [(text: String, location: SourceLocation)] {
        guard let evaluated = value(name) else { return [] }
        if case .none = evaluated.value { return [] }
        guard let elements = evaluated.value.elements else {
            reject(
                name,
                "\(name) must be a list of str, not \(evaluated.value.typeName)",
                at: evaluated.location,
                hint: evaluated.value.text.map { "put it in brackets, as in \(name)=[\"\($0)\"]" }
            )
            return []
        }
        return elements.compactMap { element in
            if case .string(let text) = element.value { return (text, element.location) }
            if element.value.isKnown {
                reject(name, "\(name) must hold str, not \(element.value.typeName)", at: element.location)
            } else {
                report(evaluator.failure(needing: element.value, at: element.location).diagnostic)
            }
            return nil
        }
    }
}
