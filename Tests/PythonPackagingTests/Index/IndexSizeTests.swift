import ArtifactCache
import Foundation
import PythonPackaging
import Testing

/// Learns the sizes of files whose pages, being HTML, state none.
@Suite struct IndexSizeTests {
    private static let wheel = "files/big-2.0-py3-none-any.whl"

    @Test(arguments: [
        ("plain", []), ("html", ["\(wheel) - -"]), ("headless", ["\(wheel) - -", "\(wheel) bytes=0-0 -"]),
        ("rangeless", ["\(wheel) - -", "\(wheel) bytes=0-0 -"]),
    ])
    func asksTheServer(behaviour: String, requests: [String]) async throws {
        let fixture = try IndexFixture(behaviour)
        defer { fixture.remove() }
        let client = try fixture.client()
        let file = try await Self.wheel(of: "big", client)
        #expect((file.bytes != nil) == (behaviour == "plain"))
        let bytes = try #require(try await client.size(of: file))
        #expect(bytes > 3 << 20)
        #expect(client.statistics.bytesFetched < 1 << 20)
        let log = try await fixture.log().filter { $0.hasPrefix("files/") }
        #expect(log == requests)

        // It is asked once, and known without the network from then on.
        #expect(try await client.size(of: file) == bytes)
        #expect(try await fixture.client(policy: IndexPolicy(isOffline: true)).size(of: file) == bytes)
        #expect(try await fixture.log().filter { $0.hasPrefix("files/") } == requests)
        #expect(try await client.download(file).bytes == bytes)
    }

    @Test func takesThatOfTheStoredFile() async throws {
        let fixture = try IndexFixture("html")
        defer { fixture.remove() }
        let client = try fixture.client()
        let file = try await Self.wheel(of: "demo", client)
        let stored = try await client.download(file)
        let count = try await fixture.log().count
        #expect(try await client.size(of: file) == stored.bytes)
        #expect(try await fixture.log().count == count)
    }

    @Test func doesNotKnowItWithoutTheNetwork() async throws {
        let fixture = try IndexFixture("html")
        defer { fixture.remove() }
        let file = try await Self.wheel(of: "big", fixture.client())
        #expect(try await fixture.client(policy: IndexPolicy(isOffline: true)).size(of: file) == nil)
    }

    private static func wheel(of project: String, _ client: IndexClient) async throws -> DistributionFile {
        let files = try await client.files(of: PackageName(normalizing: project))
        return try #require(files.first { $0.kind == .wheel })
    }
}
