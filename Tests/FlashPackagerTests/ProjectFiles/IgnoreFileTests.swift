import Testing

@testable import FlashPackager

struct IgnoreFileTests {
    @Test func keepsLineNumbers() {
        let file = IgnoreFile(path: ".gitignore", content: Array("# top\n\n*.log\n  \n!keep.log\r\nlast".utf8))
        #expect(file.rules.map(\.line) == [3, 5, 6])
        #expect(file.rules.map(\.pattern.text) == ["*.log", "!keep.log", "last"])
    }

    @Test func skipsByteOrderMark() {
        let file = IgnoreFile(path: "", content: [0xEF, 0xBB, 0xBF] + Array("a\n".utf8))
        #expect(file.rules.map(\.pattern.text) == ["a"])
    }

    @Test func survivesArbitraryBytes() {
        var generator = SystemRandomNumberGenerator()
        let interesting = Array("*?[]!\\/-^: \n\r#a".utf8) + [0, 0xFF, 0xC3]
        for _ in 0..<2_000 {
            let content = (0..<40).map { _ in interesting.randomElement(using: &generator) ?? 0 }
            let file = IgnoreFile(path: "", content: content)
            let path = content.shuffled(using: &generator)
            path.withUnsafeBufferPointer {
                _ = file.decidingRule(path: $0[...], name: $0[20...], isDirectory: true)
            }
        }
    }
}
