/// The parts of a wheel's file name (PEP 427, PEP 491).
public struct WheelFilename: Hashable, Sendable {
    /// The optional part that orders builds of one version.
    public struct BuildTag: Hashable, Sendable, Comparable {
        /// The leading digits.
        public let number: VersionNumber
        /// What follows them.
        public let suffix: String

        /// Orders build tags by number, then by the text after it.
        public static func < (left: Self, right: Self) -> Bool {
            left.number == right.number
                ? left.suffix.utf8.lexicographicallyPrecedes(right.suffix.utf8) : left.number < right.number
        }
    }

    /// The whole file name.
    public let filename: String
    /// The distribution.
    public let name: PackageName
    /// Its version.
    public let version: Version
    /// The build tag; `nil` when there is none, which sorts before any other.
    public let buildTag: BuildTag?
    /// The environments the wheel runs in, from the compressed tag set.
    public let tags: [WheelTag]

    /// Parses a file name; `nil` when it is not that of a wheel.
    public init?(_ filename: String) {
        let bytes = Array(filename.utf8)
        guard bytes.count <= 1024, bytes.suffix(4).elementsEqual(".whl".utf8) else { return nil }
        let parts = bytes.dropLast(4).split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 5 || parts.count == 6, Self.isName(parts[0]),
            let version = try? Version(String(decoding: parts[1], as: UTF8.self))
        else { return nil }
        var buildTag: BuildTag?
        if parts.count == 6 {
            guard let tag = Self.buildTag(parts[2]) else { return nil }
            buildTag = tag
        }
        guard let tags = WheelTag.expand(parts.suffix(3)) else { return nil }
        self.filename = filename
        self.name = PackageName(normalizing: String(decoding: parts[0], as: UTF8.self))
        self.version = version
        self.buildTag = buildTag
        self.tags = tags
    }

    /// The position of the wheel's best tag on `platform`, smaller being better; `nil` when the wheel does not run there.
    public func priority(on platform: TargetPlatform) -> Int? {
        tags.lazy.compactMap(platform.priority).min()
    }

    /// PEP 427 escapes runs of separators as one `_`; names that start or end with one are malformed.
    private static func isName(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.first?.isAlphanumeric == true, let last = bytes.last else { return false }
        let underscore = UInt8(ascii: "_")
        guard last.isAlphanumeric || last == underscore, bytes.allSatisfy({ $0.isNameCharacter }) else { return false }
        return !zip(bytes, bytes.dropFirst()).contains { $0 == underscore && $1 == underscore }
    }

    private static func buildTag(_ bytes: ArraySlice<UInt8>) -> BuildTag? {
        let digits = bytes.prefix { $0.isDigit }
        let rest = bytes.dropFirst(digits.count)
        guard !digits.isEmpty, rest.allSatisfy({ $0.isNameCharacter }) else { return nil }
        return BuildTag(number: VersionNumber(digits: digits), suffix: String(decoding: rest, as: UTF8.self))
    }
}

extension WheelFilename: CustomStringConvertible {
    /// The whole file name.
    public var description: String { filename }
}
