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
    /// Which digests are computed.
    enum Kind: String, CaseIterable {
        case archive = "archive-states-1"
        case archiveAndTarStream = "archive-and-tar-stream-states-2"
    }

    /// The number of segments that are accounted for.
    var segments = 0
    /// The state of the archive's digest behind them.
    var archive: SHA256Hasher
    /// The state of the tar stream's digest behind them; that of an empty stream when it is not computed.
    var tar = SHA256Hasher()

    /// The states of an archive that has only begun.
    init(_ format: ArchiveFormat) {
        archive = SHA256Hasher()
        archive.update(format.header)
    }

    /// Takes the states from the earlier build that had most of `segments` in common.
    ///
    /// - Parameters:
    ///   - segments: The digests of the segments, in order.
    ///   - format: The format of the archive.
    ///   - kind: What is to be computed; a build that computed more serves as well.
    ///   - cache: Where earlier builds left their states.
    /// - Throws: What `cache` throws.
    init(
        of segments: [SHA256Digest],
        in format: ArchiveFormat,
        _ kind: Kind,
        cache: (any DigestStateCache)?
    ) throws {
        self.init(format)
        guard let cache else { return }
        let families = (kind == .archive ? Kind.allCases : [kind]).map { Self.prefixes(of: segments, in: format, $0) }
        let prefixes = segments.indices.reversed().flatMap { index in families.map { $0[index] } }
        guard let found = try cache.firstState(among: prefixes),
            let index = families.lazy.compactMap({ $0.firstIndex(of: found.prefix) }).first
        else { return }
        let bytes = archive.state.count
        guard let archive = SHA256Hasher(state: Array(found.state.prefix(bytes))) else { return }
        if kind == .archiveAndTarStream {
            guard let tar = SHA256Hasher(state: Array(found.state.dropFirst(bytes))) else { return }
            self.tar = tar
        }
        self.segments = index + 1
        self.archive = archive
    }

    /// Names every prefix of `segments`, the shortest first.
    static func prefixes(of segments: [SHA256Digest], in format: ArchiveFormat, _ kind: Kind) -> [SHA256Digest] {
        var hasher = SHA256Hasher()
        hasher.update("\(kind.rawValue) \(format.rawValue)\n".utf8)
        return segments.map {
            hasher.update($0.bytes)
            return hasher.finalize()
        }
    }
}
