import Digests
import Foundation
import ManifestGen
import Testing

/// The projects of fixtures/, scanned and checked as a build does it.
@Suite("Findings of the fixtures")
struct FixtureFindingsTests {
    private struct Expected: Decodable {
        struct Step: Decodable {
            let diagnostics: [String]?
        }
        let steps: [Step]
    }

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../fixtures")
        .standardizedFileURL

    static let names: [String] = {
        let walker = FileManager.default.enumerator(atPath: root.path(percentEncoded: false))
        return (walker?.allObjects as? [String] ?? []).filter { $0.hasSuffix("/expected.json") }
            .map { String($0.dropLast("/expected.json".count)) }.sorted()
    }()

    @Test("A project gives the findings its expected.json lists and no others", arguments: names)
    func findings(name: String) throws {
        let project = Self.root.appending(path: name)
        let data = try Data(contentsOf: project.appending(path: "expected.json"))
        let step = try #require(try JSONDecoder().decode(Expected.self, from: data).steps.first)
        guard let expected = step.diagnostics else { return }
        let directory = project.path(percentEncoded: false)
        let paths = (FileManager.default.enumerator(atPath: directory)?.allObjects as? [String] ?? [])
        let files = try paths.filter { $0.hasSuffix(".py") }.map { path in
            let file = project.appending(path: path)
            let digest = SHA256Digest(of: try [UInt8](Data(contentsOf: file)))
            return SourceFile(path: path, absolutePath: file.path(percentEncoded: false), digest: digest)
        }
        let scanned = try ProjectScanner(python: nil, cache: nil, environment: ["PATH": path]).scan(
            root: directory,
            files: files
        )
        let requirements = try? String(contentsOf: project.appending(path: "requirements.txt"), encoding: .utf8)
        let declared =
            scanned.functions.flatMap(\.dependencies).map(\.text)
            + (requirements ?? "").split(separator: "\n").map(String.init)
        let found = scanned.findings(packages: .declared(declared), pythonMinor: 12)
        var left = found.map { finding in
            "\(finding.code.rawValue) \(finding.location?.file ?? "")" + (finding.location.map { ":\($0.line)" } ?? "")
        }
        for text in expected {
            let match = left.firstIndex { $0 == text || $0.hasPrefix(text + ":") }
            #expect(match != nil, "missing: \(text); found: \(left)")
            if let match { left.remove(at: match) }
        }
        #expect(left == [])
    }

    private var path: String { ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin" }
}
