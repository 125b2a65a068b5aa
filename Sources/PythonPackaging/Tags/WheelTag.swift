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
        expand(Array(text.utf8).split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)[...])
    }

    /// Expands the three parts of a compressed tag set.
    static func expand(_ parts: ArraySlice<ArraySlice<UInt8>>) -> [WheelTag]? {
        guard parts.count == 3 else { return nil }
        var sets: [[String]] = []
        for part in parts {
            var names: [String] = []
            for component in part.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
                guard isComponent(component) else { return nil }
                names.append(String(decoding: component.map { $0.lowercased }, as: UTF8.self))
            }
            sets.append(names)
        }
        guard sets[0].allSatisfy({ $0.utf8.first?.isDigit == false }) else { return nil }
        guard sets.reduce(1, { $0 * $1.count }) <= 4096 else { return nil }
        var tags: [WheelTag] = []
        for python in sets[0] {
            for abi in sets[1] {
                for platform in sets[2] { tags.append(WheelTag(python: python, abi: abi, platform: platform)) }
            }
        }
        return tags
    }

    private static func isComponent(_ bytes: ArraySlice<UInt8>) -> Bool {
        !bytes.isEmpty && bytes.count <= 256 && bytes.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "_") }
    }
}

extension WheelTag: CustomStringConvertible {
    /// The tag as file names write it.
    public var description: String { "\(python)-\(abi)-\(platform)" }
}
