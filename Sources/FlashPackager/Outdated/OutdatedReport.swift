/// The locked packages that have newer versions.
public struct OutdatedReport: Sendable, Encodable {
    /// A version that exists and cannot be used.
    public struct Unusable: Sendable, Equatable, Encodable {
        /// The version.
        public var version: String
        /// Why it cannot be used, in one word: `requires-python`, `no-wheel`, `yanked`, `pre-release`, `hash`, `metadata`.
        public var reason: String
        /// Why it cannot be used, in a few words.
        public var detail: String
    }

    /// A requirement that does not accept the latest version.
    public struct Holder: Sendable, Equatable, Encodable {
        /// The requirement (PEP 508).
        public var requirement: String
        /// Who states it: a place in the project, or a package with its version.
        public var by: String
        /// Whether it is the project's own.
        public var isOwn: Bool

        private enum CodingKeys: String, CodingKey {
            case requirement, by
            case isOwn = "own"
        }
    }

    /// A locked package with a newer version.
    public struct Package: Sendable, Equatable, Encodable {
        /// The normalized name.
        public var name: String
        /// The version in the lock file.
        public var locked: String
        /// The version that resolving the project's requirements anew gives, as `flash lock --upgrade` does.
        public var compatible: String
        /// The newest version that can be used on the target.
        public var latest: String
        /// The newest version there is, when it is newer than `latest`, and why it cannot be used; a pre-release or a
        /// withdrawn version only when nothing else is newer.
        public var newest: Unusable?
        /// The requirements that keep `latest` out; empty when none does so by itself.
        public var heldBy: [Holder]
        /// Why `latest` is not chosen, in sentences, when no single requirement keeps it out.
        public var explanation: String?

        /// Whether a newer version could be used.
        public var isOutdated: Bool { locked != latest }

        /// Whether it is up to date but for versions that were not meant for everyone.
        public var isOnlyUnsettled: Bool {
            !isOutdated && (newest.map { ["pre-release", "yanked"].contains($0.reason) } ?? true)
        }

        private enum CodingKeys: String, CodingKey {
            case name, locked, compatible, latest, newest, explanation
            case heldBy = "held_by"
            case isOutdated = "outdated"
        }

        /// Encodes the package with whether it is outdated.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(name, forKey: .name)
            try container.encode(locked, forKey: .locked)
            try container.encode(compatible, forKey: .compatible)
            try container.encode(latest, forKey: .latest)
            try container.encode(newest, forKey: .newest)
            try container.encode(heldBy, forKey: .heldBy)
            try container.encode(explanation, forKey: .explanation)
            try container.encode(isOutdated, forKey: .isOutdated)
        }
    }

    /// The lock file's absolute path.
    public var lockPath: String
    /// How many packages are locked.
    public var lockedPackages: Int
    /// The packages with newer versions, by name.
    public var packages: [Package]

    /// Whether a newer version of any package could be used.
    public var hasOutdated: Bool { packages.contains(where: \.isOutdated) }

    private enum CodingKeys: String, CodingKey {
        case packages
        case lockPath = "lock"
        case lockedPackages = "locked_packages"
    }
}
