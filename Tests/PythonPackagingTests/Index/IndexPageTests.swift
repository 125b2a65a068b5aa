import ArtifactCache
import Digests
import Foundation
import HTTPTransport
import Testing

@testable import PythonPackaging

@Suite struct IndexPageTests {
    let base = HTTPURL("https://index.test/simple/demo/")
    let project = PackageName(normalizing: "demo")
    let digest = String(repeating: "ab", count: 32)

    private func json(_ text: String) throws -> [DistributionFile] {
        try IndexPage.json(Array(text.utf8), project: project, base: try #require(base)).files
    }

    private func html(_ text: String) throws -> [DistributionFile] {
        try IndexPage.html(Array(text.utf8), project: project, base: try #require(base)).files
    }

    @Test func readsEveryFieldOfJSON() throws {
        let files = try json(
            #"""
            {"versions": ["1.0"], "files": [
              {"url": "https://files.test/a/demo-1.0-py3-none-any.whl", "filename": "demo-1.0-py3-none-any.whl",
               "hashes": {"md5": "x", "sha256": "\#(digest)"}, "size": 12345, "requires-python": ">=3.9,<4",
               "yanked": "broken \"build\" \u00e9\ud83d\ude00\/", "upload-time": "2026-09-13T12:00:13.123456Z",
               "core-metadata": {"sha256": "\#(digest)"}, "gpg-sig": null, "provenance": [1, {"a": -1.5e3}, true]},
              {"filename": "demo-0.9.tar.gz", "url": "../../demo%2D0.9.tar.gz#sha256=00", "hashes": {},
               "requires-python": null, "yanked": false, "dist-info-metadata": false, "upload-time": "2026-09-13T12:00:13Z"}
            ], "meta": {"_last-serial": 1, "api-version": "1.4"}, "name": "demo"}
            """#
        )
        try #require(files.count == 2)
        #expect(files[0].kind == .wheel)
        #expect(files[0].version == (try Version("1.0")))
        #expect(files[0].url == "https://files.test/a/demo-1.0-py3-none-any.whl")
        #expect(files[0].sha256?.hex == digest)
        #expect(files[0].bytes == 12345)
        #expect(files[0].requiresPython == ">=3.9,<4")
        #expect(files[0].yanked)
        #expect(files[0].yankedReason == "broken \"build\" é😀/")
        #expect(files[0].uploadTime == "2026-09-13T12:00:13Z")
        #expect(files[0].hasMetadata)
        #expect(files[0].metadataSHA256?.hex == digest)
        #expect(files[0].wheel?.name == project)
        #expect(files[1].kind == .sourceDistribution)
        #expect(files[1].url == "https://index.test/demo%2D0.9.tar.gz")
        #expect(!files[1].yanked)
        #expect(!files[1].hasMetadata)
        #expect(files[1].sha256 == nil)
        #expect(files[1].uploadTime == "2026-09-13T12:00:13Z")
    }

    @Test(arguments: [
        ("", 0), ("{", 1), ("[]", 0), ("{}", 0), (#"{"files": []} x"#, 14), (#"{"files": [{"filename": 7}]}"#, 24),
        (#"{"files": [{"filename": "a"#, 26), (#"{"files": [{"filename": "a\"#, 27), (#"{"files": [{}"#, 13),
        (#"{"files": [{"size": }]}"#, 20), (#"{"files": nul}"#, 10), (#"{"files": [{"url": "\x"}]}"#, nil),
        (#"{"meta": {"api-version": "2.0"}, "files": []}"#, 25), ("{\"files\": [{\"filename\": \"a\nb\"}]}", 26),
        (#"{"files": [{"hashes": {"sha256": "zz"}}]}"#, 34), (#"{"files": [,]}"#, 11), (#"{"files": [] "a": 1}"#, 13),
    ])
    func refusesMalformedJSON(text: String, offset: Int?) throws {
        do throws(IndexPageError) {
            guard let base else { return }
            let page = try IndexPage.json(Array(text.utf8), project: project, base: base)
            #expect(offset == nil && page.files.isEmpty)
        } catch {
            #expect(error.offset == offset)
            #expect(!error.reason.isEmpty)
        }
    }

    @Test func limitsNesting() {
        let bombs = [String(repeating: "[", count: 100_000), String(repeating: #"{"a":"#, count: 100_000)]
        for bomb in bombs {
            #expect(throws: IndexPageError.self) { try json(#"{"a": "# + bomb) }
        }
    }

    @Test func survivesEveryTruncation() throws {
        let text =
            #"{"files": [{"filename": "demo-1.0.zip", "url": "u\u00e9", "size": 1, "yanked": "\n"}], "a": [1, null]}"#
        for length in 0..<text.utf8.count {
            #expect(throws: IndexPageError.self) {
                try IndexPage.json(Array(text.utf8.prefix(length)), project: project, base: try #require(base))
            }
        }
    }

    @Test func survivesDamage() throws {
        let page =
            #"{"files": [{"filename": "demo-1.0.zip", "url": "u\u00e9", "size": 1, "yanked": "\n"}], "a": [1, null]}"#
        let markup = "<base href='/x/'><!-- c --><a href=\"demo-1.0.zip#sha256=00&amp;x\" data-yanked='&#x41;'>demo</a>"
        var random = SystemRandomNumberGenerator()
        let base = try #require(base)
        for _ in 0..<2000 {
            var json = Array(page.utf8)
            var html = Array(markup.utf8)
            for _ in 0..<3 {
                json[Int.random(in: json.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
                html[Int.random(in: html.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            _ = try? IndexPage.json(json, project: project, base: base)
            _ = try? IndexPage.html(html, project: project, base: base)
        }
    }

    @Test(arguments: [
        ("ftp://host/demo-1.0.zip", nil), ("javascript:alert(1)", nil),
        ("https://host]/demo-1.0.zip", nil), ("https://host:port/demo-1.0.zip", nil),
        ("https://host:8080/demo-1.0.zip", "https://host:8080/demo-1.0.zip"),
        ("https://user:secret@host/demo-1.0.zip", "https://host/demo-1.0.zip"),
        ("https://host/a/../demo-1.0.zip", "https://host/demo-1.0.zip"),
        ("/demo-1.0.zip", "https://index.test/demo-1.0.zip"),
        ("demo 1.zip", "https://index.test/simple/demo/demo%201.zip"),
        ("https://host/x@y/demo-1.0.zip?a=b", "https://host/x@y/demo-1.0.zip?a=b"),
    ])
    func resolvesLinks(link: String, expected: String?) throws {
        let files = try json(#"{"files": [{"filename": "demo-1.0.zip", "url": "\#(link)"}]}"#)
        #expect(files.first?.url == expected)
    }

    @Test(arguments: [
        ("demo-1.0-py3-none-any.whl", "1.0", DistributionFile.Kind.wheel),
        ("Demo-1.0-1-cp312-cp312-manylinux_2_28_x86_64.whl", "1.0", .wheel),
        ("demo-1.0.tar.gz", "1.0", .sourceDistribution), ("demo-1.0rc1.zip", "1.0rc1", .sourceDistribution),
        ("DEMO-1.0.post1.tar.bz2", "1.0.post1", .sourceDistribution),
        ("demo-1.0.win32-py2.4.exe", nil, nil), ("demo-1.0-py3.5.egg", nil, nil), ("other-1.0.tar.gz", nil, nil),
        ("demo-extra-1.0.tar.gz", nil, nil), ("other-1.0-py3-none-any.whl", nil, nil),
        ("demo-x-py3-none-any.whl", nil, nil),
        ("demo.whl", nil, nil), ("", nil, nil), ("demo-1.0.tar.gz.asc", nil, nil), ("a/demo-1.0.tar.gz", nil, nil),
    ])
    func classifiesFileNames(name: String, version: String?, kind: DistributionFile.Kind?) throws {
        let classifier = FilenameClassifier(project: project)
        for _ in 0..<2 {
            let found = classifier.classify(name)
            #expect(found?.0 == kind)
            #expect(try found?.1 == version.map { try Version($0) })
        }
    }

    @Test func findsVersionsBehindHyphenatedNames() throws {
        let classifier = FilenameClassifier(project: PackageName(normalizing: "zope-interface"))
        #expect(classifier.classify("zope.interface-5.0.tar.gz")?.1 == (try Version("5.0")))
        #expect(classifier.classify("zope-interface-5.1.tar.gz")?.1 == (try Version("5.1")))
        #expect(classifier.classify("zope_interface-5.2-py3-none-any.whl")?.1 == (try Version("5.2")))
    }

    @Test func readsHTML() throws {
        let files = try html(
            """
            <!DOCTYPE html><html><head><meta name="pypi:repository-version" content="1.0"><base href="/files/"></head>
            <!-- <a href="demo-9.0.zip">no</a> --><body>
            <a data-requires-python="&gt;=3.9" href='demo-1.0-py3-none-any.whl#sha256=\(digest)&amp;x=1'
               data-core-metadata="sha256=\(digest)" data-yanked="bad &amp; old">demo</a>
            <A HREF=demo-0.9%2Blocal.tar.gz data-yanked>sdist</A><a name="top">no link</a>
            <a href="https://u:p@other.test/demo-0.8.zip?x=1&amp;y=2" data-dist-info-metadata="true">three</a>
            <a href="../">up</a><a href="demo-0.7.zip
            """
        )
        try #require(files.count == 4)
        #expect(files[0].url == "https://index.test/files/demo-1.0-py3-none-any.whl")
        #expect(files[0].sha256?.hex == digest)
        #expect(files[0].requiresPython == ">=3.9")
        #expect(files[0].metadataSHA256?.hex == digest)
        #expect(files[0].yankedReason == "bad & old")
        #expect(files[1].filename == "demo-0.9+local.tar.gz")
        #expect(files[1].yanked)
        #expect(files[1].yankedReason == nil)
        #expect(files[2].url == "https://other.test/demo-0.8.zip?x=1&y=2")
        #expect(files[2].hasMetadata)
        #expect(files[2].metadataSHA256 == nil)
    }

    @Test(arguments: [
        "", "<", "<a", "<a href", "<a href=", "<a href='", "<!--", "<!", "</a>", "&#xFFFFFFFFF;",
        "<a href=\"&#0;&#xD800;&bad;&\">",
    ])
    func survivesBrokenHTML(text: String) throws {
        #expect(try html(text).isEmpty)
    }

    @Test func refusesNewerHTML() {
        #expect(throws: IndexPageError.self) {
            try html(#"<meta name="pypi:repository-version" content="2.0">"#)
        }
    }

    @Test func keepsPagesCompactly() throws {
        var page = IndexPage(
            files: try json(
                #"""
                {"files": [{"filename": "demo-1.0.zip", "url": "https://f.test/demo-1.0.zip", "size": 300,
                "hashes": {"sha256": "\#(digest)"}, "yanked": "why", "requires-python": ">=3", "core-metadata": true,
                "upload-time": "2026-09-13T12:00:13Z"}, {"filename": "demo-1.0.tar.gz", "url": "https://f.test/x?y",
                "requires-python": ">=3", "yanked": true, "core-metadata": {"sha256": "\#(digest)"}}]}
                """#
            )
        )
        page.entityTag = "\"tag\""
        let encoded = page.encoded()
        #expect(IndexPage(encoded: FixedBytes(encoded)) == page)
        for length in encoded.indices {
            #expect(IndexPage(encoded: FixedBytes(Array(encoded[..<length]))) == nil)
        }
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            var damaged = encoded
            damaged[Int.random(in: damaged.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            _ = IndexPage(encoded: FixedBytes(damaged))
        }
    }
}
