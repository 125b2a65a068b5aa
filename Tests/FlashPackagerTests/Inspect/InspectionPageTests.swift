import Foundation
import Testing

@testable import FlashPackager

@Suite struct InspectionPageTests {
    private func page(_ files: [InspectedFile], project: String = "demo") -> String {
        let inspection = Inspection(
            project: project,
            pythonVersion: "3.12",
            archive: .init(path: "/tmp/a.tar.gz", bytes: 100),
            sizeLimit: 1000,
            packages: [
                .init(name: "pkg", version: "1", bytes: 60, requiredBy: ["requirements.txt:2"], dependencies: [])
            ],
            excluded: [],
            projectBytes: 40,
            files: files
        )
        return InspectionPage(inspection).html
    }

    private func data(_ page: String) throws -> [String: Any] {
        let start = try #require(page.range(of: "id=\"artifact\">"))
        let end = try #require(page.range(of: "</script>", range: start.upperBound..<page.endIndex))
        let json = try JSONSerialization.jsonObject(with: Data(page[start.upperBound..<end.lowerBound].utf8))
        return try #require(json as? [String: Any])
    }

    @Test func nestsFilesByDirectory() throws {
        let files = ["pkg/b.py", "pkg/a/x.py", "pkg/a/y.py", "z"].map {
            InspectedFile(path: $0, package: $0 == "z" ? nil : "pkg", bytes: 1, unpackedBytes: 2)
        }
        let packages = try #require(try data(page(files))["packages"] as? [[String: Any]])
        let trees = try packages.map {
            try String(decoding: JSONSerialization.data(withJSONObject: $0["tree"] as Any), as: UTF8.self)
        }
        #expect(trees == [#"[["pkg",[["a",[["x.py",1,2],["y.py",1,2]]],["b.py",1,2]]]]"#, #"[["z",1,2]]"#])
        #expect(packages[0]["why"] as? String == "requirements.txt:2")
    }

    @Test(arguments: [
        "</script><script>alert(1)</script>", "<!--", "]]>&amp;", "{{data}}", "\"\\\u{1}\u{2028}\u{7F}", "🙂/é",
        String(repeating: "d/", count: 500) + "deep", "/", "",
    ])
    func namesStayData(name: String) throws {
        let html = page([InspectedFile(path: name, package: nil, bytes: 1, unpackedBytes: 1)], project: name)
        #expect(html.components(separatedBy: "<script").count == 3)
        #expect(html.components(separatedBy: "</script").count == 3)
        #expect(!html.contains("<!--"))
        #expect(try data(html)["project"] as? String == name)
    }

    @Test func thePolicyAllowsOnlyItsOwnScript() throws {
        let html = page([])
        let policy = try #require(html.firstMatch(of: #/Content-Security-Policy" content="([^"]*)"/#)).1
        #expect(policy.hasPrefix("default-src 'none'; style-src 'sha256-"))
        #expect(!policy.contains("unsafe"))
        #expect(!html.contains("{{"))
        #expect(html.firstMatch(of: #/ on[a-z]+="/#) == nil)
    }
}
