import PythonPackaging

/// How a lock differs from the one before it.
public struct LockChanges: Sendable, Encodable, Equatable {
    /// A package that came or went.
    public struct Entry: Sendable, Encodable, Equatable {
        /// The normalized name.
        public var name: String
        /// The version.
        public var version: String
    }

    /// A package at another version.
    public struct Change: Sendable, Encodable, Equatable {
        /// The normalized name.
        public var name: String
        /// The version before.
        public var from: String
        /// The version now.
        public var to: String
    }

    /// Packages that were not locked before, by name.
    public var added: [Entry] = []
    /// Packages that are not locked any more, by name.
    public var removed: [Entry] = []
    /// Packages at another version, by name.
    public var changed: [Change] = []

    /// Whether the same packages are locked at the same versions.
    public var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }

    init(from old: [PackageName: Version], to new: [PackageName: Version]) {
        for (name, version) in new.sorted(by: { $0.key < $1.key }) {
            guard let before = old[name] else {
                added.append(Entry(name: name.normalized, version: "\(version)"))
                continue
            }
            // Equal versions may be written differently; only another version is a change.
            if before != version {
                changed.append(Change(name: name.normalized, from: "\(before)", to: "\(version)"))
            }
        }
        for (name, version) in old.sorted(by: { $0.key < $1.key }) where new[name] == nil {
            removed.append(Entry(name: name.normalized, version: "\(version)"))
        }
    }
}

extension LockChanges: CustomStringConvertible {
    private static let listed = 20

    /// The first changes in one line, such as `added a 1.0, removed b 2.0, c 1.0 -> 1.1`.
    public var description: String {
        let texts =
            added.map { "added \($0.name) \($0.version)" } + removed.map { "removed \($0.name) \($0.version)" }
            + changed.map { "\($0.name) \($0.from) -> \($0.to)" }
        let rest = texts.count - Self.listed
        return texts.prefix(Self.listed).joined(separator: ", ") + (rest > 0 ? ", and \(rest) more" : "")
    }
}
