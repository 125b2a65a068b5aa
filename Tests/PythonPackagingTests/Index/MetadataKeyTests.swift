import Digests
import HTTPTransport
import Testing

@testable import PythonPackaging

/// The names that pages give to the metadata file (PEP 658), the former ones included (PEP 714).
@Suite struct MetadataKeyTests {
    private static let current = SHA256Digest(of: "current").hex
    private static let former = SHA256Digest(of: "former").hex

    @Test(arguments: [
        (#""core-metadata": {"sha256": "\#(current)"}"#, true, current),
        (#""dist-info-metadata": {"sha256": "\#(former)"}"#, true, former),
        (#""data-dist-info-metadata": {"sha256": "\#(former)"}"#, true, former),
        (#""core-metadata": true"#, true, nil), (#""dist-info-metadata": true"#, true, nil),
        (#""core-metadata": {}"#, true, nil), (#""core-metadata": false"#, false, nil),
        (#""core-metadata": {"sha256": "\#(current)"}, "dist-info-metadata": {"sha256": "\#(former)"}"#, true, current),
        (#""dist-info-metadata": {"sha256": "\#(former)"}, "core-metadata": {"sha256": "\#(current)"}"#, true, current),
        (#""dist-info-metadata": {"sha256": "\#(former)"}, "core-metadata": false"#, false, nil),
        (#""core-metadata": false, "data-dist-info-metadata": true"#, false, nil), (#""size": 1"#, false, nil),
    ])
    func readsJSON(fields: String, isServed: Bool, digest: String?) throws {
        let text = #"{"files": [{"filename": "demo-1.0-py3-none-any.whl", "url": "x.whl", \#(fields)}]}"#
        let project = PackageName(normalizing: "demo")
        let base = try #require(HTTPURL("https://index.test/simple/demo/"))
        let file = try #require(try IndexPage.json(Array(text.utf8), project: project, base: base).files.first)
        #expect(file.hasMetadata == isServed)
        #expect(file.metadataSHA256?.hex == digest)
    }

    @Test(arguments: [
        ("data-core-metadata='sha256=\(current)'", true, current),
        ("data-dist-info-metadata='sha256=\(former)'", true, former), ("data-core-metadata='true'", true, nil),
        ("data-core-metadata='sha256=\(current)' data-dist-info-metadata='sha256=\(former)'", true, current),
        ("data-dist-info-metadata='sha256=\(former)' data-core-metadata='sha256=\(current)'", true, current),
        ("data-core-metadata='false' data-dist-info-metadata='true'", false, nil), ("data-yanked", false, nil),
    ])
    func readsHTML(attributes: String, isServed: Bool, digest: String?) throws {
        let text = "<a href='demo-1.0-py3-none-any.whl' \(attributes)>demo</a>"
        let project = PackageName(normalizing: "demo")
        let base = try #require(HTTPURL("https://index.test/simple/demo/"))
        let file = try #require(try IndexPage.html(Array(text.utf8), project: project, base: base).files.first)
        #expect(file.hasMetadata == isServed)
        #expect(file.metadataSHA256?.hex == digest)
    }
}
