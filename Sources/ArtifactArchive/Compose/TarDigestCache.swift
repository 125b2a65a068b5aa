public import Digests

/// Remembers the state of a SHA-256 computation after the first segments of an archive.
///
/// The digest of a tar stream needs the stream inflated, the slowest part of composing. Builds of one project begin
/// with the same segments, so all but the last can be taken from an earlier build.
public protocol TarDigestCache: Sendable {
    /// Returns the state stored for the first of `prefixes` that has one, and which of them that is.
    func firstState(among prefixes: [SHA256Digest]) throws -> (prefix: SHA256Digest, state: [UInt8])?

    /// Stores states by the prefixes of segments they belong to.
    func store(_ states: [(prefix: SHA256Digest, state: [UInt8])]) throws
}

/// Names the first segments of an archive by their digests.
enum SegmentPrefix {
    /// Returns the name of every prefix of `segments`, the shortest first.
    static func all(of segments: [SHA256Digest]) -> [SHA256Digest] {
        var hasher = SHA256Hasher()
        hasher.update("tar-stream-state-1\n".utf8)
        return segments.map {
            hasher.update($0.bytes)
            return hasher.finalize()
        }
    }
}
