/// The tags in a wheel's name, looked at without taking them apart: `cp312-abi3-manylinux_2_28_x86_64`.
struct TagText {
    private let abis: Slice<UnsafeRawBufferPointer>
    private let platforms: Slice<UnsafeRawBufferPointer>

    /// Reads tags; `bytes` must stay where they are while this is in use.
    init(_ bytes: UnsafeRawBufferPointer) {
        let dash = UInt8(ascii: "-")
        let last = bytes.lastIndex(of: dash) ?? bytes.startIndex
        platforms = bytes[last...].drop { $0 == dash }
        let first = bytes[..<last].lastIndex(of: dash) ?? bytes.startIndex
        abis = bytes[first..<last].drop { $0 == dash }
    }

    /// Whether some of the tags may be among those of a target; `false` is certain.
    func mayFit(_ target: TargetPlatform) -> Bool {
        let interpreter = "cp3\(target.pythonVersion.minor)"
        let hasBinaryInterface = Self.hasComponent(abis) { abi in
            Self.isText(abi, "none") || Self.isText(abi, "abi3") || Self.isText(abi, interpreter)
        }
        return hasBinaryInterface
            && Self.hasComponent(platforms) { platform in
                Self.isText(platform, "any")
                    || (Self.starts(platform, with: "manylinux") || Self.starts(platform, with: "linux"))
                        && Self.isText(platform.suffix(target.architecture.utf8.count), target.architecture)
            }
    }

    /// Whether one of the parts between points satisfies a predicate.
    private static func hasComponent(
        _ text: Slice<UnsafeRawBufferPointer>,
        where predicate: (Slice<UnsafeRawBufferPointer>) -> Bool
    ) -> Bool {
        var rest = text
        while let point = rest.firstIndex(of: UInt8(ascii: ".")) {
            if predicate(rest[..<point]) { return true }
            rest = rest[(point + 1)...]
        }
        return predicate(rest)
    }

    /// Whether two texts are equal; letters of `bytes` count as lower-case.
    private static func isText(_ bytes: Slice<UnsafeRawBufferPointer>, _ text: String) -> Bool {
        bytes.count == text.utf8.count && starts(bytes, with: text)
    }

    private static func starts(_ bytes: Slice<UnsafeRawBufferPointer>, with text: String) -> Bool {
        bytes.count >= text.utf8.count && zip(bytes, text.utf8).allSatisfy { $0.lowercased == $1 }
    }
}
