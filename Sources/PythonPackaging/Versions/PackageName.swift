/// The name of a distribution or of an extra, compared the way indexes compare it.
///
/// Validity follows the PEP 508 grammar, normalisation PEP 503 (and PEP 685 for extras).
public struct PackageName: Hashable, Sendable, Comparable {
    /// The name in lower case with every run of `-`, `_` and `.` written as one `-`.
    public let normalized: String

    /// Creates a name; `nil` unless it consists of ASCII letters, digits, `.`, `_`, `-` and starts and ends with a letter
    /// or digit.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last, first.isAlphanumeric, last.isAlphanumeric,
            bytes.allSatisfy({ $0.isNameCharacter })
        else { return nil }
        self.normalized = Self.normalize(bytes)
    }

    /// Creates a name from text already known to be valid, for example a name this type printed before.
    public init(normalizing text: String) {
        self.normalized = Self.normalize(Array(text.utf8))
    }

    /// Orders names alphabetically by their normalised bytes.
    public static func < (left: Self, right: Self) -> Bool {
        left.normalized.utf8.lexicographicallyPrecedes(right.normalized.utf8)
    }

    /// The name as wheels and `.dist-info` directories spell it: with `_` for `-` (PEP 427).
    public var escaped: String {
        String(decoding: normalized.utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
    }

    private static func normalize(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var separated = false
        for byte in bytes {
            if byte.isNameSeparator {
                separated = true
                continue
            }
            if separated { result.append(UInt8(ascii: "-")) }
            separated = false
            result.append(byte.lowercased)
        }
        if separated { result.append(UInt8(ascii: "-")) }
        return String(decoding: result, as: UTF8.self)
    }
}

extension PackageName: CustomStringConvertible {
    /// The normalised name.
    public var description: String { normalized }
}
