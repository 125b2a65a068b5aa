import Testing

@testable import FlashPackager

struct IgnorePatternTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var pattern: String
        var matching: [String] = []
        var other: [String] = []

        var testDescription: String { pattern }
    }

    /// Paths that end with `/` are directories.
    static func matches(_ pattern: String, _ path: String) throws -> Bool {
        let compiled = try #require(IgnorePattern(line: Array(pattern.utf8)[...]))
        let isDirectory = path.hasSuffix("/")
        let bytes = Array(isDirectory ? path.dropLast().utf8 : path[...].utf8)
        let nameStart = (bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
        return bytes.withUnsafeBufferPointer {
            compiled.matches(path: $0[...], name: $0[nameStart...], isDirectory: isDirectory)
        }
    }

    @Test(arguments: [
        Case(pattern: "a.txt", matching: ["a.txt", "d/a.txt", "a.txt/"], other: ["a.txt.b", "ba.txt", "atxt"]),
        Case(pattern: "/a.txt", matching: ["a.txt"], other: ["d/a.txt"]),
        Case(pattern: "d/a", matching: ["d/a"], other: ["x/d/a", "a"]),
        Case(pattern: "build/", matching: ["build/", "x/build/"], other: ["build", "x/build"]),
        Case(pattern: "*.py[co]", matching: ["a.pyc", "x/b.pyo"], other: ["a.py", "a.pyd", "a.pycc"]),
        Case(pattern: "*", matching: ["a", "a/b", ".c"]),
        Case(pattern: "/*", matching: ["a", ".c"], other: ["a/b"]),
        Case(pattern: "a/*", matching: ["a/b", "a/b/"], other: ["a/b/c", "a"]),
        Case(pattern: "a/**", matching: ["a/b", "a/b/c"], other: ["a", "b/a/c"]),
        Case(pattern: "**/a", matching: ["a", "x/a", "x/y/a"], other: ["ba", "x/ba"]),
        Case(pattern: "**/a/b", matching: ["a/b", "x/a/b"], other: ["x/a/c/b"]),
        Case(pattern: "a/**/b", matching: ["a/b", "a/x/b", "a/x/y/b"], other: ["ab", "a/xb", "x/a/b"]),
        Case(pattern: "a/**/b/**/c", matching: ["a/b/c", "a/b/b/c", "a/x/b/y/z/c"], other: ["a/c", "a/b/cc"]),
        Case(pattern: "a**/b", matching: ["a/b", "ax/b", "a/x/b"], other: ["b"]),
        Case(pattern: "x/*a*b*", matching: ["x/ab", "x/1a2b3", "x/aab"], other: ["x/ba", "x/a/b", "x/a"]),
        Case(pattern: "?.txt", matching: ["a.txt"], other: [".txt", "ab.txt"]),
        Case(pattern: "x?y", matching: ["xay"], other: ["x/y"]),
        Case(pattern: "[!a-c]x", matching: ["dx", "-x"], other: ["ax", "bx", "cx"]),
        Case(pattern: "[^a]", matching: ["b"], other: ["a"]),
        Case(pattern: "[]x]", matching: ["]", "x"], other: ["[", "a"]),
        Case(pattern: "[!]x]", matching: ["a"], other: ["]", "x"]),
        Case(pattern: "[a-]", matching: ["a", "-"], other: ["b"]),
        Case(pattern: "[--0]", matching: ["-", ".", "0"], other: ["1"]),
        Case(pattern: "[\\]a]", matching: ["]", "a"], other: ["\\"]),
        Case(pattern: "[[:digit:]_]", matching: ["5", "_"], other: ["a", ":"]),
        Case(pattern: "[[:alpha:][:digit:]]", matching: ["q", "7"], other: ["_"]),
        Case(pattern: "[[:x]", matching: ["[", ":", "x"], other: ["a"]),
        Case(pattern: "d[/]a", other: ["d/a"]),
        Case(pattern: "\\!a", matching: ["!a"], other: ["a"]),
        Case(pattern: "\\#a", matching: ["#a"], other: ["a"]),
        Case(pattern: "\\*", matching: ["*"], other: ["a"]),
        Case(pattern: "a\\ ", matching: ["a "], other: ["a"]),
        Case(pattern: "a   ", matching: ["a"], other: ["a   "]),
        Case(pattern: " a", matching: [" a"], other: ["a"]),
        Case(pattern: "a b", matching: ["a b"]),
        Case(pattern: "a\t", matching: ["a\t"], other: ["a"]),
        Case(pattern: "//a", other: ["a", "x/a"]),
        Case(pattern: "a//", other: ["a", "a/"]),
        Case(pattern: "größe*", matching: ["größe.txt"], other: ["grösse"]),
    ])
    func matching(_ example: Case) throws {
        for path in example.matching { #expect(try Self.matches(example.pattern, path), "\(path)") }
        for path in example.other { #expect(try !Self.matches(example.pattern, path), "\(path)") }
    }

    @Test(arguments: ["", "   ", "# comment", "#", "!", "/", "a\\", "[a", "[", "[!]", "[[:nope:]]", "x[a-"])
    func nothingToMatch(_ line: String) {
        #expect(IgnorePattern(line: Array(line.utf8)[...]) == nil)
    }

    @Test func flags() throws {
        let pattern = try #require(IgnorePattern(line: Array("!/a/b/".utf8)[...]))
        #expect(pattern.isNegated && pattern.isDirectoryOnly && pattern.isAnchored)
        #expect(pattern.text == "!/a/b/")
    }

    @Test func wildcardsDoNotMultiply() throws {
        let text = String(repeating: "a", count: 4_000)
        #expect(try !Self.matches(String(repeating: "*a", count: 200) + "b", text))
        let deep = Array(repeating: "a", count: 1_000).joined(separator: "/")
        #expect(try !Self.matches(String(repeating: "**/a/", count: 30) + "b", deep))
    }
}
