public import Digests

/// Keeps the facts of files between scans, so that only changed files are read again.
public protocol ScanCache: Sendable {
    /// Returns the facts stored for a key, or `nil`; facts that cannot be read back count as absent.
    ///
    /// - Parameter digest: a digest of the file's content and of the program that finds the facts.
    /// - Returns: the facts as JSON.
    func facts(for digest: SHA256Digest) -> [UInt8]?

    /// Returns the facts stored for several keys.
    ///
    /// - Parameter digests: as for one.
    /// - Returns: the facts as JSON, by key; those that are absent are left out.
    func facts(for digests: [SHA256Digest]) -> [SHA256Digest: [UInt8]]

    /// Stores the facts of a key; a failure to store costs time later and nothing else.
    ///
    /// - Parameters:
    ///   - facts: the facts as JSON.
    ///   - digest: a digest of the file's content and of the program that finds the facts.
    func store(_ facts: [UInt8], for digest: SHA256Digest)
}

extension ScanCache {
    /// Looks each key up by itself.
    public func facts(for digests: [SHA256Digest]) -> [SHA256Digest: [UInt8]] {
        digests.reduce(into: [:]) { $0[$1] = facts(for: $1) }
    }
}
