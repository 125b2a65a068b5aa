import Digests

/// The versions of a package with the wheel to install of each, or why there is none.
struct ReleaseTable: Sendable {
    /// One version.
    struct Release: Sendable {
        /// The best wheel for the target, or the source distribution to build; also set for a yanked version.
        var wheel: DistributionFile?
        /// Why the version cannot be used.
        var unusable: UnusableReason?
    }

    private(set) var releases: [Version: Release]

    /// Groups files by version and chooses among them.
    ///
    /// - Parameters:
    ///   - files: All files of the package.
    ///   - platform: The target.
    ///   - hashes: The digests that are allowed; `nil` for all.
    ///   - usesWheels: Whether wheels are used.
    ///   - usesSources: Whether source distributions are used where there is no wheel.
    init(
        files: [DistributionFile],
        platform: TargetPlatform,
        hashes: Set<SHA256Digest>?,
        usesWheels: Bool = true,
        usesSources: Bool = false
    ) {
        var choice = WheelChoice(platform: platform, usesWheels: usesWheels, usesSources: usesSources)
        var releases: [Version: Release] = [:]
        for (version, files) in Dictionary(grouping: files, by: \.version) {
            releases[version] = choice.release(of: files, hashes)
        }
        self.releases = releases
    }

    /// Makes every version unusable for one reason.
    mutating func refuse(_ reason: UnusableReason) {
        releases = releases.mapValues { Release(wheel: $0.wheel, unusable: reason) }
    }

    /// The versions, newest first.
    var candidates: [Candidate] {
        releases.map { Candidate(version: $0, unusable: $1.unusable) }.sorted { $0.version > $1.version }
    }
}

extension [DistributionFile] {
    /// Returns the newest version that has a wheel for a target, stable versions first; `nil` if none has.
    public func newestVersionWithWheel(for platform: TargetPlatform) -> Version? {
        let usable = ReleaseTable(files: self, platform: platform, hashes: nil).candidates
            .filter { $0.unusable == nil }.map(\.version)
        return usable.first { !$0.isPrerelease } ?? usable.first
    }
}
