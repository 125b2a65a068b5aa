import Foundation
import ManifestGen
import Testing

@Suite("Diagnostics for programs")
struct DiagnosticFormatsTests {
    private let finding = Diagnostic(
        .undeclaredDependency,
        "`PIL` is provided by nothing",
        at: SourceLocation(file: "workers/größe 1.py", line: 7, column: 12, endLine: 7, endColumn: 17),
        hint: "add `pillow` to `dependencies`",
        notes: [.init(message: "the function", location: .init(file: "workers/größe 1.py", line: 5, column: 1))]
    )

    @Test("JSON carries code, severity, message, location, hint and notes")
    func json() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = String(
            decoding: try encoder.encode([finding, Diagnostic(.missingAwait, "m", at: nil)]),
            as: UTF8.self
        )
        #expect(
            text == """
                [{"code":"FL004","hint":"add `pillow` to `dependencies`","location":\
                {"column":12,"endColumn":17,"endLine":7,"file":"workers/größe 1.py","line":7},\
                "message":"`PIL` is provided by nothing","notes":[{"location":\
                {"column":1,"file":"workers/größe 1.py","line":5},"message":"the function"}],"severity":"error"},\
                {"code":"FL006","message":"m","severity":"warning"}]
                """
        )
    }

    @Test("SARIF has the required structure: version, driver, rules, results that point at rules and regions")
    func sarif() throws {
        let bytes = try [finding, Diagnostic(.missingAwait, "m", at: nil)].sarif(version: "1.2.3")
        let log = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        #expect(log["version"] as? String == "2.1.0")
        #expect((log["$schema"] as? String)?.hasSuffix("sarif-schema-2.1.0.json") == true)
        let runs = try #require(log["runs"] as? [[String: Any]])
        let run = try #require(runs.first)
        #expect(runs.count == 1 && run["columnKind"] as? String == "unicodeCodePoints")
        let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        #expect(driver["name"] as? String == "flash" && driver["version"] as? String == "1.2.3")
        let rules = try #require(driver["rules"] as? [[String: Any]])
        #expect(rules.compactMap { $0["id"] as? String } == DiagnosticCode.allCases.map(\.rawValue))
        #expect(Set(rules.compactMap { $0["name"] as? String }).count == rules.count)
        for rule in rules {
            let id = try #require(rule["id"] as? String)
            #expect((rule["helpUri"] as? String) == "docs/diagnostics.md#\(id.lowercased())")
            for key in ["shortDescription", "fullDescription"] {
                let text = try #require((rule[key] as? [String: Any])?["text"] as? String)
                #expect(text.hasSuffix("."))
            }
            let level = (rule["defaultConfiguration"] as? [String: Any])?["level"] as? String
            #expect(level == "error" || level == "warning")
        }
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.count == 2)
        for result in results {
            let index = try #require(result["ruleIndex"] as? Int)
            #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
        }
        #expect(
            (results[0]["message"] as? [String: Any])?["text"] as? String == finding.message + "\n"
                + (finding.hint ?? "")
        )
        let place = try #require(
            (results[0]["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any]
        )
        let artifact = try #require(place["artifactLocation"] as? [String: String])
        #expect(artifact == ["uri": "workers/gr%C3%B6%C3%9Fe%201.py", "uriBaseId": "%SRCROOT%"])
        #expect(
            place["region"] as? [String: Int] == ["startLine": 7, "startColumn": 12, "endLine": 7, "endColumn": 17]
        )
        let related = try #require((results[0]["relatedLocations"] as? [[String: Any]])?.first)
        #expect(related["id"] as? Int == 1)
        #expect((results[1]["locations"] as? [Any])?.isEmpty == true)
    }

    @Test("Every rule has a section in the documentation")
    func documentation() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/diagnostics.md")
        let sections = try String(contentsOf: page, encoding: .utf8).split(separator: "\n").filter {
            $0.hasPrefix("## ")
        }
        #expect(sections.map(String.init) == DiagnosticCode.allCases.map { "## \($0.rawValue)" })
    }
}
