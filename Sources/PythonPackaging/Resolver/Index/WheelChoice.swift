import Digests

/// Chooses among the files of a version, remembering what the many files of a package have in common.
struct WheelChoice {
    /// What came out for a version.
    enum Outcome {
        /// The position of the file to use, and why the version should not be used if it is yanked.
        case file(Int, UnusableReason?)
        /// There is no file to use.
        case unusable(UnusableReason)
    }

    let platform: TargetPlatform
    /// Whether wheels of the package are used.
    let usesWheels: Bool
    /// Whether source distributions of the package are used where there is no wheel.
    let usesSources: Bool
    /// Whether a Python that is newer than `Requires-Python` allows is good enough.
    let ignoresPythonUpperBounds: Bool
    private let listing: ProjectListing
    /// The position of each text of the listing, read as tags, among the tags of the target.
    private var priorities: [Int32]
    /// Whether each text of the listing, read as `Requires-Python`, allows the target.
    private var isSupported: [Bool?]
    /// The tags as texts, by the sequences of their numbers that were met.
    private var seen: [[UInt32]: [String]] = [:]

    private static let unknown: Int32 = -1
    private static let incompatible = Int32.max

    init(
        platform: TargetPlatform,
        listing: ProjectListing,
        usesWheels: Bool,
        usesSources: Bool,
        ignoresPythonUpperBounds: Bool
    ) {
        self.platform = platform
        self.usesWheels = usesWheels
        self.usesSources = usesSources
        self.ignoresPythonUpperBounds = ignoresPythonUpperBounds
        self.listing = listing
        priorities = Array(repeating: Self.unknown, count: listing.textCount + 1)
        isSupported = Array(repeating: nil, count: listing.textCount + 1)
    }

    /// Chooses among the files at some positions of the listing, all of one version.
    mutating func choose(among positions: ArraySlice<UInt32>, _ hashes: Set<SHA256Digest>?) -> Outcome {
        var allowed = positions.map(Int.init)
        let hasWheel = usesWheels && allowed.contains(where: isWheel)
        if !usesWheels { allowed.removeAll(where: isWheel) }
        guard !allowed.isEmpty else { return .unusable(.noSourceDistribution) }
        if let hashes {
            allowed.removeAll { listing.digest(at: $0).map { !hashes.contains($0) } ?? true }
            let isWheelRefused = hasWheel && !allowed.contains(where: isWheel)
            if allowed.isEmpty || (isWheelRefused && !usesSources) { return .unusable(.excludedByHash) }
        }
        if hasWheel, allowed.contains(where: isWheel) { allowed.removeAll { !isWheel($0) } }
        var supported: [Int] = []
        supported.reserveCapacity(allowed.count)
        for position in allowed where supports(listing.records[position].requiresPython) { supported.append(position) }
        guard let first = supported.first else {
            let numbers = allowed.map { listing.records[$0].requiresPython }
            return .unusable(.requiresPython(listing.text(numbers.first { $0 != 0 } ?? 0)))
        }
        guard isWheel(first) else {
            return source(among: supported).map(outcome) ?? .unusable(.onlySourceDistribution)
        }
        return best(of: supported).map(outcome) ?? .unusable(.noCompatibleWheel(tags: seenTags(supported)))
    }

    private func outcome(of position: Int) -> Outcome {
        guard listing.records[position].traits.contains(.yanked) else { return .file(position, nil) }
        return .file(position, .yanked(reason: file(at: position)?.yankedReason))
    }

    /// Returns the source distribution to build: gzip-compressed as PEP 625 has it, else zip, which is older.
    private func source(among positions: [Int]) -> Int? {
        guard usesSources else { return nil }
        return positions.compactMap { position in sourceRank(position).map { (position, $0) } }
            .min { $0.1 < $1.1 }?.0
    }

    private func sourceRank(_ position: Int) -> (Int, String)? {
        let traits = listing.records[position].traits
        guard let name = file(at: position)?.filename,
            let ending = [".tar.gz", ".zip"].firstIndex(where: { name.hasSuffix($0) })
        else { return nil }
        return ((traits.contains(.yanked) ? 4 : 0) + (traits.contains(.digest) ? 0 : 2) + ending, name)
    }

    private func isWheel(_ position: Int) -> Bool {
        !listing.records[position].traits.contains(.sourceDistribution)
    }

    /// Returns the tags of wheels in alphabetical order.
    private mutating func seenTags(_ wheels: [Int]) -> [String] {
        let numbers = wheels.map { listing.records[$0].tags }
        if let known = seen[numbers] { return known }
        let tags = Set(numbers).map { listing.text($0) }.sorted()
        seen[numbers] = tags
        return tags
    }

    /// Compares as installers do: tag priority, then the higher build tag (PEP 427).
    ///
    /// A yanked file comes after all others, and a file whose digest the index states before one without, as only the
    /// former can be verified.
    private mutating func best(of wheels: [Int]) -> Int? {
        var best: (position: Int, rank: (Int, Int, Int32))?
        for position in wheels {
            let record = listing.records[position]
            let priority = priority(of: record.tags)
            guard priority != Self.incompatible else { continue }
            let isYanked = record.traits.contains(.yanked)
            let rank = (isYanked ? 1 : 0, record.traits.contains(.digest) ? 0 : 1, priority)
            if let known = best {
                if known.rank < rank { continue }
                if known.rank == rank, !isBetter(position, than: known.position) { continue }
            }
            best = (position, rank)
        }
        return best?.position
    }

    private func isBetter(_ position: Int, than other: Int) -> Bool {
        guard let name = file(at: position)?.wheel else { return false }
        guard let other = file(at: other)?.wheel else { return true }
        return switch (name.buildTag, other.buildTag) {
        case (let tag?, let otherTag?) where tag != otherTag: otherTag < tag
        case (.some, nil): true
        case (nil, .some): false
        default: name.filename < other.filename
        }
    }

    private func file(at position: Int) -> DistributionFile? {
        // The version plays no part in what is looked at.
        listing.releases.first.flatMap { listing.file(at: position, version: $0.version) }
    }

    /// Returns the best position of a wheel's tags among those of the target.
    private mutating func priority(of tags: UInt32) -> Int32 {
        let known = priorities[Int(tags)]
        if known != Self.unknown { return known }
        let mayFit = TagText(listing.textBytes(tags)).mayFit(platform)
        let best = (mayFit ? WheelTag.expand(listing.text(tags)) : nil)?.lazy.compactMap(platform.priority).min()
        let priority = best.map { Int32(truncatingIfNeeded: $0) } ?? Self.incompatible
        priorities[Int(tags)] = priority
        return priority
    }

    private mutating func supports(_ requiresPython: UInt32) -> Bool {
        guard requiresPython != 0 else { return true }
        if let known = isSupported[Int(requiresPython)] { return known }
        // Values that cannot be read are disregarded, as pip does.
        let stated = try? VersionSpecifiers(listing.text(requiresPython))
        let specifiers = ignoresPythonUpperBounds ? stated?.withoutUpperBounds : stated
        let result = specifiers?.contains(platform.pythonVersion.version) ?? true
        isSupported[Int(requiresPython)] = result
        return result
    }
}
