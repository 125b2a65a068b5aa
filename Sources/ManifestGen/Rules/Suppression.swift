/// A comment that silences findings: `# flash: ignore`, `# flash: ignore[FL003]` or `# flash: ignore[FL003, FL005]`.
struct Suppression: Equatable {
    /// The codes as written, in upper case; `nil` silences every rule that can be silenced.
    let codes: [String]?

    /// Reads a comment; `nil` when it is not a suppression, for instance because it only mentions the tool.
    init?(_ comment: String) {
        guard let marker = comment.firstRange(of: "flash:") else { return nil }
        let text = comment[marker.upperBound...].drop { $0 == " " || $0 == "\t" }
        guard text.hasPrefix("ignore") else { return nil }
        let rest = text.dropFirst("ignore".count)
        guard rest.first == "[" else {
            guard rest.first.map({ $0 == " " || $0 == "\t" || $0 == "#" }) ?? true else { return nil }
            codes = nil
            return
        }
        let listed = rest.dropFirst().prefix { $0 != "]" && $0 != "#" }
        codes = listed.split(separator: ",").map { code in
            String(code.filter { $0 != " " && $0 != "\t" }).uppercased()
        }
    }
}

extension DiagnosticCode {
    /// Whether a comment may silence the rule: the build can go on without a fix.
    var canBeSilenced: Bool {
        switch self {
        case .moduleLevelName, .undeclaredDependency, .moduleLevelImport, .missingAwait, .routeOnQueue, .largePayload,
            .resultConfusion:
            true
        default:
            false
        }
    }
}
