extension ArgumentReader {
    /// Reads `env={name: value}`; values read from the environment stay names.
    func environment(_ name: String) -> [EnvironmentVariable] {
        guard let evaluated = value(name) else { return [] }
        switch evaluated.value {
        case .none: return []
        case .dictionary(let entries):
            return entries.compactMap { entry in
                guard case .string(let key) = entry.key.value else {
                    reject(name, "the names in \(name) must be str", at: entry.key.location)
                    return nil
                }
                return variable(key, entry.value, parameter: name)
            }
        default:
            reject(name, "\(name) must be a dict, not \(evaluated.value.typeName)", at: evaluated.location)
            return []
        }
    }

    /// Reads `env=[{"key": name, "value": value}]` of a `PodTemplate`.
    func environmentList(_ name: String) -> [EnvironmentVariable] {
        guard let evaluated = value(name) else { return [] }
        if case .none = evaluated.value { return [] }
        guard let elements = evaluated.value.elements else {
            reject(
                name,
                "\(name) of a PodTemplate must be a list, not \(evaluated.value.typeName)",
                at: evaluated.location,
                hint: #"write [{"key": "NAME", "value": "…"}]"#
            )
            return []
        }
        return elements.compactMap { element in
            guard case .dictionary(let entries) = element.value,
                let key = entries.first(where: { $0.key.value.text == "key" })?.value.value.text,
                let value = entries.first(where: { $0.key.value.text == "value" })?.value
            else {
                reject(name, #"\#(name) must hold {"key": …, "value": …}"#, at: element.location)
                return nil
            }
            return variable(key, value, parameter: name)
        }
    }

    private func variable(_ name: String, _ value: Evaluated, parameter: String) -> EnvironmentVariable? {
        switch value.value {
        case .string(let text), .member(.cpuInstanceType, _, let text), .member(.dataCenter, _, let text):
            return EnvironmentVariable(name: name, value: .constant(text))
        case .environment(let variable):
            return EnvironmentVariable(name: name, value: .fromEnvironment(variable))
        default:
            reject(
                parameter,
                "the value of '\(name)' must be a str, not \(value.value.typeName)",
                at: value.location,
                hint: "put it in quotes"
            )
            return nil
        }
    }
}
