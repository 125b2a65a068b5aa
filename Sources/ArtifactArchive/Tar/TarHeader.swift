/// The header blocks of a regular file in a tar archive (POSIX.1-2024 pax, "ustar Interchange Format").
///
/// Everything that varies between machines is fixed: owner 0 without a name, mode 644 or 755, the given time. A pax
/// extended header precedes the file only when its name or size does not fit, or its name is not ASCII.
struct TarHeader {
    /// The size of a block, in bytes; headers and contents fill whole blocks.
    static let blockBytes = 512
    /// The end of an archive: two blocks of zeros.
    static let endOfArchive = [UInt8](repeating: 0, count: 2 * blockBytes)
    /// 1980-01-01, the earliest time a zip archive can state, in seconds since 1970.
    static let defaultModificationTime: UInt32 = 315_532_800

    /// Eleven octal digits.
    private static let largestPlainSize: UInt64 = 0o777_7777_7777

    /// The encoded blocks.
    let bytes: [UInt8]

    init(path: String, bytes count: UInt64, isExecutable: Bool, modificationTime: UInt32) throws(ArchiveError) {
        let name = Array(path.utf8)
        try Self.check(path)
        let split = Self.split(name)
        var records: [UInt8] = []
        if split == nil || !name.allSatisfy({ $0 < 0x80 }) {
            records += Self.record("path", name)
        }
        if count > Self.largestPlainSize {
            records += Self.record("size", Array(String(count).utf8))
        }
        var blocks: [UInt8] = []
        if !records.isEmpty {
            blocks += Self.block(
                prefix: [],
                name: Array("./PaxHeaders/\(isExecutable ? "x" : "f")".utf8),
                mode: 0o644,
                bytes: UInt64(records.count),
                modificationTime: modificationTime,
                type: UInt8(ascii: "x")
            )
            blocks += records + [UInt8](repeating: 0, count: Self.padding(after: UInt64(records.count)))
        }
        blocks += Self.block(
            prefix: split?.prefix ?? [],
            name: split?.name ?? name.prefix(100),
            mode: isExecutable ? 0o755 : 0o644,
            bytes: count,
            modificationTime: modificationTime,
            type: UInt8(ascii: "0")
        )
        bytes = blocks
    }

    /// Returns how many zeros fill the last block of content of `count` bytes.
    static func padding(after count: UInt64) -> Int {
        Int((512 - count % 512) % 512)
    }

    /// Accepts relative paths of plain components only, so that no archive reaches outside its directory.
    static func check(_ path: String) throws(ArchiveError) {
        let components = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for component in components {
            let isPlain =
                !component.isEmpty && !component.elementsEqual(".".utf8) && !component.elementsEqual("..".utf8)
                && !component.contains(0)
            guard isPlain else {
                throw ArchiveError(.invalidPath, entry: path, "not a plain relative path")
            }
        }
    }

    /// Divides a name into the prefix and name fields at a slash; `nil` when they cannot hold it.
    private static func split(_ name: [UInt8]) -> (prefix: ArraySlice<UInt8>, name: ArraySlice<UInt8>)? {
        if name.count <= 100 { return ([], name[...]) }
        guard name.count <= 256 else { return nil }
        let slash = name.indices.first { name[$0] == UInt8(ascii: "/") && name.count - $0 - 1 <= 100 }
        guard let slash, slash <= 155, slash > 0 else { return nil }
        return (name[..<slash], name[(slash + 1)...])
    }

    /// A pax record, `length key=value\n`, whose decimal length counts itself (POSIX.1-2024 pax, "pax Header Block").
    private static func record(_ key: String, _ value: [UInt8]) -> [UInt8] {
        let rest = Array(" \(key)=".utf8) + value + [UInt8(ascii: "\n")]
        var length = rest.count
        while String(length).utf8.count + rest.count != length {
            length = String(length).utf8.count + rest.count
        }
        return Array(String(length).utf8) + rest
    }

    private static func block(
        prefix: ArraySlice<UInt8>,
        name: some Collection<UInt8>,
        mode: UInt64,
        bytes count: UInt64,
        modificationTime: UInt32,
        type: UInt8
    ) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: blockBytes)
        func put(_ field: some Collection<UInt8>, at offset: Int) {
            for (index, byte) in field.enumerated() { block[offset + index] = byte }
        }
        func putOctal(_ value: UInt64, digits: Int, at offset: Int) {
            for index in 0..<digits {
                block[offset + index] = UInt8(ascii: "0") + UInt8(value >> UInt64(3 * (digits - 1 - index)) & 7)
            }
        }
        put(name, at: 0)
        putOctal(mode, digits: 7, at: 100)
        putOctal(0, digits: 7, at: 108)
        putOctal(0, digits: 7, at: 116)
        if count <= largestPlainSize { putOctal(count, digits: 11, at: 124) } else { put(base256(count), at: 124) }
        putOctal(UInt64(modificationTime), digits: 11, at: 136)
        put("        ".utf8, at: 148)
        block[156] = type
        put("ustar\u{0}00".utf8, at: 257)
        put(prefix, at: 345)
        // The checksum is the sum of all bytes with its own field read as spaces.
        putOctal(block.reduce(0) { $0 &+ UInt64($1) }, digits: 6, at: 148)
        block[154] = 0
        return block
    }

    /// The binary form of sizes beyond eleven octal digits, which readers without pax know (GNU tar manual, "Basic Tar
    /// Format").
    private static func base256(_ value: UInt64) -> [UInt8] {
        [0x80, 0, 0, 0] + (0..<8).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    }
}
