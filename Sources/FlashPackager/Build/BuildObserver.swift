public import ManifestGen

/// A step of a build, in the order they happen.
public enum BuildStage: String, Sendable, CaseIterable {
    /// Finding the project's files.
    case files
    /// Reading the sources for remote functions.
    case scan
    /// Choosing package versions.
    case resolve
    /// Fetching wheels and preparing their segments.
    case fetch
    /// Writing the archive.
    case compose
    /// Putting the outputs in place.
    case publish
}

/// Something a build tells while it runs.
public enum BuildEvent: Sendable {
    /// A stage begins.
    case stageStarted(BuildStage)
    /// A stage ended after `seconds`.
    case stageFinished(BuildStage, seconds: Double)
    /// The resolver looks at another package; `count` are known so far.
    case resolving(package: String, count: Int)
    /// A source is built into a wheel.
    case building(name: String)
    /// A download begins; its length is in bytes when known.
    case downloadStarted(name: String, bytes: UInt64?)
    /// `received` bytes of a download are here.
    case downloadProgress(name: String, received: UInt64)
    /// A download is complete.
    case downloadFinished(name: String)
    /// Something the user should know that fails nothing.
    case warning(String)
    /// Something the user may like to know, such as where a choice came from.
    case note(String)
    /// A diagnostic about the sources.
    case diagnostic(Diagnostic)
}

/// Receives a build's events, from any thread.
public protocol BuildObserver: Sendable {
    /// Takes note of `event`.
    func observe(_ event: BuildEvent)
}
