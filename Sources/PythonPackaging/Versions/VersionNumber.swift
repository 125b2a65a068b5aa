/// A non-negative integer of any size, which PEP 440 allows in every numeric part of a version.
public struct VersionNumber: Hashable, Sendable {
    /// The number, or `UInt64.max` when it is larger than that.
    public let value: UInt64
    /// The decimal digits without leading zeros, kept only when the number exceeds `UInt64.max`.
    private let digits: String?

    /// Creates a number.
    public init(_ value: UInt64) {
        self.value = value
        self.digits = nil
    }

    /// Creates a number from ASCII decimal digits; leading zeros are dropped and no digits at all mean 0.
    init(digits: some Collection<UInt8>) {
        var value: UInt64 = 0
        for digit in digits {
            let (product, carried) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflowed) = product.addingReportingOverflow(UInt64(digit &- 0x30))
            if carried || overflowed {
                self.value = .max
                self.digits = String(decoding: digits.drop { $0 == 0x30 }, as: UTF8.self)
                return
            }
            value = sum
        }
        self.value = value
        self.digits = nil
    }

    /// The number that follows this one.
    var successor: VersionNumber {
        if digits == nil, value < .max { return VersionNumber(value + 1) }
        var bytes = Array(description.utf8)
        var index = bytes.count
        while index > 0 {
            index -= 1
            if bytes[index] == UInt8(ascii: "9") {
                bytes[index] = UInt8(ascii: "0")
            } else {
                bytes[index] += 1
                return VersionNumber(digits: bytes)
            }
        }
        return VersionNumber(digits: [UInt8(ascii: "1")] + bytes)
    }
}

extension VersionNumber: Comparable {
    /// Orders numbers by value.
    public static func < (left: Self, right: Self) -> Bool {
        switch (left.digits, right.digits) {
        case (nil, nil): left.value < right.value
        case (nil, _): true
        case (_, nil): false
        case (let left?, let right?):
            left.utf8.count != right.utf8.count
                ? left.utf8.count < right.utf8.count : left.utf8.lexicographicallyPrecedes(right.utf8)
        }
    }
}

extension VersionNumber: ExpressibleByIntegerLiteral {
    /// Creates a number from a literal.
    public init(integerLiteral value: UInt64) {
        self.init(value)
    }
}

extension VersionNumber: CustomStringConvertible {
    /// The decimal digits.
    public var description: String { digits ?? String(value) }
}
