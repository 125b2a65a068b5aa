import Foundation
import Testing

@testable import FlashPackager

/// Compares the walk with `git ls-files` on generated trees and patterns.
struct GitDifferentialTests {
    /// A reproducible source of random numbers (splitmix64).
    struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }

        mutating func pick<Element>(_ choices: [Element]) -> Element {
            choices[Int.random(in: 0..<choices.count, using: &self)]
        }
    }

    static let names = [
        "a", "b", "ab", "abc", "foo", "foo.py", "a.b", "a b", "b ", "#x", "!y", "x-y", "[a]", "*", "\\", "é", "0", "A",
    ]
    static let pieces = [
        "a", "b", "ab", "foo", "foo.py", ".py", "*", "*", "**", "**", "***", "?", "/", "/", "/", "[ab]", "[!a]", "[^b]",
        "[a-c]", "[]a]", "[[:alpha:]]", "[[:digit:]x]", "[a", "]", "\\", "\\*", "\\a", " ", "\\ ", "-", "#", "!", ".",
        "é",
        "[é]", "[\\]]", "[a-\\c]", "[--z]", "[[:nope:]]",
    ]

    static func pattern(_ generator: inout Generator) -> String {
        let negation = Int.random(in: 0..<4, using: &generator) == 0 ? "!" : ""
        let anchor = Int.random(in: 0..<4, using: &generator) == 0 ? "/" : ""
        let tail = generator.pick(["", "", "", "/", " ", "/*", "/**", "\r"])
        let count = Int.random(in: 1...4, using: &generator)
        return negation + anchor + (0..<count).map { _ in generator.pick(pieces) }.joined() + tail
    }

    static func ignoreFile(_ generator: inout Generator) -> String {
        let count = Int.random(in: 1...5, using: &generator)
        return (0..<count).map { _ in pattern(&generator) }.joined(separator: "\n") + generator.pick(["", "\n"])
    }

    static func fill(_ tree: TemporaryTree, _ prefix: String, depth: Int, _ generator: inout Generator) throws {
        for name in names.shuffled(using: &generator).prefix(Int.random(in: 2...7, using: &generator)) {
            if depth < 3 && Int.random(in: 0..<5, using: &generator) < 2 {
                try fill(tree, prefix + name + "/", depth: depth + 1, &generator)
            } else {
                try tree.write(prefix + name, "")
            }
        }
        if depth == 0 || Int.random(in: 0..<4, using: &generator) == 0 {
            try tree.write(prefix + ".gitignore", ignoreFile(&generator))
        }
    }

    static func untrackedFiles(of tree: TemporaryTree, repository: String) throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.currentDirectoryURL = URL(fileURLWithPath: tree.root)
        process.arguments = [
            "git", "-c", "core.excludesFile=/dev/null", "--git-dir", repository, "--work-tree", tree.root,
            "ls-files", "-z", "--others", "--exclude-standard",
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return data.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }.filter {
            !$0.hasSuffix(".gitignore")
        }
    }

    static func makeRepository(in tree: TemporaryTree) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "init", "--quiet", "--bare", tree.path("repository")]
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return tree.path("repository")
    }

    @Test(arguments: 0..<40)
    func agreesWithGit(seed: Int) throws {
        var generator = Generator(state: UInt64(seed))
        let scratch = try TemporaryTree()
        let repository = try Self.makeRepository(in: scratch)
        let tree = try TemporaryTree()
        try Self.fill(tree, "", depth: 0, &generator)
        for _ in 0..<15 {
            let root = Self.ignoreFile(&generator)
            try tree.write(".gitignore", root)
            let expected = try Self.untrackedFiles(of: tree, repository: repository).sorted {
                $0.utf8.lexicographicallyPrecedes($1.utf8)
            }
            let found = try tree.files()
            #expect(found == expected, "root ignore file: \(root.debugDescription)")
        }
    }
}
