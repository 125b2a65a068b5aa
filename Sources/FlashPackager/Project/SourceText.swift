/// Source files as diagnostics quote them.
public enum SourceText {
    /// The text of `file`, a path relative to the project `directory`; `nil` when it cannot be read.
    public static func contents(of file: String, in directory: String) -> String? {
        FileAccess.contents(of: directory + "/" + file).map { String(decoding: $0, as: UTF8.self) }
    }
}
