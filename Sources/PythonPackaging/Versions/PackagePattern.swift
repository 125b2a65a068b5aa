/// A pattern of package names, such as `torch` or `nvidia-*`.
public struct PackagePattern: Hashable, Sendable {
    /// The pattern with names normalised; `*` stands for any text, `?` for one character.
    public let text: String

    /// Creates a pattern; `nil` unless it consists of letters, digits, `.`, `_`, `-`, `*` and `?`.
    public init?(_ text: String) {
        let text = text.trimmed
        let wildcards: [UInt8] = [UInt8(ascii: "*"), UInt8(ascii: "?")]
        guard !text.isEmpty, text.utf8.count <= 256,
            text.utf8.allSatisfy({ $0.isNameCharacter || wildcards.contains($0) })
        else { return nil }
        self.text = PackageName(normalizing: text).normalized
    }

    /// Whether the pattern describes the whole of `name`.
    public func matches(_ name: PackageName) -> Bool {
        let pattern = Array(text.utf8)
        let bytes = Array(name.normalized.utf8)
        var (position, index) = (0, 0)
        var retry: (position: Int, index: Int)?
        while index < bytes.count {
            if position < pattern.count, pattern[position] == UInt8(ascii: "*") {
                retry = (position, index)
                position += 1
            } else if position < pattern.count,
                pattern[position] == bytes[index] || pattern[position] == UInt8(ascii: "?")
            {
                position += 1
                index += 1
            } else if let last = retry {
                retry = (last.position, last.index + 1)
                position = last.position + 1
                index = last.index + 1
            } else {
                return false
            }
        }
        return pattern[position...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}

extension PackagePattern: CustomStringConvertible {
    /// The normalised pattern.
    public var description: String { text }
}
