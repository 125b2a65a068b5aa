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
    /// The tags as texts in alphabetical order, by their numbers in ascending order.
    private var told: [[UInt32]: [String]] = [:]
    /// The memory for the files of one version, empty in between.
    private var spare: [Member] = []

    /// A file of the version at hand.
    private struct Member {
        var position: Int
        var record: ProjectListing.Record
        var isWheel: Bool { !record.traits.contains(.sourceDistribution) }
    }

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

    /// Chooses among the files of one version.
    mutating func choose(among members: Range<Int>, _ hashes: Set<SHA256Digest>?) -> Outcome {
        var allowed: [Member] = []
        swap(&allowed, &spare)
        defer {
            allowed.removeAll(keepingCapacity: true)
            swap(&allowed, &spare)
        }
        for member in members {
            let position = listing.position(of: member)
            allowed.append(Member(position: position, record: listing.record(at: position)))
        }
        if !usesWheels { allowed.removeAll(where: \.isWheel) }
        guard !allowed.isEmpty else { return .unusable(.noSourceDistribution) }
        if let hashes {
            let hadWheel = allowed.contains(where: \.isWheel)
            allowed.removeAll { listing.digest(at: $0.position).map { !hashes.contains($0) } ?? true }
            let isWheelRefused = hadWheel && !allowed.contains(where: \.isWheel)
            if allowed.isEmpty || (isWheelRefused && !usesSources) { return .unusable(.excludedByHash) }
        }
        if allowed.contains(where: \.isWheel) { allowed.removeAll { !$0.isWheel } }
        let stated = allowed.first { $0.record.requiresPython != 0 }?.record.requiresPython ?? 0
        allowed.removeAll { !supports($0.record.requiresPython) }
        guard let first = allowed.first else { return .unusable(.requiresPython(listing.text(stated))) }
        guard first.isWheel else {
            guard let source = source(among: allowed) else { return .unusable(.onlySourceDistribution) }
            return outcome(of: source)
        }
        guard let wheel = best(of: allowed) else { return .unusable(.noCompatibleWheel(tags: tags(of: allowed))) }
        return outcome(of: wheel)
    }

    private func outcome(of file: Member) -> Outcome {
        guard file.record.traits.contains(.yanked) else { return .file(file.position, nil) }
        return .file(file.position, .yanked(reason: decoded(file)?.yankedReason))
    }

    /// Returns the source distribution to build: gzip-compressed as PEP 625 has it, else zip, which is older.
    private func source(among files: [Member]) -> Member? {
        guard usesSources else { return nil }
        return files.compactMap { file in sourceRank(file).map { (file, $0) } }.min { $0.1 < $1.1 }?.0
    }

    private func sourceRank(_ file: Member) -> (Int, String)? {
        let traits = file.record.traits
        guard let name = decoded(file)?.filename,
            let ending = [".tar.gz", ".zip"].firstIndex(where: { name.hasSuffix($0) })
        else { return nil }
        return ((traits.contains(.yanked) ? 4 : 0) + (traits.contains(.digest) ? 0 : 2) + ending, name)
    }

    /// Returns the tags of wheels in alphabetical order.
    private mutating func tags(of wheels: [Member]) -> [String] {
        var numbers: [UInt32] = []
        for number in wheels.map(\.record.tags).sorted() where number != numbers.last { numbers.append(number) }
        if let known = told[numbers] { return known }
        let tags = numbers.map(listing.text).sorted()
        told[numbers] = tags
        return tags
    }

    /// Compares as installers do: tag priority, then the higher build tag (PEP 427).
    ///
    /// A yanked file comes after all others, and a file whose digest the index states before one without, as only the
    /// former can be verified.
    private mutating func best(of wheels: [Member]) -> Member? {
        var best: (wheel: Member, rank: (Int, Int, Int32))?
        for wheel in wheels {
            let priority = priority(of: wheel.record.tags)
            guard priority != Self.incompatible else { continue }
            let traits = wheel.record.traits
            let rank = (traits.contains(.yanked) ? 1 : 0, traits.contains(.digest) ? 0 : 1, priority)
            if let known = best {
                if known.rank < rank { continue }
                if known.rank == rank, !isBetter(wheel, than: known.wheel) { continue }
            }
            best = (wheel, rank)
        }
        return best?.wheel
    }

    private func isBetter(_ wheel: Member, than other: Member) -> Bool {
        guard let name = decoded(wheel)?.wheel else { return false }
        guard let other = decoded(other)?.wheel else { return true }
        return switch (name.buildTag, other.buildTag) {
        case (let tag?, let otherTag?) where tag != otherTag: otherTag < tag
        case (.some, nil): true
        case (nil, .some): false
        default: name.filename < other.filename
        }
    }

    private func decoded(_ file: Member) -> DistributionFile? {
        // The version plays no part in what is looked at.
        listing.releases.first.flatMap { listing.file(at: file.position, version: $0.version) }
    }

    /// Returns the best position of a wheel's tags among those of the target.
    private mutating func priority(of tags: UInt32) -> Int32 {
        let known = priorities[Int(tags)]
        if known != Self.unknown { return known }
        let mayFit = listing.withText(tags) { TagText($0).mayFit(platform) }
        let best = mayFit ? platform.priority(ofTags: listing.text(tags)) : nil
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
