import Digests
import Testing

@testable import ArtifactArchive

@Suite struct DeflateSpliceTests {
    /// Streams of every level, strategy, memory level and flush pattern zlib knows, each behind its length.
    private static let streams = #"""
        import sys, random, struct, zlib, hashlib
        rnd = random.Random(int(sys.argv[3])); whole = hashlib.sha256()
        with open(sys.argv[1], 'wb') as out:
            for k in range(int(sys.argv[2])):
                size = rnd.choice([0, 1, rnd.randint(0, 300), rnd.randint(0, 4000), rnd.randint(0, 90000)])
                data = rnd.randbytes(size) if rnd.random() < 0.2 else bytes(rnd.choices(b'abcdefghij'[:rnd.randint(1, 10)], k=size))
                c = zlib.compressobj(rnd.randint(0, 9), 8, -rnd.randint(9, 15), rnd.randint(1, 9), rnd.choice([0, 1, 2, 3, 4]))
                at = rnd.randint(0, size)
                raw = c.compress(data[:at])
                if rnd.random() < 0.3: raw += c.flush(rnd.choice([zlib.Z_SYNC_FLUSH, zlib.Z_FULL_FLUSH]))
                raw += c.compress(data[at:])
                if rnd.random() < 0.2: raw += c.flush(zlib.Z_SYNC_FLUSH)
                raw += c.flush()
                out.write(struct.pack('<II', len(raw), zlib.crc32(data)) + raw); whole.update(data)
        print(whole.hexdigest(), end='')
        """#

    @Test(arguments: 0..<4)
    func randomStreamsJoinInOne(seed: Int) throws {
        let workspace = try Workspace()
        let expected = try workspace.python(Self.streams, workspace.file("streams"), "1000", "\(seed)")
        let input = try workspace.read("streams")
        let scanner = DeflateScanner()
        var joined: [UInt8] = []
        var crc32: UInt32 = 0
        var streams = 0
        try input.withUnsafeBytes { input in
            let reader = ByteReader(input)
            var position = 0
            while position < input.count {
                let data = try reader.slice(position + 8, Int(reader.uint32(position)))
                let scan = try scanner.scan(data, limit: .max) { _ in }
                #expect(try scan.crc32 == reader.uint32(position + 4))
                let before = joined.count
                let written = try DeflateSplice.write(data, scan) { joined.append(contentsOf: $0) }
                #expect(written == UInt64(joined.count - before))
                crc32 = CRC32.combine(crc32, scan.crc32, secondBytes: scan.bytes)
                position += 8 + data.count
                streams += 1
            }
        }
        #expect(streams == 1000)
        joined += [3, 0]
        _ = try workspace.write(joined, to: "joined")
        let check = #"""
            import sys, zlib, hashlib
            d = zlib.decompressobj(-15); data = d.decompress(open(sys.argv[1], 'rb').read())
            assert d.eof and not d.unused_data
            print(hashlib.sha256(data).hexdigest(), zlib.crc32(data), end='')
            """#
        #expect(try workspace.python(check, workspace.file("joined")) == "\(expected) \(crc32)")
    }

    /// A damaged stream is an error, or is read as another stream and joined as that.
    @Test func survivesRandomDamage() throws {
        let workspace = try Workspace()
        try workspace.python(Self.streams, workspace.file("streams"), "200", "9")
        let input = try workspace.read("streams")
        let scanner = DeflateScanner()
        var random = SplitMix(state: 11)
        var position = 0
        while position < input.count {
            let count = input[position..<(position + 4)].reversed().reduce(0) { $0 << 8 | Int($1) }
            let stream = Array(input[(position + 8)..<(position + 8 + count)])
            position += 8 + count
            for _ in 0..<20 {
                var damaged = stream
                damaged[Int.random(in: 0..<count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                try damaged.withUnsafeBytes { damaged in
                    do {
                        let scan = try scanner.scan(damaged, limit: 1 << 20) { _ in }
                        var joined: [UInt8] = []
                        _ = try DeflateSplice.write(damaged, scan) { joined += Array($0) }
                        let again = try (joined + [3, 0]).withUnsafeBytes {
                            try scanner.scan($0, limit: 1 << 20) { _ in }
                        }
                        #expect(again.crc32 == scan.crc32 && again.bytes == scan.bytes)
                    } catch is ArchiveError {}
                }
            }
        }
    }

    @Test(arguments: [0, 1, 65534, 65535, 65536, 131_070, 131_071])
    func storedBlocksHoldAnySize(count: Int) throws {
        let workspace = try Workspace()
        let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
        var blocks: [UInt8] = []
        let written = try content.withUnsafeBytes { content in
            try DeflateSplice.writeStored(content) { blocks.append(contentsOf: $0) }
        }
        #expect(written == UInt64(blocks.count))
        _ = try workspace.write(blocks + [3, 0], to: "blocks")
        let check = """
            import sys, zlib, hashlib
            print(hashlib.sha256(zlib.decompress(open(sys.argv[1], 'rb').read(), -15)).hexdigest(), end='')
            """
        #expect(try workspace.python(check, workspace.file("blocks")) == SHA256Digest(of: content).hex)
    }

    @Test func runsDoNotDependOnThePiecesTheyArriveIn() throws {
        let content = SplitMix.bytes(200_000, mask: 15, seed: 7)
        let results = try [1, 1 << 16, 30_000, content.count].map { pieceBytes in
            let compressor = try RunCompressor(level: 1, runBytes: 1 << 16)
            var output: [UInt8] = []
            var raw: UInt64 = 0
            try content.withUnsafeBytes { content in
                var rest = content
                while !rest.isEmpty {
                    let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(pieceBytes))
                    try compressor.append(piece, to: { output.append(contentsOf: $0) }, { bytes, _ in raw += bytes })
                    rest = UnsafeRawBufferPointer(rebasing: rest[piece.count...])
                }
                try compressor.flush(to: { output.append(contentsOf: $0) }, { bytes, _ in raw += bytes })
            }
            #expect(raw == UInt64(content.count))
            return output
        }
        #expect(Set(results).count == 1)
    }

    @Test(arguments: [
        (a: UInt64(0), b: UInt64(0)), (a: 1, b: 0), (a: 0, b: 1), (a: 1000, b: 70_000),
    ])
    func checksumsCombine(a: UInt64, b: UInt64) {
        let first = [UInt8](repeating: 7, count: Int(a))
        let second = [UInt8](repeating: 9, count: Int(b))
        let crc = { (bytes: [UInt8]) in bytes.withUnsafeBytes { CRC32.of($0) } }
        #expect(CRC32.combine(crc(first), crc(second), secondBytes: b) == crc(first + second))
    }
}
