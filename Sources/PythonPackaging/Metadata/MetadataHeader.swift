#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The header of an RFC 822 style file such as `METADATA` or `WHEEL`: fields up to the first blank line.
struct MetadataHeader {
    /// One field, unfolded.
    struct Field {
        /// The name in lower case.
        let name: String
        /// The value without white space around it; folded lines are joined by one space.
        var value: String
        /// The line the field starts on, counted from 1.
        let line: Int
    }

    let fields: [Field]

    /// Reads the fields with one of the `names` (lower case); all fields if there are none.
    init(_ bytes: [UInt8], only names: Set<String> = []) {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        fields = bytes.withUnsafeBytes { Self.fields(UnsafeRawBufferPointer(rebasing: $0[start...]), names) }
    }

    private static func fields(_ bytes: UnsafeRawBufferPointer, _ names: Set<String>) -> [Field] {
        var fields: [Field] = []
        var isWanted = false
        var position = 0
        var number = 0
        while position < bytes.count {
            let end = bytes.offset(of: UInt8(ascii: "\n"), in: position..<bytes.count) ?? bytes.count
            var line = position..<end
            position = end + 1
            number += 1
            if !line.isEmpty, bytes[line.upperBound - 1] == UInt8(ascii: "\r") { line = line.dropLast() }
            guard let first = line.first.map({ bytes[$0] }) else { break }
            if first.isBlank {
                guard isWanted else { continue }
                let continuation = String(decoding: bytes[line], as: UTF8.self).trimmed
                let separator = continuation.isEmpty || fields[fields.count - 1].value.isEmpty ? "" : " "
                fields[fields.count - 1].value += separator + continuation
                continue
            }
            guard let colon = bytes.offset(of: UInt8(ascii: ":"), in: line) else { continue }
            let name = String(decoding: bytes[line.lowerBound..<colon].lazy.map(\.lowercased), as: UTF8.self).trimmed
            isWanted = names.isEmpty || names.contains(name)
            guard isWanted else { continue }
            // Text that starts with an ASCII letter is trimmed without a look at Unicode's properties.
            let value = String(decoding: bytes[colon + 1..<line.upperBound].drop(while: \.isBlank), as: UTF8.self)
            fields.append(Field(name: name, value: value.trimmed, line: number))
        }
        return fields
    }

    /// The value of the first field called `name` (lower case).
    subscript(name: String) -> String? {
        fields.first { $0.name == name }?.value
    }
}

extension UnsafeRawBufferPointer {
    /// Where a byte first is among some offsets.
    fileprivate func offset(of byte: UInt8, in range: Range<Int>) -> Int? {
        guard let base = baseAddress, let found = memchr(base + range.lowerBound, Int32(byte), range.count) else {
            return nil
        }
        return UnsafeRawPointer(found) - base
    }
}
