import ArtifactCache
import Foundation
import PythonPackaging
import Testing

@Suite struct IndexMetadataTests {
    private func metadata(
        _ behaviour: String,
        _ project: String,
        _ check: (IndexFixture, IndexClient, CoreMetadata, [String]) async throws -> Void
    ) async throws {
        let fixture = try IndexFixture(behaviour)
        defer { fixture.remove() }
        let client = try fixture.client()
        let files = try await client.files(of: PackageName(normalizing: project))
        let file = try #require(files.first { $0.kind == .wheel })
        let metadata = try await client.metadata(of: file)
        let log = try await fixture.log().filter { $0.hasPrefix("files/") }
        try await check(fixture, client, metadata, log)
        #expect(metadata.name.normalized == project)
        #expect(metadata.requiresDist.map(\.name.normalized) == ["six"])
        #expect(try await fixture.client(policy: IndexPolicy(isOffline: true)).metadata(of: file) == metadata)
        #expect(try await fixture.log().filter { $0.hasPrefix("files/") } == log)
    }

    @Test func takesWhatIsAdvertised() async throws {
        try await metadata("metadata", "big") { _, _, _, log in
            #expect(log == ["files/big-2.0-py3-none-any.whl.metadata - -"])
        }
    }

    @Test func probesWhatIsNotAdvertised() async throws {
        try await metadata("probe", "big") { _, _, _, log in
            #expect(log == ["files/big-2.0-py3-none-any.whl.metadata - -"])
        }
    }

    @Test func downloadsSmallWheels() async throws {
        try await metadata("plain", "demo") { _, _, _, log in
            #expect(log.count == 2)
            #expect(log.last == "files/demo-1.0-py3-none-any.whl - -")
        }
    }

    @Test(arguments: [("plain", 2), ("html", 3)])
    func readsTheEndOfLargeWheels(behaviour: String, requests: Int) async throws {
        try await metadata(behaviour, "big") { _, client, _, log in
            #expect(log.count == requests)
            let range = try #require(log.last?.firstMatch(of: #/bytes=(\d+)-(\d+)/#))
            let (first, last) = (try #require(UInt64(range.1)), try #require(UInt64(range.2)))
            #expect(last - first + 1 == 512 << 10)
            let file = try #require(try await client.files(of: PackageName(normalizing: "big")).first)
            #expect(try await client.size(of: file) == last + 1)
            #expect(client.statistics.bytesFetched < 600 << 10)
        }
    }

    /// A server that ignores the range sends the whole wheel at once, and it is kept.
    @Test(arguments: [("whole", 1), ("liar", 2)])
    func fallsBackToTheWholeWheel(behaviour: String, requests: Int) async throws {
        try await metadata(behaviour, "big") { fixture, client, _, log in
            #expect(log.filter { !$0.contains(".metadata") }.count == requests)
            #expect(client.statistics.bytesFetched > 3 << 20)
            let file = try #require(try await client.files(of: PackageName(normalizing: "big")).first)
            #expect(try fixture.store.blob(try #require(file.sha256))?.bytes == file.bytes)
        }
    }

    @Test(arguments: [
        ("badmetadata", "demo", IndexError.Kind.digestMismatch), ("plain", "bogus", .invalidMetadata),
        ("plain", "alien", .invalidMetadata), ("gone", "demo", .fileNotFound),
    ])
    func refusesWrongMetadata(behaviour: String, project: String, kind: IndexError.Kind) async throws {
        let fixture = try IndexFixture(behaviour)
        defer { fixture.remove() }
        let client = try fixture.client()
        let file = try #require(
            try await client.files(of: PackageName(normalizing: project)).first { $0.kind == .wheel }
        )
        do {
            _ = try await client.metadata(of: file)
            Issue.record("expected \(kind)")
        } catch let error as IndexError {
            #expect(error.kind == kind)
        }
    }

    @Test func sourceDistributionsHaveNone() async throws {
        let fixture = try IndexFixture("plain")
        defer { fixture.remove() }
        let client = try fixture.client()
        let files = try await client.files(of: PackageName(normalizing: "demo"))
        let file = try #require(files.first { $0.kind == .sourceDistribution })
        await #expect(throws: IndexError.self) { try await client.metadata(of: file) }
    }
}
