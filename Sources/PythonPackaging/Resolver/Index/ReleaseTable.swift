import Digests

/// The versions of a package with the wheel to install of each, or why there is none.
struct ReleaseTable: Sendable {
    /// One version.
    private struct Release: Sendable {
        /// The position in the listing of the best wheel for the target, or of the source distribution to build; also set
        /// for a yanked version.
        var position: Int?
        /// Why the version cannot be used.
        var unusable: UnusableReason?
    }

    private let listing: ProjectListing
    /// What was found out about each version of the listing.
    private var releases: [Release]

    /// Groups files by version and chooses among them.
    ///
    /// - Parameters:
    ///   - listing: All files of the package.
    ///   - platform: The target.
    ///   - hashes: The digests that are allowed; `nil` for all.
    ///   - usesWheels: Whether wheels are used.
    ///   - usesSources: Whether source distributions are used where there is no wheel.
    ///   - ignoresPythonUpperBounds: Whether a Python that is newer than `Requires-Python` allows is good enough.
    init(
        listing: ProjectListing,
        platform: TargetPlatform,
        hashes: Set<SHA256Digest>?,
        usesWheels: Bool = true,
        usesSources: Bool = false,
        ignoresPythonUpperBounds: Bool = false
    ) {
        var choice = WheelChoice(
            platform: platform,
            listing: listing,
            usesWheels: usesWheels,
            usesSources: usesSources,
            ignoresPythonUpperBounds: ignoresPythonUpperBounds
        )
        self.listing = listing
        releases = listing.releases.map { release in
            switch choice.choose(among: release.members, hashes) {
            case .file(let position, let reason): Release(position: position, unusable: reason)
            case .unusable(let reason): Release(unusable: reason)
            }
        }
    }

    /// Makes every version unusable for one reason.
    mutating func refuse(_ reason: UnusableReason) {
        for index in releases.indices { releases[index].unusable = reason }
    }

    /// The versions, newest first.
    var candidates: [Candidate] {
        releases.indices.reversed().map {
            Candidate(version: listing.releases[$0].version, unusable: releases[$0].unusable)
        }
    }

    /// The best wheel of a version, or its source distribution to build, which may be yanked; `nil` if there is neither.
    func wheel(of version: Version) -> DistributionFile? {
        var low = 0
        var high = releases.count
        while low < high {
            let middle = (low + high) / 2
            if listing.releases[middle].version < version { low = middle + 1 } else { high = middle }
        }
        guard low < releases.count, listing.releases[low].version == version else { return nil }
        return releases[low].position.flatMap { listing.file(at: $0, version: listing.releases[low].version) }
    }
}

extension ProjectListing {
    /// Returns the newest version that has a wheel for a target, stable versions first; `nil` if none has.
    public func newestVersionWithWheel(for platform: TargetPlatform) -> Version? {
        let usable = ReleaseTable(listing: self, platform: platform, hashes: nil).candidates
            .filter { $0.unusable == nil }.map(\.version)
        return usable.first { !$0.isPrerelease } ?? usable.first
    }
}
