public import Digests

/// Remembers the states of the digests of an archive, and of the tar stream inside, after its first segments.
///
/// The digest of a tar stream needs the stream inflated, the slowest part of composing. Builds of one project begin
/// with the same segments, so all but the last can be taken from an earlier build.
public protocol DigestStateCache: Sendable {
    /// Returns the state stored for the first of `prefixes` that has one, and which of them that is.
    func firstState(among prefixes: [SHA256Digest]) throws -> (prefix: SHA256Digest, state: [UInt8])?

    /// Stores states by the prefixes of segments they belong to.
    func store(_ states: [(prefix: SHA256Digest, state: [UInt8])]) throws
}

/// How far the digests of an archive are known.
struct DigestStates {
    /// The number of segments that are accounted for.
    var segments = 0
    /// The state of the archive's digest behind them.
    var archive: SHA256Hasher
    /// The state of the tar stream's digest behind them.
    var tar = SHA256Hasher()

    /// The states of an archive that has only begun.
    init(_ format: ArchiveFormat) {
        archive = SHA256Hasher()
        archive.update(format.header)
    }

    /// Takes the states from the earlier build that had most segments in common; `prefixes` are the shortest first.
    init(
        _ prefixes: [SHA256Digest],
        of format: ArchiveFormat,
        in cache: (any DigestStateCache)?
    ) throws {
        self.init(format)
        guard let found = try cache?.firstState(among: prefixes.reversed()),
            let index = prefixes.firstIndex(of: found.prefix), found.state.count % 2 == 0
        else { return }
        let middle = found.state.count / 2
        guard let archive = SHA256Hasher(state: Array(found.state[..<middle])),
            let tar = SHA256Hasher(state: Array(found.state[middle...]))
        else { return }
        segments = index + 1
        self.archive = archive
        self.tar = tar
    }

    /// Names every prefix of `segments`, the shortest first.
    static func prefixes(of segments: [SHA256Digest], in format: ArchiveFormat) -> [SHA256Digest] {
        var hasher = SHA256Hasher()
        hasher.update("archive-and-tar-stream-states-2 \(format.rawValue)\n".utf8)
        return segments.map {
            hasher.update($0.bytes)
            return hasher.finalize()
        }
    }
}
