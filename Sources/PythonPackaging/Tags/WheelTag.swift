/// A compatibility tag: interpreter, binary interface and platform (PEP 425).
public struct WheelTag: Hashable, Sendable {
    /// The interpreter, for example `cp312` or `py3`.
    public let python: String
    /// The binary interface, for example `cp312`, `abi3` or `none`.
    public let abi: String
    /// The platform, for example `manylinux_2_28_x86_64` or `any`.
    public let platform: String

    /// Creates a tag.
    public init(python: String, abi: String, platform: String) {
        self.python = python
        self.abi = abi
        self.platform = platform
    }

    /// Expands a compressed tag set such as `py2.py3-none-any`; `nil` unless it has three well-formed parts.
    public static func expand(_ text: some StringProtocol) -> [WheelTag]? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        let sets = parts.map { $0.split(separator: ".", omittingEmptySubsequences: false).map { $0.lowercased() } }
        guard sets.allSatisfy({ $0.allSatisfy(isComponent) }) else { return nil }
        guard sets[0].allSatisfy({ $0.utf8.first?.isDigit == false }) else { return nil }
        guard sets.reduce(1, { $0 * $1.count }) <= 4096 else { return nil }
        return sets[0].flatMap { python in
            sets[1].flatMap { abi in sets[2].map { WheelTag(python: python, abi: abi, platform: $0) } }
        }
    }

    private static func isComponent(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 256 && text.utf8.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "_") }
    }
}

extension WheelTag: CustomStringConvertible {
    /// The tag as file names write it.
    public var description: String { "\(python)-\(abi)-\(platform)" }
}
