import Digests

/// Chooses among the files of a version, remembering what the many files of a package have in common.
struct WheelChoice {
    let platform: TargetPlatform
    /// Whether wheels of the package are used.
    let usesWheels: Bool
    /// Whether source distributions of the package are used where there is no wheel.
    let usesSources: Bool
    private var priorities: [Substring: Int?] = [:]
    private var isSupported: [String: Bool] = [:]

    init(platform: TargetPlatform, usesWheels: Bool = true, usesSources: Bool = false) {
        self.platform = platform
        self.usesWheels = usesWheels
        self.usesSources = usesSources
    }

    /// Returns the best wheel among the files of one version.
    mutating func release(of files: [DistributionFile], _ hashes: Set<SHA256Digest>?) -> ReleaseTable.Release {
        let files = usesWheels ? files : files.filter { $0.kind == .sourceDistribution }
        guard !files.isEmpty else { return ReleaseTable.Release(unusable: .noSourceDistribution) }
        var allowed = files
        if let hashes {
            allowed.removeAll { file in file.sha256.map { !hashes.contains($0) } ?? true }
            let isWheelRefused = !allowed.contains { $0.kind == .wheel } && files.contains { $0.kind == .wheel }
            if allowed.isEmpty || (isWheelRefused && !usesSources) {
                return ReleaseTable.Release(unusable: .excludedByHash)
            }
        }
        var wheels = allowed.filter { $0.kind == .wheel }
        if wheels.isEmpty { wheels = allowed }
        let supported = wheels.filter { supports($0.requiresPython) }
        guard !supported.isEmpty else {
            let text = wheels.lazy.compactMap(\.requiresPython).first ?? ""
            return ReleaseTable.Release(unusable: .requiresPython(text))
        }
        guard supported.contains(where: { $0.kind == .wheel }) else {
            return source(among: supported) ?? ReleaseTable.Release(unusable: .onlySourceDistribution)
        }
        guard let best = best(of: supported.filter { !$0.yanked }) ?? best(of: supported) else {
            return ReleaseTable.Release(unusable: .noCompatibleWheel(tags: seenTags(supported)))
        }
        let reason = best.yanked ? UnusableReason.yanked(reason: best.yankedReason) : nil
        return ReleaseTable.Release(wheel: best, unusable: reason)
    }

    /// Returns the source distribution to build: gzip-compressed as PEP 625 has it, else zip, which is older.
    private func source(among files: [DistributionFile]) -> ReleaseTable.Release? {
        guard usesSources else { return nil }
        let best = files.filter { $0.kind == .sourceDistribution }
            .compactMap { file in Self.sourceRank(file).map { (file: file, rank: $0) } }
            .min { ($0.rank, $0.file.filename) < ($1.rank, $1.file.filename) }?.file
        guard let best else { return nil }
        return ReleaseTable.Release(wheel: best, unusable: best.yanked ? .yanked(reason: best.yankedReason) : nil)
    }

    private static func sourceRank(_ file: DistributionFile) -> Int? {
        guard let ending = [".tar.gz", ".zip"].firstIndex(where: { file.filename.hasSuffix($0) }) else { return nil }
        return (file.yanked ? 4 : 0) + (file.sha256 == nil ? 2 : 0) + ending
    }

    /// Returns the tags of wheels in alphabetical order.
    private func seenTags(_ wheels: [DistributionFile]) -> [String] {
        Set(wheels.lazy.filter { $0.kind == .wheel }.map { Self.tags(of: $0.filename) }).sorted().map(String.init)
    }

    /// Compares as installers do: tag priority, then the higher build tag (PEP 427).
    ///
    /// A file whose digest the index states comes before one without, as only the former can be verified.
    private mutating func best(of wheels: [DistributionFile]) -> DistributionFile? {
        var best: (file: DistributionFile, rank: (Int, Int))?
        for file in wheels {
            guard let priority = priority(of: file) else { continue }
            let rank = (file.sha256 == nil ? 1 : 0, priority)
            if let known = best {
                if known.rank < rank { continue }
                if known.rank == rank, !Self.isBetter(file.wheel, than: known.file.wheel) { continue }
            }
            best = (file, rank)
        }
        return best?.file
    }

    private static func isBetter(_ name: WheelFilename?, than other: WheelFilename?) -> Bool {
        guard let name, let other else { return name != nil }
        return switch (name.buildTag, other.buildTag) {
        case (let tag?, let otherTag?) where tag != otherTag: otherTag < tag
        case (.some, nil): true
        case (nil, .some): false
        default: name.filename < other.filename
        }
    }

    /// Returns the best position of a wheel's tags among those of the target.
    private mutating func priority(of file: DistributionFile) -> Int? {
        let text = Self.tags(of: file.filename)
        if let known = priorities[text] { return known }
        let priority = WheelTag.expand(text)?.lazy.compactMap(platform.priority).min()
        priorities[text] = .some(priority)
        return priority
    }

    private mutating func supports(_ requiresPython: String?) -> Bool {
        guard let requiresPython else { return true }
        if let known = isSupported[requiresPython] { return known }
        // Values that cannot be read are disregarded, as pip does.
        let specifiers = try? VersionSpecifiers(requiresPython)
        let result = specifiers?.contains(platform.pythonVersion.version) ?? true
        isSupported[requiresPython] = result
        return result
    }

    /// Returns the last three parts of the name of a wheel: `py3-none-any`.
    private static func tags(of filename: String) -> Substring {
        let stem = filename.utf8.suffix(4).elementsEqual(".whl".utf8) ? filename.dropLast(4) : filename[...]
        var dashes = 0
        var index = stem.endIndex
        while index > stem.startIndex {
            let next = index
            index = stem.utf8.index(before: index)
            if stem.utf8[index] == UInt8(ascii: "-") { dashes += 1 }
            if dashes == 3 { return stem[next...] }
        }
        return stem
    }
}
