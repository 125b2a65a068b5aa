import Digests
import Testing

@testable import ArtifactArchive

@Suite struct StreamDigestTests {
    @Test(arguments: [1, 1000, 70_000, 300_000])
    func digestAndStatesDoNotDependOnThePieces(pieceBytes: Int) {
        let content = (0..<900_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        let places = [0, 1, 262_144, 600_001]
        var whole = SHA256Hasher()
        whole.update([7])
        let stream = StreamDigest(continuing: whole)
        var expected: [[UInt8]] = []
        for (start, end) in zip(places, places.dropFirst() + [content.count]) {
            stream.mark()
            expected.append(whole.state)
            whole.update(content[start..<end])
            for first in stride(from: start, to: end, by: pieceBytes) {
                content[first..<min(first + pieceBytes, end)].withUnsafeBytes { stream.update($0) }
            }
        }
        let (digest, states) = stream.finish()
        #expect(digest == whole.finalize())
        #expect(states == expected)
    }

    @Test func nothingHasTheDigestOfNothing() {
        let (digest, states) = StreamDigest(continuing: SHA256Hasher()).finish()
        #expect(digest == SHA256Digest(of: [UInt8]()))
        #expect(states.isEmpty)
    }
}
