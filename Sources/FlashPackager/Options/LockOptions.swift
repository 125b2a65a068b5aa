/// What the user asked of a lock, besides what builds and locks have in common.
public struct LockOptions: Sendable {
    /// Which locked versions are not preferred any more.
    public enum Upgrade: Sendable, Hashable {
        /// None.
        case nothing
        /// Those of some packages, by name.
        case packages([String])
        /// All.
        case everything
    }

    /// Where the lock file goes.
    public enum Destination: Sendable, Hashable {
        /// `pylock.flash.toml` in the project directory.
        case project
        /// A file, relative to the working directory.
        case file(String)
        /// Nowhere; the report carries the content.
        case report
    }

    /// Requirement files that are locked alone, without the project's own files and functions; none means the project.
    public var requirementFiles: [String] = []
    /// Which locked versions are forgotten.
    public var upgrade = Upgrade.nothing
    /// Where the lock file goes.
    public var destination = Destination.project
    /// Whether nothing is written, and a lock that would change is an error.
    public var isCheck = false

    /// Creates the options of a plain lock.
    public init() {}
}
