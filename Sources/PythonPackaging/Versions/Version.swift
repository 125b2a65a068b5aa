/// A version of a distribution (PEP 440).
///
/// Two versions are equal when they name the same release: `1.0 == 1.0.0`, `1.0-1 == 1.0.post1`. Almost every version in use
/// compares and hashes through two integers; the rest fall back to their parts.
public struct Version: Sendable {
    /// A pre-release marker: `a1`, `b2`, `rc3`.
    public struct PreRelease: Hashable, Sendable {
        /// The phase of a pre-release.
        public enum Phase: UInt8, Sendable {
            /// `a`, also written `alpha`.
            case alpha = 1
            /// `b`, also written `beta`.
            case beta
            /// `rc`, also written `c`, `pre` and `preview`.
            case candidate
        }

        /// The phase.
        public let phase: Phase
        /// The number after the phase, 0 when none is written.
        public let number: VersionNumber
    }

    /// One dot-separated part of a local version label.
    public enum LocalSegment: Hashable, Sendable {
        /// A part with at least one letter, in lower case.
        case text(String)
        /// A part of digits only.
        case number(VersionNumber)
    }

    let key: VersionKey
    /// How many release numbers are written, where the key holds all of the version.
    private let releaseCount: Int8
    /// The parts of a version that the key cannot hold.
    private let stored: VersionParts?

    init(_ parts: VersionParts) {
        key = VersionKey(parts)
        let isHeldByKey = key.isExact && parts.local.isEmpty && parts.release.count <= VersionKey.releaseLimit
        releaseCount = isHeldByKey ? Int8(parts.release.count) : 0
        stored = isHeldByKey ? nil : parts
    }

    init(_ key: VersionKey, releaseLength: Int) {
        self.key = key
        releaseCount = Int8(releaseLength)
        stored = nil
    }

    /// Whether the key and the number of release numbers say everything.
    var isHeldByKey: Bool { stored == nil }

    /// How many numbers of the release are written.
    var releaseLength: Int { stored?.release.count ?? Int(releaseCount) }

    var parts: VersionParts { stored ?? key.parts(releaseCount: Int(releaseCount)) }

    /// The epoch, 0 when none is written.
    public var epoch: VersionNumber { parts.epoch }
    /// The numbers of the release as written, at least one.
    public var release: [VersionNumber] { parts.release }
    /// The pre-release marker.
    public var pre: PreRelease? { parts.pre }
    /// The number of the post-release.
    public var post: VersionNumber? { parts.post }
    /// The number of the development release.
    public var dev: VersionNumber? { parts.dev }
    /// The parts of the local version label; empty when there is none.
    public var local: [LocalSegment] { stored?.local ?? [] }

    /// Whether this is a pre-release or a development release.
    public var isPrerelease: Bool { stored.map { $0.pre != nil || $0.dev != nil } ?? key.isPrerelease }
    /// Whether this is a post-release.
    public var isPostrelease: Bool { stored.map { $0.post != nil } ?? key.isPostrelease }
    /// Whether the version carries a local label (`+cpu`).
    public var isLocal: Bool { !local.isEmpty }

    /// The version without its local label.
    public var withoutLocal: Version {
        isLocal ? Version(parts.replacing { $0.local = [] }) : self
    }

    /// The release alone: epoch and numbers, without pre-, post-, development or local parts.
    public var base: Version {
        Version(VersionParts(epoch: parts.epoch, release: parts.release))
    }
}

extension Version: CustomStringConvertible {
    /// The version in the normal form of PEP 440.
    public var description: String { parts.description }
}
