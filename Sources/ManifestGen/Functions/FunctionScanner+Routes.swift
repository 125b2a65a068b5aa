extension FunctionScanner {
    /// The methods a load-balanced function may answer.
    private static var methods: [String] { ["GET", "POST", "PUT", "DELETE", "PATCH"] }
    /// The paths the worker answers itself.
    private static var reservedPaths: Set<String> { ["/execute", "/ping"] }

    /// Reads and checks `method=` and `path=`.
    func route(
        _ reader: ArgumentReader,
        _ marking: Marking,
        _ configuration: ResourceConfiguration
    ) -> (method: String?, path: String?) {
        let method = reader.string("method").or(nil)
        let path = reader.string("path").or(nil)
        let name = marking.definition.name
        guard configuration.type.isLoadBalanced else {
            for parameter in ["method", "path"] where reader.has(parameter) && (method ?? path) != nil {
                reader.report(
                    Diagnostic(
                        .routeOnQueue,
                        "'\(name)' runs on the queue of '\(configuration.name)'; its \(parameter) has no effect",
                        at: reader.location(of: parameter),
                        hint: "use a load-balanced resource such as LiveLoadBalancer, or remove \(parameter)"
                    )
                )
            }
            return (nil, nil)
        }
        let missing = ["method", "path"].filter { !reader.has($0) || ($0 == "method" ? method : path)?.isEmpty == true }
        if !missing.isEmpty {
            reader.report(
                Diagnostic(
                    .missingRoute,
                    "'\(name)' of the load-balanced resource '\(configuration.name)' has no \(missing.joined(separator: " and no "))",
                    at: marking.location,
                    hint: "add method=\"POST\", path=\"/\(name)\""
                )
            )
        }
        if let method { check(method: method, reader) }
        if let path { check(path: path, of: name, reader) }
        return (method?.uppercased(), path)
    }

    private func check(method: String, _ reader: ArgumentReader) {
        guard !method.isEmpty, !Self.methods.contains(method) else { return }
        let upper = method.uppercased()
        reader.report(
            Diagnostic(
                .invalidMethod,
                "'\(method)' is not one of \(Self.methods.joined(separator: ", "))",
                at: reader.location(of: "method"),
                hint: Self.methods.contains(upper)
                    ? "write method=\"\(upper)\"" : NearestName.hint(for: upper, among: Self.methods)
            )
        )
    }

    private func check(path: String, of name: String, _ reader: ArgumentReader) {
        guard !path.isEmpty else { return }
        let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        if Self.reservedPaths.contains(trimmed) {
            reader.report(
                Diagnostic(
                    .reservedPath,
                    "'\(name)' cannot use the path '\(path)'; the worker answers it itself",
                    at: reader.location(of: "path"),
                    hint: "choose a path other than /execute and /ping"
                )
            )
        }
        guard let trouble = Self.trouble(in: path) else { return }
        reader.report(
            Diagnostic(
                .invalidPath,
                "the path '\(path)' \(trouble)",
                at: reader.location(of: "path"),
                hint: path.hasPrefix("/") ? nil : "write path=\"/\(path)\""
            )
        )
    }

    /// What is wrong with a path by RFC 3986, section 3.3, and as a route template.
    private static func trouble(in path: String) -> String? {
        guard path.hasPrefix("/") else { return "does not start with '/'" }
        var depth = 0
        for scalar in path.unicodeScalars {
            switch scalar {
            case "?", "#": return "contains '\(scalar)', which ends a path"
            case "\u{0}"..."\u{20}", "\u{7f}": return "contains white space or a control character"
            case "{": depth += 1
            case "}": depth -= 1
            default: break
            }
            if depth < 0 || depth > 1 { break }
        }
        return depth == 0 ? nil : "has unbalanced braces"
    }
}
