/// Two integers that order versions without looking at their parts, when every number is small enough.
struct VersionKey: Hashable, Sendable {
    /// Four release numbers of 16 bits, or `UInt64.max` when the version does not fit this form.
    let release: UInt64
    /// Pre-release phase (3 bits) and number (12), post-release number + 1 (24), development number or all ones (25).
    let suffix: UInt64

    init(_ parts: VersionParts) {
        let numbers = parts.significantRelease
        let pre = parts.pre?.number.value ?? 0
        let post = parts.post.map { $0.value } ?? 0
        let dev = parts.dev?.value ?? 0
        guard parts.epoch == 0, numbers.count <= 4, numbers.allSatisfy({ $0.value < 0xFFFF }), pre < 1 << 12,
            post < 1 << 24 - 1, dev < 1 << 25 - 1
        else {
            self.release = .max
            self.suffix = 0
            return
        }
        var release: UInt64 = 0
        for number in numbers { release = release << 16 | number.value }
        self.release = release << (16 * UInt64(4 - numbers.count))
        self.suffix =
            UInt64(parts.phaseRank) << 61 | pre << 49 | (parts.post == nil ? 0 : post + 1) << 25
            | (parts.dev == nil ? 1 << 25 - 1 : dev)
    }

    init(release: UInt64, suffix: UInt64) {
        self.release = release
        self.suffix = suffix
    }

    /// How many release numbers the key holds.
    static let releaseLimit = 4
    /// The development number of a version that is no development release.
    static let noDevelopment: UInt64 = 1 << 25 - 1
    /// The phase of a version without a pre-release marker.
    static let finalPhase: UInt64 = 4

    var isExact: Bool { release != .max }
    var isPrerelease: Bool { suffix >> 61 < Self.finalPhase || suffix & Self.noDevelopment != Self.noDevelopment }
    var isPostrelease: Bool { suffix >> 25 & 0xFF_FFFF != 0 }

    /// The parts of a version without a local label, `releaseCount` release numbers being written.
    func parts(releaseCount: Int) -> VersionParts {
        let post = suffix >> 25 & 0xFF_FFFF
        let development = suffix & Self.noDevelopment
        return VersionParts(
            release: (0..<releaseCount).map { VersionNumber(release >> UInt64(48 - 16 * $0) & 0xFFFF) },
            pre: Version.PreRelease.Phase(rawValue: UInt8(suffix >> 61)).map {
                Version.PreRelease(phase: $0, number: VersionNumber(suffix >> 49 & 0xFFF))
            },
            post: post == 0 ? nil : VersionNumber(post - 1),
            dev: development == Self.noDevelopment ? nil : VersionNumber(development)
        )
    }
}
