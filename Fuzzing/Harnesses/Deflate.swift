@testable import ArtifactArchive

extension Harness {
    /// A raw DEFLATE stream behind a byte that says in what pieces it arrives: held against zlib, then joined with itself.
    static let deflate = Harness(name: "deflate", longestInput: 4096) { input in
        guard let first = input.first else { return }
        let stream = Array(input.dropFirst())
        let expected = zlibContent(stream)
        let (found, scan) = content(stream, pieceBytes: first == 0 ? .max : Int(first))
        expect(found == expected, "zlib \(outcome(expected)), the decoder \(outcome(found))")
        guard let found, let scan else { return }
        expect(scan.bytes == UInt64(found.count), "the size is \(found.count), not \(scan.bytes)")
        expect(scan.crc32 == found.withUnsafeBytes { CRC32.of($0) }, "the CRC-32 is another")
        expectJoinable(stream, scan, found)
    }

    /// More than the decoder keeps at a time.
    private static let limit = 512 << 10

    private static func outcome(_ content: [UInt8]?) -> String {
        content.map { "finds \($0.count) bytes" } ?? "refuses it"
    }

    private static func zlibContent(_ stream: [UInt8]) -> [UInt8]? {
        guard let zlib = try? InflateStream() else { return nil }
        var output: [UInt8] = []
        return stream.withUnsafeBytes { data in
            while true {
                let rest = UnsafeRawBufferPointer(rebasing: data[zlib.consumed...])
                guard let step = try? zlib.inflate(rest, flush: 0) else { return nil }
                let isStuck = !zlib.isOutputFull && !step.isStreamEnd
                output.append(contentsOf: zlib.takeOutput())
                guard output.count <= limit else { return nil }
                if step.isStreamEnd { return zlib.consumed == data.count ? output : nil }
                if isStuck { return nil }
            }
        }
    }

    private static func content(_ stream: [UInt8], pieceBytes: Int) -> ([UInt8]?, DeflateScan?) {
        var output: [UInt8] = []
        var rest = stream[...]
        var scan = DeflateScan(lastBlockBit: 0, endBit: 0, crc32: 0, bytes: 0)
        do {
            (scan.lastBlockBit, scan.endBit) = try Inflater().run(
                to: .lastBlock,
                from: { buffer in
                    let piece = rest.prefix(min(pieceBytes, buffer.count))
                    rest = rest.dropFirst(piece.count)
                    buffer.copyBytes(from: piece)
                    return piece.count
                },
                { piece in
                    output.append(contentsOf: piece)
                    scan.bytes += UInt64(piece.count)
                    scan.crc32 = CRC32.of(piece, continuing: scan.crc32)
                    guard output.count <= limit else { throw ArchiveError(.limitExceeded, "more than the limit") }
                }
            )
            return (output, scan)
        } catch let error as ArchiveError {
            expect(!error.description.isEmpty, "no message")
            return (nil, nil)
        } catch {
            expect(false, "another kind of error: \(error)")
            return (nil, nil)
        }
    }

    private static func expectJoinable(_ stream: [UInt8], _ scan: DeflateScan, _ content: [UInt8]) {
        guard content.count <= limit / 2 else { return }
        var joined: [UInt8] = []
        stream.withUnsafeBytes { data in
            for _ in 0..<2 {
                let before = joined.count
                let written = expectNoError("joining") {
                    try DeflateSplice.write(data, scan) { joined.append(contentsOf: $0) }
                }
                expect(written == UInt64(joined.count - before), "another number of bytes was written")
            }
        }
        expect(zlibContent(joined + [3, 0]) == content + content, "joined, it inflates to something else")
        var open: [UInt8] = []
        var rest = joined[...]
        expectNoError("a segment's stream") {
            _ = try Inflater().run(
                to: .openBlock,
                from: { buffer in
                    let piece = rest.prefix(buffer.count)
                    rest = rest.dropFirst(piece.count)
                    buffer.copyBytes(from: piece)
                    return piece.count
                },
                { open.append(contentsOf: $0) }
            )
        }
        expect(open == content + content, "as a segment, it inflates to something else")
    }
}
