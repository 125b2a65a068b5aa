/// The version of the tool, part of every cache key whose result it shapes.
public enum ToolVersion {
    /// The semantic version.
    public static let current = "0.1.0"
}
