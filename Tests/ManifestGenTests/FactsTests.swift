import Digests
import Foundation
import ManifestGen
import Testing

@Suite("Facts of sources")
struct FactsTests {
    /// A cache in memory; unchecked because a lock guards the entries.
    final class MemoryCache: ScanCache, @unchecked Sendable {
        private let lock = NSLock()
        private var stored: [SHA256Digest: [UInt8]] = [:]

        var count: Int { lock.withLock { stored.count } }
        func facts(for digest: SHA256Digest) -> [UInt8]? { lock.withLock { stored[digest] } }
        func store(_ facts: [UInt8], for digest: SHA256Digest) { lock.withLock { stored[digest] = facts } }
        func corrupt() { lock.withLock { stored = stored.mapValues { Array($0.dropLast()) } } }
    }

    private func facts(_ source: String) throws -> ModuleFacts {
        try #require(try scan(["m.py": source]).modules.first).facts
    }

    @Test(arguments: [
        ("def f(:\n", "FL001:1"),
        ("x = 1\ny = (\n", "FL001:2"),
        ("x = '\\0'\n\0", "FL001:1"),
        (String(repeating: "(", count: 5000), "FL001:1"),
        ("async def f(): pass\n\nresult = await f()\n", "FL001:3"),
        ("x = 1\nreturn x\n", "FL001:2"),
        ("def f(a, a): pass\n", "FL001:1"),
        ("x = 1\nbreak\n", "FL001:2"),
        ("# coding: nothing\nx = 1", "FL002:1"),
    ])
    func faultsHaveAPlace(source: String, finding: String) throws {
        let scanned = try scan(["m.py": source])
        #expect(scanned.findings.map { $0.prefix(5) } == [finding.prefix(5)])
        if !source.contains("\0"), source.count < 1000 { #expect(scanned.findings == [finding]) }
    }

    @Test func undecodableBytesAreReported() throws {
        let project = try Project([:])
        try project.write(Array("a = 1\nb = '".utf8) + [0xFF, 0xFE, UInt8(ascii: "'")], to: "m.py")
        #expect(try project.scan().findings == ["FL002:2"])
    }

    @Test func declaredEncodingsAreHonoured() throws {
        let project = try Project([:])
        try project.write(Array("# -*- coding: latin-1 -*-\nN = '".utf8) + [0xE9] + Array("'\n".utf8), to: "m.py")
        let facts = try #require(try project.scan().modules.first).facts
        #expect(facts.error == nil)
        #expect(facts.assignments.first?.value?.node == .string("é"))
    }

    @Test func deepExpressionsAreRead() throws {
        let sum = (0..<900).map { "'\($0)'" }.joined(separator: " + ")
        let facts = try facts("x = \(sum)\ny = 1\n")
        #expect(facts.error == nil)
        #expect(facts.assignments.map(\.target) == ["x", "y"])
    }

    @Test func namesOfModuleLevelAreFound() throws {
        let facts = try facts(
            """
            import numpy as np, json
            LIMIT = 3
            def helper(): pass
            class Base: pass
            def f(x: np.ndarray, y=LIMIT):
                import torch
                def inner():
                    return helper(), torch, local
                local = [np.sum(i) for i in x if i]
                try:
                    pass
                except ValueError as error:
                    print(error, json)
                with open("x") as handle:
                    handle.read()
                for item in range(3):
                    item
                return (lambda z: z + LIMIT)(local), inner
            """
        )
        let function = try #require(facts.definitions.first { $0.name == "f" })
        let reads = function.body.reads.map { "\($0.name):\($0.position.rawValue):\($0.span.line)" }
        #expect(
            reads == [
                "LIMIT:default:5", "np:annotation:5", "helper:body:8", "np:body:9", "json:body:13", "LIMIT:body:18",
            ]
        )
        let inner = try #require(facts.definitions.first { $0.name == "inner" })
        #expect(inner.enclosing == [.function])
        #expect(inner.body.reads.map(\.name) == ["helper"])
    }

    @Test(.enabled(if: Project.knowsMatch)) func capturesAreLocal() throws {
        let facts = try facts(
            """
            def f(x):
                match x:
                    case {"a": found, **rest}:
                        return found, rest, other
                    case [first, *more] as whole:
                        return first, more, whole
            """
        )
        #expect(facts.definitions.first?.body.reads.map(\.name) == ["other"])
    }

    @Test func resultsOfCallsAreFollowed() throws {
        let facts = try facts(
            """
            async def f():
                a = await g(1)
                g(2)
                t = [g(i) for i in range(3)]
                await asyncio.gather(*t, g(4))
                await t
                print(a.output, a["k"], (await h()).error)
                return g(5)
            """
        )
        let body = try #require(facts.definitions.first).body
        let uses = body.calls.filter { $0.callee == "g" }.map {
            "\($0.use.rawValue):\($0.argumentOf ?? "-"):\($0.targets)"
        }
        #expect(
            uses == [
                "awaited:-:[\"a\"]", "discarded:-:[]", "assigned:-:[\"t\"]", "argument:asyncio.gather:[]",
                "returned:-:[]",
            ]
        )
        #expect(body.awaits.map(\.path) == ["t"])
        let accesses = body.accesses.map { "\($0.name ?? $0.callee ?? "-").\($0.member ?? "[]")" }
        #expect(accesses == ["a.output", "a.[]", "h.error"])
    }

    @Test func columnsCountCodePoints() throws {
        let facts = try facts("ä = '🎉'; b = 'x'\n")
        #expect(facts.assignments.map(\.span.column) == [1, 10])
    }

    @Test func commentsAreFound() throws {
        let facts = try facts("x = '# flash: no'\n# flash: ignore[FL003]\ny = 1  # flash: ignore\n")
        #expect(facts.comments.map(\.line) == [2, 3])
        #expect(facts.comments.map(\.standsAlone) == [true, false])
    }

    @Test func unchangedFilesAreNotReadAgain() throws {
        let cache = MemoryCache()
        let project = try Project(["a.py": "A = 1", "b.py": "B = 2"])
        _ = try project.scan(cache: cache)
        // The third is what is remembered of the interpreter.
        #expect(cache.count == 3)
        let scanner = ProjectScanner(python: "/nonexistent/python3", cache: cache, environment: [:])
        #expect(try scanner.scan(root: "", files: project.files).modules.count == 2)
        cache.corrupt()
        #expect(try project.scan(cache: cache).modules.map(\.facts.assignments.count) == [1, 1])
    }

    @Test func olderInterpretersAreNamed() throws {
        let finding = try #require(try scan(["m.py": "x = "]).diagnostics.first)
        #expect(finding.hint?.contains("FLASH_PYTHON") == Project.isOlderThanTarget)
    }

    @Test func faultsAreNotCached() throws {
        let cache = MemoryCache()
        _ = try Project(["a.py": "def"]).scan(cache: cache)
        #expect(cache.count == 1)
        #expect(try Project(["a.py": "def"]).scan(cache: cache).diagnostics.count == 1)
    }

    @Test func manyFilesPassWithoutDeadlock() throws {
        let source = (0..<300).map { "def f\($0)(a, b): return g(a, b, [\($0)])\n" }.joined()
        let sources = Dictionary(uniqueKeysWithValues: (0..<40).map { ("m\($0).py", source + "# \($0)") })
        let scanned = try scan(sources)
        #expect(scanned.modules.allSatisfy { $0.facts.definitions.count == 300 })
    }
}
