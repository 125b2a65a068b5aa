import ArtifactCache
import Digests
import Foundation
import HTTPTransport
import Testing

@testable import PythonPackaging

/// What an index may serve to mislead, to steer a terminal, or to use up what the machine has.
@Suite struct HostileInputTests {
    private let project = PackageName(normalizing: "de-mo")

    private func json(_ text: String) throws -> [DistributionFile] {
        let base = try #require(HTTPURL("https://index.test/simple/de-mo/"))
        return try IndexPage.json(Array(text.utf8), project: project, base: base).files
    }

    @Test(arguments: [
        ("plain", "plain"), ("two\nlines", "two\nlines"), ("\u{1B}[31m", "\\u{1b}[31m"), ("a\rb", "a\\u{d}b"),
        ("\u{202E}live", "\\u{202e}live"), ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"), ("\u{9B}0m", "\\u{9b}0m"),
        ("\u{2028}", "\\u{2028}"), ("naïve 文字 😀", "naïve 文字 😀"), ("\u{200B}", "\\u{200b}"), ("\0", "\\u{0}"),
    ])
    func escapesWhatSteersTerminals(text: String, shown: String) {
        #expect(text.escapingControls() == shown)
    }

    @Test func quotesOneShortLine() {
        #expect("a\nb".quotable() == "a\\u{a}b")
        #expect(String(repeating: "9", count: 1000).quotable(limit: 5) == "99999…")
        #expect("12345".quotable(limit: 5) == "12345")
    }

    @Test(arguments: [
        ("de_mo-1.0-py3-none-any.whl", "1.0"), ("DE.-_MO-1.0.tar.gz", "1.0"), ("de--mo-1.0.zip", "1.0"),
        ("demo-1.0.zip", nil), ("de-mo-x-1.0.zip", nil), ("de-mo-.zip", nil), ("de-mo.zip", nil),
        ("de-mo_-1.0.zip", nil),
        ("de-mo--1.0.zip", nil), ("de-1.0.zip", nil), ("de-.zip", nil), ("-de-mo-1.0.zip", nil), ("de-mp-1.0.zip", nil),
        ("de_mo-1.0-py3-none-\u{1B}[2Jany.whl", nil), ("de_mo-1.0-py3-none-\u{202E}any.whl", nil),
        ("de_mo-1.0-1\n-py3-none-any.whl", nil), ("de-mo-1.0 .zip", nil), ("other-1.0-py3-none-any.whl", nil),
    ])
    func takesOnlyTheProjectsOwnFiles(filename: String, version: String?) {
        let classifier = FilenameClassifier(project: project)
        #expect(classifier.classify(filename)?.1.description == version)
    }

    @Test(arguments: [
        ("281474976710656", 281_474_976_710_656), ("281474976710657", nil), ("18446744073709551615", nil),
        ("99999999999999999999999999", nil), ("1e400", nil), ("-1", nil), ("0", 0),
    ])
    func believesOnlySizesThatCanBeAddedUp(size: String, bytes: UInt64?) throws {
        let files = try json(#"{"files":[{"filename":"de_mo-1.0-py3-none-any.whl","url":"w","size":\#(size)}]}"#)
        #expect(files.map(\.bytes) == [bytes])
    }

    @Test func showsNothingThatSteersTerminals() throws {
        let file =
            #"{"filename":"de_mo-1.0-py3-none-any.whl","url":"w","yanked":"a\u001b[2J\nb","requires-python":">=3\u202e"}"#
        let found = try #require(try json(#"{"files":[\#(file)]}"#).first)
        #expect(found.yankedReason == "a\\u{1b}[2J b")
        #expect(found.requiresPython == ">=3\\u{202e}")
    }

    @Test func readsOnlySoManyFiles() throws {
        let base = try #require(HTTPURL("https://index.test/simple/de-mo/"))
        let file = #"{"filename":"de_mo-1-py3-none-any.whl","url":"w"}"#
        let entries = Array(repeating: file, count: IndexPage.maximumFiles + 1).joined(separator: ",")
        let links = String(repeating: "<a href=de-mo-1.zip>", count: IndexPage.maximumFiles + 1)
        for read in [
            { try IndexPage.json(Array("{\"files\":[\(entries)]}".utf8), project: project, base: base) },
            { try IndexPage.html(Array(links.utf8), project: project, base: base) },
        ] {
            #expect { _ = try read() } throws: { ($0 as? IndexPageError)?.reason == "too many files" }
        }
    }

    @Test func takesOnlySoMuchOfAFileWithoutASize() throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("flash-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let file = try #require(DistributionFile(direct: "https://index.test/de_mo-1.0-py3-none-any.whl"))
        let target = DownloadTarget(file: file, store: try ArtifactStore(directory: directory), limit: 8)
        try target.start()
        let bytes = [UInt8](repeating: 0, count: 8)
        try bytes.withUnsafeBytes { try target.append($0) }
        #expect { try bytes.withUnsafeBytes { try target.append($0) } } throws: {
            ($0 as? IndexError)?.kind == .sizeMismatch
        }
        target.cancel()
    }

    @Test(arguments: [
        (
            "Requires-Dist: x==" + String(repeating: "9", count: 1 << 17),
            CoreMetadataError.Kind.tooLong("Requires-Dist")
        ),
        ("Requires-Dist: x[\((0...500).map { "e\($0)" }.joined(separator: ","))]", .tooLong("Requires-Dist")),
        (String(repeating: "Requires-Dist: x\n", count: 20_001), .tooLong("Requires-Dist")),
    ])
    func refusesMetadataBeyondMeasure(text: String, kind: CoreMetadataError.Kind) {
        #expect { _ = try CoreMetadata(Array("Name: x\nVersion: 1\n\(text)\n".utf8)) } throws: {
            ($0 as? CoreMetadataError)?.kind == kind
        }
    }

    @Test func messagesAboutMetadataAreShort() {
        for field in [
            "Name: \u{1B}" + String(repeating: "x", count: 900) + "\u{202E}",
            "Name: x\nVersion: 1\nRequires-Dist: y \u{202E}",
        ] {
            #expect { _ = try CoreMetadata(Array("\(field)\nVersion: 1\n".utf8)) } throws: { error in
                let text = String(describing: error)
                return text.utf8.count < 600 && text.escapingControls(keepingLines: false) == text
            }
        }
    }

    @Test(arguments: ["\u{1B}", "\n", "\u{202E}", "\u{85}"])
    func markersHoldNoControlCharacters(character: String) {
        #expect { _ = try Marker("os_name == 'a\(character)b'") } throws: {
            ($0 as? RequirementError)?.message == "a control character cannot be part of quoted text"
        }
    }

    @Test(arguments: ["x===1\u{1B}[2J", "x @ https://h/\u{1B}[2J", "x===\u{202E}", "x @ https://h/\u{202E}.whl"])
    func requirementsHoldNoControlCharacters(text: String) {
        #expect { _ = try Requirement(text) } throws: {
            ($0 as? RequirementError)?.message.hasPrefix("a control character cannot be part of") == true
        }
    }

    @Test func theWheelsOwnMetadataIsKeptByDigest() throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("flash-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let kept = WheelMetadataStore(try ArtifactStore(directory: directory))
        let wheel = SHA256Digest(of: "wheel")
        #expect(try kept.metadata(of: wheel) == nil)
        try kept.record(Array("Name: x\nVersion: 1\nRequires-Dist: y>1\n\nLong text\n".utf8), of: wheel)
        #expect(try kept.isKnown(wheel))
        #expect(try kept.metadata(of: wheel)?.requiresDist.map(\.description) == ["y>1"])
    }
}
