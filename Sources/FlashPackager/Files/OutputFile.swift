/// Writes results where the user wants them.
public enum OutputFile {
    /// Replaces the file at `path` with `text`, in one step.
    ///
    /// - Throws: `cannot-create` when it cannot be written.
    public static func write(_ text: String, to path: String) throws(BuildFailure) {
        try FileAccess.replace(path, with: Array(text.utf8))
    }
}
