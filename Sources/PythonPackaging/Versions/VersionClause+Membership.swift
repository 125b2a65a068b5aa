extension VersionClause {
    /// Whether `candidate` satisfies the clause; whether pre-releases are wanted at all is for the caller to decide.
    public func contains(_ candidate: Version) -> Bool {
        guard comparison != .arbitrary, let version else { return matchesText(candidate.description) }
        switch comparison {
        case .arbitrary:
            return matchesText(candidate.description)
        case .equal:
            return isWildcard ? hasPrefix(candidate, length: version.releaseLength) : isEqual(candidate, version)
        case .notEqual:
            return isWildcard ? !hasPrefix(candidate, length: version.releaseLength) : !isEqual(candidate, version)
        case .lessOrEqual:
            return candidate.comparePublic(version) <= 0
        case .greaterOrEqual:
            return candidate.comparePublic(version) >= 0
        case .compatible:
            return candidate.comparePublic(version) >= 0 && hasPrefix(candidate, length: version.releaseLength - 1)
        case .less:
            return isBefore(candidate, version)
        case .greater:
            return isAfter(candidate, version)
        }
    }

    /// Whether `text` satisfies the clause; text that is no version only ever satisfies `===`.
    public func contains(text: String) -> Bool {
        if comparison == .arbitrary { return matchesText(text) }
        guard let candidate = try? Version(text) else { return false }
        return contains(candidate)
    }

    private func matchesText(_ text: String) -> Bool {
        versionText.utf8.lazy.map { $0.lowercased }.elementsEqual(text.utf8.lazy.map { $0.lowercased })
    }

    private func isEqual(_ candidate: Version, _ version: Version) -> Bool {
        candidate.comparePublic(version) == 0 && (!version.isLocal || candidate.local == version.local)
    }

    /// PEP 440, "Version matching": the release is padded with zeros and compared up to the prefix.
    private func hasPrefix(_ candidate: Version, length: Int) -> Bool {
        guard let version else { return false }
        if candidate.key.isExact, version.key.isExact, length <= VersionKey.releaseLimit {
            return (candidate.key.release ^ version.key.release) >> (64 - 16 * length) == 0
        }
        guard candidate.epoch == version.epoch else { return false }
        let prefix = version.release.prefix(length)
        let release = candidate.release
        return prefix.enumerated().allSatisfy { index, number in
            index < release.count ? release[index] == number : number == 0
        }
    }

    /// PEP 440, "Exclusive ordered comparison": `<1.0` excludes `1.0a1`, `<1.0rc1` does not.
    private func isBefore(_ candidate: Version, _ version: Version) -> Bool {
        guard candidate.comparePublic(version) < 0 else { return false }
        guard !version.isPrerelease, candidate.isPrerelease else { return true }
        guard candidate.hasSameRelease(as: version) else { return true }
        return version.isPostrelease && (candidate.pre != nil || candidate.post != version.post)
    }

    /// PEP 440, "Exclusive ordered comparison": `>1.0` excludes `1.0.post1` and `1.0+local`, `>1.0.post1` does not exclude
    /// `1.0.post2`.
    private func isAfter(_ candidate: Version, _ version: Version) -> Bool {
        guard candidate.comparePublic(version) > 0 else { return false }
        guard !version.isPostrelease, version.dev == nil, candidate.isPostrelease else { return true }
        return !(candidate.hasSameRelease(as: version) && candidate.pre == version.pre)
    }
}

extension Version {
    /// Whether epoch and release numbers are the same.
    func hasSameRelease(as other: Version) -> Bool {
        if key.isExact, other.key.isExact { return key.release == other.key.release }
        return parts.epoch == other.parts.epoch && parts.significantRelease == other.parts.significantRelease
    }
}
