/// The suppression comments of a project and what they apply to.
///
/// A comment applies to the statement it stands beside, or, when it stands alone, to the one on the next line. Beside
/// the `def` line or a decorator it applies to the whole function.
struct Suppressions {
    fileprivate struct Entry {
        let file: String
        let comment: CommentFact
        let suppression: Suppression
        let line: Int
        let scopes: [ClosedRange<Int>]
    }

    private let entries: [Entry]

    init(of modules: [ProjectModule]) {
        entries = modules.flatMap { module in
            module.facts.comments.compactMap { comment -> Entry? in
                guard let suppression = Suppression(comment.text) else { return nil }
                let line = comment.standsAlone ? comment.line + 1 : comment.line
                let scopes = module.facts.definitions.compactMap { definition -> ClosedRange<Int>? in
                    let header = min(definition.firstLine, definition.span.line)...definition.span.line
                    guard header.contains(line), definition.span.endLine >= header.lowerBound else { return nil }
                    return header.lowerBound...definition.span.endLine
                }
                return Entry(file: module.path, comment: comment, suppression: suppression, line: line, scopes: scopes)
            }
        }
    }

    /// Leaves out what is silenced and adds a finding for every code that silences nothing.
    func apply(to diagnostics: [Diagnostic]) -> [Diagnostic] {
        var used: [Set<String>] = Array(repeating: [], count: entries.count)
        let kept = diagnostics.filter { diagnostic in
            guard diagnostic.code.canBeSilenced, let location = diagnostic.location else { return true }
            var isSilenced = false
            for (index, entry) in entries.enumerated() where entry.covers(location) {
                guard entry.suppression.codes?.contains(diagnostic.code.rawValue) ?? true else { continue }
                used[index].insert(diagnostic.code.rawValue)
                isSilenced = true
            }
            return !isSilenced
        }
        return kept + zip(entries, used).flatMap { $0.useless(used: $1) }
    }
}

private extension Suppressions.Entry {
    func covers(_ location: SourceLocation) -> Bool {
        guard location.file == file else { return false }
        let lines = location.line...max(location.line, location.endLine ?? location.line)
        return lines.contains(line) || scopes.contains { $0.contains(location.line) }
    }

    func useless(used: Set<String>) -> [Diagnostic] {
        let location = SourceLocation(
            file: file,
            line: comment.line,
            column: comment.column,
            endLine: comment.line,
            endColumn: comment.column + comment.text.unicodeScalars.count
        )
        func finding(_ message: String, hint: String) -> Diagnostic {
            Diagnostic(.uselessSuppression, message, at: location, hint: hint)
        }
        guard let codes = suppression.codes else {
            return used.isEmpty ? [finding("the comment silences nothing", hint: "remove it")] : []
        }
        if codes.isEmpty {
            return [
                finding("the comment names no rule", hint: "name one, such as '# flash: ignore[FL003]', or remove it")
            ]
        }
        return codes.filter { !used.contains($0) }.map { text in
            guard let code = DiagnosticCode(rawValue: text) else {
                return finding("there is no rule '\(text)'", hint: "docs/diagnostics.md lists the rules")
            }
            if !code.canBeSilenced {
                return finding("'\(text)' cannot be silenced", hint: "fix what it reports and remove the code here")
            }
            return finding("'\(text)' silences nothing here", hint: "remove it")
        }
    }
}
