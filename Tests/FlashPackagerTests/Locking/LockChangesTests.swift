import PythonPackaging
import Testing

@testable import FlashPackager

@Suite struct LockChangesTests {
    private static func versions(_ texts: [String: String]) throws -> [PackageName: Version] {
        var versions: [PackageName: Version] = [:]
        for (name, version) in texts { versions[PackageName(normalizing: name)] = try Version(version) }
        return versions
    }

    @Test(
        arguments: [
            ([:], [:], ""),
            (["a": "1"], ["a": "1.0"], ""),
            ([:], ["b": "2", "a": "1"], "added a 1, added b 2"),
            (["b": "2", "a": "1"], [:], "removed a 1, removed b 2"),
            (["a": "1", "b": "2"], ["b": "3rc1", "c": "1"], "added c 1, removed a 1, b 2 -> 3rc1"),
            (["a": "1"], ["a": "1+cpu"], "a 1 -> 1+cpu"),
        ] as [([String: String], [String: String], String)]
    )
    func tellsWhatDiffers(old: [String: String], new: [String: String], text: String) throws {
        let changes = LockChanges(from: try Self.versions(old), to: try Self.versions(new))
        #expect(changes.description == text)
        #expect(changes.isEmpty == text.isEmpty)
    }

    @Test func tellsTheFirstOfMany() throws {
        let many = try Self.versions(Dictionary(uniqueKeysWithValues: (100..<125).map { ("p\($0)", "1") }))
        let text = LockChanges(from: [:], to: many).description
        #expect(text.hasPrefix("added p100 1, added p101 1, "))
        #expect(text.hasSuffix(", added p119 1, and 5 more"))
    }
}
