import PythonPackaging

/// Makes text that quotes what others wrote fit to be shown.
public enum DisplayText {
    private static let longestLine = 4000

    /// Returns `text` with control characters other than line feeds escaped, and lines cut that no one would read.
    public static func safe(_ text: String) -> String {
        let safe = text.escapingControls()
        guard safe.utf8.count > longestLine else { return safe }
        return safe.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.utf8.count > longestLine ? $0.prefix(longestLine) + "…" : $0 }
            .joined(separator: "\n")
    }

    /// Returns a name that stands within a line: line feeds are escaped as well.
    public static func name(_ text: String) -> String {
        safe(text).split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\n")
    }
}
