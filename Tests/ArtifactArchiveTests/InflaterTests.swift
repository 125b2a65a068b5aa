import Testing

@testable import ArtifactArchive

/// Holds the decoder against zlib's: the same streams are accepted, with the same content.
@Suite struct InflaterTests {
    /// Streams of every level, strategy, window and flush pattern, and long distances; each behind its length.
    private static let streams = #"""
        import sys, random, struct, zlib
        rnd = random.Random(int(sys.argv[3]))
        def content():
            size = rnd.choice([0, 1, rnd.randint(0, 300), rnd.randint(0, 4000), rnd.randint(0, 300000)])
            kind = rnd.randint(0, 4)
            if kind == 0: return rnd.randbytes(size)
            if kind == 1: return bytes(rnd.choices(range(rnd.randint(1, 256)), k=size))
            if kind == 2: return (rnd.randbytes(rnd.randint(1, 40)) * size)[:size]
            if kind == 3: return (rnd.randbytes(32768 - rnd.randint(0, 300)) * (size // 30000 + 1))[:size]
            skewed = [byte for byte in range(60) for _ in range(1 << min(byte, 14))]
            return bytes(rnd.choices(skewed, k=min(size, 60000)))
        with open(sys.argv[1], 'wb') as out:
            for k in range(int(sys.argv[2])):
                data = content()
                c = zlib.compressobj(rnd.randint(0, 9), 8, -rnd.randint(9, 15), rnd.randint(1, 9), rnd.choice([0, 1, 2, 3, 4]))
                at = rnd.randint(0, len(data))
                raw = c.compress(data[:at])
                if rnd.random() < 0.3: raw += c.flush(rnd.choice([zlib.Z_SYNC_FLUSH, zlib.Z_FULL_FLUSH]))
                raw += c.compress(data[at:]) + c.flush()
                out.write(struct.pack('<I', len(raw)) + raw)
        """#

    private static func inflated(_ data: [UInt8], pieceBytes: Int = .max, limit: Int = 1 << 22) -> [UInt8]? {
        var output: [UInt8] = []
        var rest = data[...]
        struct TooMuch: Error {}
        do {
            _ = try Inflater().run(
                to: .lastBlock,
                from: { buffer in
                    let piece = rest.prefix(min(pieceBytes, buffer.count))
                    rest = rest.dropFirst(piece.count)
                    buffer.copyBytes(from: piece)
                    return piece.count
                },
                {
                    output.append(contentsOf: $0)
                    if output.count > limit { throw TooMuch() }
                }
            )
            return output
        } catch {
            return nil
        }
    }

    private static func eachStream(_ bytes: [UInt8], _ body: ([UInt8]) throws -> Void) rethrows {
        var position = 0
        while position < bytes.count {
            let count = bytes[position..<(position + 4)].reversed().reduce(0) { $0 << 8 | Int($1) }
            try body(Array(bytes[(position + 4)..<(position + 4 + count)]))
            position += 4 + count
        }
    }

    @Test(arguments: 0..<3)
    func agreesOnWholeStreams(seed: Int) throws {
        let workspace = try Workspace()
        try workspace.python(Self.streams, workspace.file("streams"), "60", "\(seed)")
        var pieces = SplitMix(state: UInt64(seed))
        try Self.eachStream(workspace.read("streams")) { stream in
            let expected = try ZlibInflater.inflate(stream)
            #expect(expected != nil)
            #expect(Self.inflated(stream) == expected)
            let pieceBytes = Int.random(in: 1...100, using: &pieces)
            #expect(Self.inflated(stream, pieceBytes: pieceBytes) == expected)
            #expect(Self.inflated(stream + [0]) == nil)
            #expect(Self.inflated(Array(stream.dropLast())) == nil)
        }
    }

    @Test(arguments: 0..<3)
    func agreesOnDamagedStreams(seed: Int) throws {
        let workspace = try Workspace()
        try workspace.python(Self.streams, workspace.file("streams"), "40", "\(100 + seed)")
        var random = SplitMix(state: UInt64(seed))
        try Self.eachStream(workspace.read("streams")) { stream in
            guard stream.count < 20_000 else { return }
            for _ in 0..<30 {
                var damaged = stream
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    // Headers of blocks are where a change decides most.
                    let range = Bool.random(using: &random) ? 0..<min(100, damaged.count) : 0..<damaged.count
                    damaged[Int.random(in: range, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                }
                let expected = try ZlibInflater.inflate(damaged)
                #expect(Self.inflated(damaged) == expected)
            }
        }
    }

    /// Blocks made by hand, as hexadecimal, with the content they hold.
    @Test(
        arguments: [
            ("0300", ""), ("010000ffff", ""), ("4b0400", "a"),
            ("", nil), ("07", nil), ("06", nil), ("01", nil), ("0100", nil), ("010000fffe", nil), ("010100feff", nil),
            // A match that reaches before the beginning.
            ("4b0401", nil),
        ] as [(String, String?)]
    )
    func agreesOnBlocksMadeByHand(hex: String, content: String?) throws {
        let digits = Array(hex)
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...($0 + 1)]), radix: 16)
        }
        #expect(Self.inflated(bytes) == content.map { Array($0.utf8) })
        #expect(try ZlibInflater.inflate(bytes) == Self.inflated(bytes))
    }

    @Test func segmentsEndWithoutALastBlock() throws {
        let open: [UInt8] = [0, 1, 0, 0xFE, 0xFF, 7, 0, 0, 0, 0xFF, 0xFF]
        for (bytes, expected) in [
            (open, [7] as [UInt8]?), (Array(open.dropLast()), nil), (open + [3, 0], nil), ([], []),
        ] {
            var output: [UInt8] = []
            var rest = bytes[...]
            let end = try? Inflater().run(
                to: .openBlock,
                from: { buffer in
                    defer { rest = [] }
                    buffer.copyBytes(from: rest)
                    return rest.count
                },
                { output.append(contentsOf: $0) }
            )
            #expect((end == nil) == (expected == nil))
            if let expected { #expect(output == expected) }
        }
    }
}
