import Digests

/// The version of the tool, part of every cache key whose result it shapes.
public enum ToolVersion {
    /// The semantic version.
    public static let current = "0.1.0"

    /// The version and, where the system tells, the very executable: builds of one version need not behave the same.
    static var identity: String {
        guard let executable = FileIdentity(at: "/proc/self/exe") else { return current }
        return "\(current) \(executable.bytes) \(executable.modified) \(executable.inode)"
    }
}
