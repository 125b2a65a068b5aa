import ArtifactCache
import Digests
import Foundation
import HTTPTransport
import PythonPackaging
import Testing

@Suite struct IndexClientTests {
    private let demo = PackageName(normalizing: "demo")
    private let big = PackageName(normalizing: "big")

    private func with(_ behaviour: String, _ body: (IndexFixture) async throws -> Void) async throws {
        let fixture = try IndexFixture(behaviour)
        defer { fixture.remove() }
        try await body(fixture)
    }

    private func expectFailure<Value>(
        _ kind: IndexError.Kind,
        sourceLocation: SourceLocation = #_sourceLocation,
        _ body: () async throws -> Value
    ) async {
        do {
            let value = try await body()
            Issue.record("expected \(kind), got \(value)", sourceLocation: sourceLocation)
        } catch let error as IndexError {
            #expect(error.kind == kind, "\(error)", sourceLocation: sourceLocation)
            #expect(!error.hint.isEmpty, sourceLocation: sourceLocation)
        } catch {
            Issue.record("expected \(kind), got \(error)", sourceLocation: sourceLocation)
        }
    }

    private func wheel(_ client: IndexClient, _ name: PackageName) async throws -> DistributionFile {
        try #require(try await client.files(of: name).first { $0.kind == .wheel })
    }

    @Test(arguments: ["plain", "html"])
    func listsFilesAndKeepsThem(behaviour: String) async throws {
        try await with(behaviour) { fixture in
            let files = try await fixture.client().files(of: demo)
            #expect(files.map(\.filename) == ["demo-1.0-py3-none-any.whl", "demo-0.9.tar.gz"])
            #expect(files.allSatisfy { $0.sha256 != nil && $0.url.hasPrefix("http://127.0.0.1") })
            let again = try fixture.client()
            #expect(try await again.files(of: demo) == files)
            #expect(again.statistics.hits == 1)
            #expect(again.statistics.requests == 0)
            #expect(try await fixture.log().count == 1)
        }
    }

    @Test func asksOncePerProject() async throws {
        try await with("slow") { fixture in
            let client = try fixture.client()
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<20 { group.addTask { try await client.files(of: demo).count } }
                for try await count in group { #expect(count == 2) }
            }
            #expect(try await fixture.log().count == 1)
        }
    }

    @Test func goesStale() async throws {
        try await with("plain") { fixture in
            _ = try await fixture.client().files(of: demo)
            _ = try await fixture.client(policy: IndexPolicy(freshness: 0)).files(of: demo)
            _ = try await fixture.client(policy: IndexPolicy(refreshes: true)).files(of: demo)
            _ = try await fixture.client(policy: IndexPolicy(freshness: 0, isOffline: true)).files(of: demo)
            #expect(try await fixture.log().count == 3)
        }
    }

    @Test(arguments: ["tagged", "dated"])
    func revalidates(behaviour: String) async throws {
        try await with(behaviour) { fixture in
            let files = try await fixture.client().files(of: demo)
            let again = try fixture.client(policy: IndexPolicy(refreshes: true))
            #expect(try await again.files(of: demo) == files)
            #expect(again.statistics.requests == 1)
            #expect(again.statistics.bytesFetched == 0)
        }
    }

    @Test func offlineNeedsTheStore() async throws {
        try await with("plain") { fixture in
            let client = try fixture.client(policy: IndexPolicy(isOffline: true))
            await expectFailure(.notCached) { try await client.files(of: demo) }
            #expect(client.statistics.requests == 0)
        }
    }

    @Test(arguments: [
        ("empty", IndexError.Kind.projectNotFound), ("down", .unavailable), ("bad", .malformedPage),
        ("login", .malformedPage), ("denied", .accessDenied),
    ])
    func tellsFailuresApart(behaviour: String, kind: IndexError.Kind) async throws {
        try await with(behaviour) { fixture in
            let client = try fixture.client()
            await expectFailure(kind) { try await client.files(of: demo) }
        }
    }

    @Test func unreachableIsNotUnknown() async throws {
        try await with("plain") { fixture in
            let index = try #require(PackageIndex("http://user:secret@127.0.0.1:1/simple"))
            let client = try fixture.client([index, try fixture.index()])
            await expectFailure(.unavailable) { try await client.files(of: demo) }
            do {
                _ = try await client.files(of: demo)
            } catch {
                #expect(!"\(error)".contains("secret"))
            }
        }
    }

    @Test func usesTheFirstIndexThatKnowsTheProject() async throws {
        try await with("plain") { fixture in
            let first = "empty~" + fixture.scenario
            let indexes = [
                try fixture.index(first), try fixture.index(), try fixture.index("down~" + fixture.scenario),
            ]
            #expect(try await fixture.client(indexes).files(of: demo).count == 2)
            #expect(try await fixture.client(indexes).files(of: demo).count == 2)
            #expect(try await fixture.log(first).count == 1)
            #expect(try await fixture.log().count == 1)
        }
    }

    @Test func sendsCredentialsToTheirIndexOnly() async throws {
        try await with("denied") { fixture in
            let client = try fixture.client([try fixture.index(userInformation: "user:secret@")])
            let file = try await wheel(client, demo)
            #expect(!file.url.contains("secret"))
            _ = try await client.download(file)
            #expect(try await fixture.log().allSatisfy { $0.hasSuffix("Basic dXNlcjpzZWNyZXQ=") })
        }
    }

    /// The files of many indexes are on other hosts, which are told nothing.
    @Test func sendsNoCredentialsToOtherHosts() async throws {
        try await with("elsewhere") { fixture in
            let client = try fixture.client([try fixture.index(userInformation: "user:secret@")])
            let file = try await wheel(client, demo)
            _ = try await client.metadata(of: file)
            _ = try await client.download(file)
            let log = try await fixture.log()
            #expect(log.first == "simple/demo - Basic dXNlcjpzZWNyZXQ=")
            #expect(log.count == 3 && log.dropFirst().allSatisfy { $0.hasPrefix("files/") && $0.hasSuffix(" - -") })
        }
    }

    @Test func downloadsIntoTheStore() async throws {
        try await with("plain") { fixture in
            let client = try fixture.client()
            let file = try await wheel(client, big)
            let blob = try await client.download(file)
            #expect(blob.digest == file.sha256)
            #expect(blob.bytes == file.bytes)
            #expect(client.statistics.bytesFetched > 3 << 20)
            let offline = try fixture.client(policy: IndexPolicy(isOffline: true))
            #expect(try await offline.download(file) == blob)
            #expect(try await fixture.log().filter { $0.hasPrefix("files/") }.count == 1)
        }
    }

    @Test(arguments: [
        ("corrupt", IndexError.Kind.digestMismatch), ("longer", .sizeMismatch), ("shorter", .sizeMismatch),
        ("gone", .fileNotFound), ("truncated", .unavailable),
    ])
    func refusesDamagedFiles(behaviour: String, kind: IndexError.Kind) async throws {
        try await with(behaviour) { fixture in
            let client = try fixture.client()
            let file = try await wheel(client, demo)
            await expectFailure(kind) { try await client.download(file) }
            #expect(try fixture.store.blob(try #require(file.sha256)) == nil)
        }
    }

    @Test func namesTheDigests() async throws {
        try await with("corrupt") { fixture in
            let client = try fixture.client()
            let file = try await wheel(client, demo)
            let expected = try #require(file.sha256).hex
            let got = SHA256Digest(of: [UInt8](repeating: 0, count: Int(file.bytes ?? 0))).hex
            do {
                _ = try await client.download(file)
            } catch {
                #expect("\(error)".contains(expected) && "\(error)".contains(got) && "\(error)".contains(file.filename))
            }
        }
    }
}
