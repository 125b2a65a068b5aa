import Digests
import Testing

@testable import FlashPackager

@Suite struct RecordedDigestsTests {
    private static let identity = FileIdentity(bytes: 1 << 40, modified: -5, changed: .max, inode: .max)

    private static func record(_ paths: [String]) -> RecordedDigests {
        paths.reduce(into: RecordedDigests()) { $0.append($1, identity, SHA256Digest(of: $1)) }
    }

    private static func found(_ paths: [String], in record: RecordedDigests) -> [String] {
        var record = record
        return paths.filter { record.next($0, identity) == SHA256Digest(of: $0) }
    }

    @Test(arguments: [
        ("a b c", "a b c", "a b c"),
        ("a b c", "a c", "a c"),
        ("a c", "a b c", "a c"),
        ("a b/c b/d", "0 a b b/c b/c/d b/d e", "a b/c b/d"),
        ("ä ü", "z ä ö ü", "ä ü"),
        ("", "a b", ""),
        ("a b", "", ""),
    ])
    func findsWhatIsInBoth(recorded: String, asked: String, found: String) {
        func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
        let record = RecordedDigests(encoded: Self.record(words(recorded)).encoded)
        #expect(Self.found(words(asked), in: record) == words(found))
    }

    @Test func anyOtherIdentityIsAnotherContent() {
        for change in [\FileIdentity.bytes, \.inode] as [WritableKeyPath<FileIdentity, UInt64>] {
            var (record, identity) = (Self.record(["a", "b"]), Self.identity)
            identity[keyPath: change] -= 1
            #expect(record.next("a", identity) == nil)
            #expect(record.next("b", Self.identity) != nil)
        }
        for change in [\FileIdentity.modified, \.changed] as [WritableKeyPath<FileIdentity, Int64>] {
            var (record, identity) = (Self.record(["a"]), Self.identity)
            identity[keyPath: change] -= 1
            #expect(record.next("a", identity) == nil)
        }
    }

    @Test func whatIsCutOffIsAbsent() {
        let encoded = Self.record(["first", "second"]).encoded
        for count in encoded.indices {
            let found = Self.found(["first", "second"], in: RecordedDigests(encoded: Array(encoded[..<count])))
            #expect(found == (count < encoded.count / 2 ? [] : ["first"]))
        }
    }
}
