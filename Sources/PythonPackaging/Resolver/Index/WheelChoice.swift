import Digests

/// Chooses among the files of a version, remembering what the many files of a package have in common.
struct WheelChoice {
    let platform: TargetPlatform
    private var priorities: [Substring: Int?] = [:]
    private var isSupported: [String: Bool] = [:]

    init(platform: TargetPlatform) {
        self.platform = platform
    }

    /// Returns the best wheel among the files of one version.
    mutating func release(of files: [DistributionFile], _ hashes: Set<SHA256Digest>?) -> ReleaseTable.Release {
        var allowed = files
        if let hashes {
            allowed.removeAll { file in file.sha256.map { !hashes.contains($0) } ?? true }
            if allowed.isEmpty { return ReleaseTable.Release(unusable: .excludedByHash) }
        }
        var wheels = allowed.filter { $0.kind == .wheel }
        if wheels.isEmpty { wheels = allowed }
        let supported = wheels.filter { supports($0.requiresPython) }
        guard !supported.isEmpty else {
            let text = wheels.lazy.compactMap(\.requiresPython).first ?? ""
            return ReleaseTable.Release(unusable: .requiresPython(text))
        }
        guard supported.contains(where: { $0.kind == .wheel }) else {
            return ReleaseTable.Release(unusable: .onlySourceDistribution)
        }
        guard let best = best(of: supported.filter { !$0.yanked }) ?? best(of: supported) else {
            let tags = Set(supported.map { String(Self.tags(of: $0.filename)) }).sorted()
            return ReleaseTable.Release(unusable: .noCompatibleWheel(tags: tags))
        }
        let reason = best.yanked ? UnusableReason.yanked(reason: best.yankedReason) : nil
        return ReleaseTable.Release(wheel: best, unusable: reason)
    }

    /// Compares as installers do: tag priority, then the higher build tag (PEP 427).
    ///
    /// A file whose digest the index states comes before one without, as only the former can be verified.
    private mutating func best(of wheels: [DistributionFile]) -> DistributionFile? {
        var best: (file: DistributionFile, name: WheelFilename, priority: Int)?
        for file in wheels {
            guard let priority = priority(of: file), let name = file.wheel else { continue }
            if let known = best {
                let isKnownVerified = known.file.sha256 != nil
                let isVerified = file.sha256 != nil
                if isVerified != isKnownVerified {
                    if isKnownVerified { continue }
                } else if priority != known.priority {
                    if priority > known.priority { continue }
                } else if !Self.isBetter(name, than: known.name) {
                    continue
                }
            }
            best = (file, name, priority)
        }
        return best?.file
    }

    private static func isBetter(_ name: WheelFilename, than other: WheelFilename) -> Bool {
        switch (name.buildTag, other.buildTag) {
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
        let dashes = stem.utf8.indices.filter { stem.utf8[$0] == UInt8(ascii: "-") }
        guard dashes.count >= 3 else { return stem }
        return stem[stem.utf8.index(after: dashes[dashes.count - 3])...]
    }
}
