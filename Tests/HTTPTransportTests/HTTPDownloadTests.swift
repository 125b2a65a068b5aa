import Foundation
import HTTPTransport
import Testing

@Suite struct HTTPDownloadTests {
    let server: LoopbackServer
    let client: HTTPClient
    let collector = Collector()

    init() throws {
        server = try LoopbackServer.shared.get()
        client = HTTPClient(configuration: .forTests())
    }

    private func download(_ request: HTTPRequest, restarts: Bool = false) async throws -> HTTPResponse {
        let collector = collector
        let start: @Sendable (HTTPResponse) throws -> Void = { _ in collector.start() }
        return try await client.download(request, started: restarts ? start : nil) { collector.append($0) }
    }

    @Test func streamsToTheSink() async throws {
        let response = try await download(HTTPRequest(url: server.url + "/whole"), restarts: true)
        #expect(response.status == 200)
        #expect(response.body.isEmpty)
        #expect(collector.bytes == LoopbackServer.content(0..<1 << 20))
        #expect(collector.starts == 1)
    }

    @Test func startsEmptyBodiesToo() async throws {
        _ = try await download(HTTPRequest(url: server.url + "/whole", method: "HEAD"), restarts: true)
        #expect(collector.starts == 1)
    }

    @Test func keepsErrorPagesFromTheSink() async {
        await expectFailure(.status(404)) {
            try await download(HTTPRequest(url: server.url + "/status?404"), restarts: true)
        }
        #expect(collector.bytes.isEmpty)
        #expect(collector.starts == 0)
    }

    @Test(arguments: ["/cut", "/cut-whole"])
    func resumesImmutableContent(path: String) async throws {
        _ = try await download(HTTPRequest(url: server.url + path + "?" + path, isImmutable: true))
        #expect(collector.bytes == LoopbackServer.content(0..<1 << 20))
        #expect(try await client.send(HTTPRequest(url: server.url + "/count?" + path)).text == "2")
    }

    @Test func resumesBehindAStrongValidator() async throws {
        let response = try await download(HTTPRequest(url: server.url + "/cut-tagged?b"))
        #expect(response.status == 206)
        #expect(collector.bytes == LoopbackServer.content(0..<1 << 20))
    }

    @Test func startsAgainWhenItCannotResume() async throws {
        let response = try await download(HTTPRequest(url: server.url + "/cut?c"), restarts: true)
        #expect(response.status == 200)
        #expect(collector.starts == 2)
        #expect(collector.bytes == LoopbackServer.content(0..<1 << 20))
    }

    @Test func failsWhenItCanNeitherResumeNorRestart() async {
        let error = await expectFailure(.interrupted) { try await download(HTTPRequest(url: server.url + "/cut?d")) }
        #expect(error?.attempts == 1)
    }

    @Test func reportsTruncatedBodies() async {
        let error = await expectFailure(.interrupted) {
            try await client.send(HTTPRequest(url: server.url + "/truncated"))
        }
        #expect(error?.attempts == 4)
        #expect(error?.description.contains("4 attempts") == true)
    }

    @Test func surfacesErrorsOfTheSink() async {
        struct Full: Error {}
        let error = await expectFailure(.sinkFailed) {
            try await client.download(HTTPRequest(url: server.url + "/endless")) { _ in throw Full() }
        }
        #expect(error?.underlying is Full)
    }

    @Test func timesOutWhenNothingMoves() async {
        let client = HTTPClient(
            configuration: .forTests {
                $0.idleTimeout = 1
                $0.maximumAttempts = 1
            }
        )
        await expectFailure(.timedOut) { try await client.send(HTTPRequest(url: server.url + "/stall")) }
    }

    @Test func triesAgainWhenTheServerIsBusy() async throws {
        #expect(try await client.send(HTTPRequest(url: server.url + "/busy?e")).text == "done")
        #expect(try await client.send(HTTPRequest(url: server.url + "/count?e")).text == "2")
    }

    @Test func givesUpAfterTheLastAttempt() async throws {
        let error = await expectFailure(.status(500)) {
            try await client.send(HTTPRequest(url: server.url + "/failing?f"))
        }
        #expect(error?.attempts == 4)
        #expect(try await client.send(HTTPRequest(url: server.url + "/count?f")).text == "4")
    }
}
