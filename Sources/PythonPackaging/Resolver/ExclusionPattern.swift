/// Package names to leave out: one name, or many by `*` (any characters) and `?` (any one character).
public struct ExclusionPattern: Hashable, Sendable, CustomStringConvertible {
    /// The pattern as it was written.
    public let description: String
    private let normalized: [UInt8]

    /// Reads a pattern; `nil` if it has characters that no package name has.
    ///
    /// - Parameter text: A name such as `torch` or a pattern such as `nvidia-*`; as in names (PEP 503), case does not
    ///   matter and `-`, `_` and `.` mean the same.
    public init?(_ text: String) {
        var normalized: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), Self.any, Self.one:
                normalized.append(byte)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                normalized.append(byte | 0x20)
            case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                if normalized.last != UInt8(ascii: "-") { normalized.append(UInt8(ascii: "-")) }
            default:
                return nil
            }
        }
        guard !normalized.isEmpty else { return nil }
        self.normalized = normalized
        description = text
    }

    private static let any = UInt8(ascii: "*")
    private static let one = UInt8(ascii: "?")

    /// Returns whether the pattern covers a package.
    ///
    /// - Parameter package: The package to test.
    /// - Returns: `true` if the whole name matches.
    public func matches(_ package: PackageName) -> Bool {
        let name = Array(package.normalized.utf8)
        var nameIndex = 0
        var patternIndex = 0
        var retry: (pattern: Int, name: Int)?
        while nameIndex < name.count {
            if patternIndex < normalized.count, normalized[patternIndex] == Self.any {
                retry = (patternIndex + 1, nameIndex)
                patternIndex += 1
            } else if patternIndex < normalized.count,
                normalized[patternIndex] == Self.one || normalized[patternIndex] == name[nameIndex]
            {
                patternIndex += 1
                nameIndex += 1
            } else if let last = retry {
                // The last star takes one character more.
                retry = (last.pattern, last.name + 1)
                patternIndex = last.pattern
                nameIndex = last.name + 1
            } else {
                return false
            }
        }
        return normalized[patternIndex...].allSatisfy { $0 == Self.any }
    }
}
