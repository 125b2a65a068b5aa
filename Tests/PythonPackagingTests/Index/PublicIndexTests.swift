import ArtifactCache
import Digests
import Foundation
import HTTPTransport
import Testing

@testable import PythonPackaging

/// The real index, compared with what Foundation reads from the same page.
@Suite struct PublicIndexTests {
    private let http = HTTPClient(
        configuration: HTTPClientConfiguration(environment: ProcessInfo.processInfo.environment)
    )

    @Test(arguments: ["requests", "numpy"])
    func readsRealPages(project: String) async throws {
        let response = try await http.send(
            HTTPRequest(
                url: "https://pypi.org/simple/\(project)/",
                headers: ["Accept": "application/vnd.pypi.simple.v1+json"]
            )
        )
        let name = PackageName(normalizing: project)
        let page = try IndexPage.json(response.body, project: name, base: try #require(HTTPURL(response.url)))
        let tree = try #require(try JSONSerialization.jsonObject(with: Data(response.body)) as? [String: Any])
        let entries = try #require(tree["files"] as? [[String: Any]])
        var files = page.files[...]
        #expect(files.count > entries.count * 9 / 10)
        for entry in entries where files.first?.filename == entry["filename"] as? String {
            let file = files.removeFirst()
            #expect(file.url == entry["url"] as? String)
            #expect(file.sha256?.hex == (entry["hashes"] as? [String: String])?["sha256"])
            #expect(file.bytes == entry["size"] as? UInt64)
            #expect(file.requiresPython == entry["requires-python"] as? String)
            #expect(file.yankedReason == entry["yanked"] as? String)
        }
        #expect(files.isEmpty)
        #expect(IndexPage(encoded: FixedBytes(page.encoded())) == page)
    }

    @Test(arguments: [("requests", "urllib3"), ("pandas", "numpy")])
    func readsRealMetadata(project: String, dependency: String) async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
            "flash-index-\(UUID().uuidString)"
        )
        defer { try? FileManager.default.removeItem(at: directory) }
        let client = IndexClient(
            indexes: [try #require(PackageIndex(PackageIndex.pypi))],
            store: try ArtifactStore(directory: directory.path),
            http: http
        )
        let platform = try TargetPlatform(pythonVersion: "3.12.1", platform: "manylinux_2_35_x86_64")
        let wheels = try await client.files(of: PackageName(normalizing: project)).filter {
            $0.wheel?.priority(on: platform) != nil && !$0.version.isPrerelease && !$0.yanked
        }
        let newest = try #require(wheels.max { $0.version < $1.version })
        let metadata = try await client.metadata(of: newest)
        #expect(metadata.requiresDist.contains { $0.name.normalized == dependency })
        #expect(client.statistics.bytesFetched < 4 << 20)
    }

    @Test func knowsWhatDoesNotExist() async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
            "flash-index-\(UUID().uuidString)"
        )
        defer { try? FileManager.default.removeItem(at: directory) }
        let client = IndexClient(
            indexes: [try #require(PackageIndex(PackageIndex.pypi))],
            store: try ArtifactStore(directory: directory.path),
            http: http
        )
        do {
            _ = try await client.files(of: PackageName(normalizing: "flash-no-such-project-7f3a"))
            Issue.record("found a project that does not exist")
        } catch let error as IndexError {
            #expect(error.kind == .projectNotFound)
        }
    }
}
