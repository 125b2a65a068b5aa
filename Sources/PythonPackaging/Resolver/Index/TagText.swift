/// The tags in a wheel's name, looked at without taking them apart: `cp312-abi3-manylinux_2_28_x86_64`.
struct TagText {
    private let abis: ArraySlice<UInt8>
    private let platforms: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        let dash = UInt8(ascii: "-")
        let last = bytes.lastIndex(of: dash) ?? bytes.startIndex
        platforms = bytes[last...].drop { $0 == dash }
        let first = bytes[..<last].lastIndex(of: dash) ?? bytes.startIndex
        abis = bytes[first..<last].drop { $0 == dash }
    }

    /// Whether some of the tags may be among those of a target; `false` is certain.
    func mayFit(_ target: TargetPlatform) -> Bool {
        let interpreter = "cp3\(target.pythonVersion.minor)"
        let hasBinaryInterface = Self.components(of: abis).contains { abi in
            Self.isText(abi, "none") || Self.isText(abi, "abi3") || abi.elementsEqual(interpreter.utf8)
        }
        return hasBinaryInterface
            && Self.components(of: platforms).contains { Self.isText($0, "any") || Self.isLinux($0, target) }
    }

    private static func isLinux(_ platform: ArraySlice<UInt8>, _ target: TargetPlatform) -> Bool {
        (platform.starts(with: "manylinux".utf8) || platform.starts(with: "linux".utf8))
            && platform.ends(in: target.architecture)
    }

    /// The lower-cased parts between points.
    private static func components(of text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        let isLowercase = !text.contains { $0 != $0.lowercased }
        return (isLowercase ? text : text.map(\.lowercased)[...]).split(separator: UInt8(ascii: "."))
    }

    private static func isText(_ bytes: ArraySlice<UInt8>, _ text: StaticString) -> Bool {
        guard bytes.count == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { $0.elementsEqual(bytes) }
    }
}

extension ArraySlice<UInt8> {
    fileprivate func ends(in text: String) -> Bool {
        suffix(text.utf8.count).elementsEqual(text.utf8)
    }
}
