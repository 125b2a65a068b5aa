import Foundation
import HTTPTransport
import Testing

@Suite struct HTTPClientTests {
    let server: LoopbackServer
    let client: HTTPClient

    init() throws {
        server = try LoopbackServer.shared.get()
        client = HTTPClient(configuration: .forTests())
    }

    @Test func answersOverOneKeptConnection() async throws {
        let hello = try await client.send(HTTPRequest(url: server.url + "/hello"))
        #expect(hello.status == 200)
        #expect(hello.text == "hello")
        #expect(hello.headers["content-LENGTH"] == "5")
        let first = try await client.send(HTTPRequest(url: server.url + "/peer")).text
        let second = try await client.send(HTTPRequest(url: server.url + "/peer")).text
        #expect(first == second)
    }

    @Test func runsManyRequestsAtOnce() async throws {
        let url = server.url + "/hello"
        let client = HTTPClient(configuration: .forTests { $0.maximumConcurrentTransfers = 3 })
        let count = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<40 {
                group.addTask { try await client.send(HTTPRequest(url: url)).body.count }
            }
            return try await group.reduce(0, +)
        }
        #expect(count == 200)
    }

    @Test func namesItself() async throws {
        let echoed = try await client.send(HTTPRequest(url: server.url + "/headers", headers: ["X-Note": "a b"])).text
        #expect(echoed.contains("User-Agent: flash-swift/0.1.0"))
        #expect(echoed.contains("X-Note: a b"))
    }

    @Test func fetchesRanges() async throws {
        let part = try await client.send(HTTPRequest(url: server.url + "/bytes", range: 1000...1999))
        #expect(part.status == 206)
        #expect(part.body == LoopbackServer.content(1000..<2000))
        #expect(part.contentRange?.start == 1000)
        #expect(part.contentRange?.total == 1 << 20)
        let whole = try await client.send(HTTPRequest(url: server.url + "/whole", range: 1000...1999))
        #expect(whole.status == 200)
        #expect(whole.body.count == 1 << 20)
    }

    @Test func sendsBodies() async throws {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        for (body, expected) in [([], empty), (Array("abc".utf8), abc)] {
            for method in ["PUT", "POST"] {
                let request = HTTPRequest(url: server.url + "/", method: method, body: .bytes(body))
                #expect(try await client.send(request).text == expected)
            }
        }
        let path = NSTemporaryDirectory() + "/" + UUID().uuidString
        try Data("abc".utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let upload = HTTPRequest(url: server.url + "/", method: "PUT", body: .file(path: path))
        #expect(try await client.send(upload).text == abc)
    }

    @Test func decodesCompressedBodiesWithinTheLimit() async throws {
        #expect(try await client.send(HTTPRequest(url: server.url + "/gzip")).text == "squeezed")
        await expectFailure(.bodyTooLarge(limit: 1 << 20)) {
            try await client.send(HTTPRequest(url: server.url + "/bomb", maximumBodyBytes: 1 << 20))
        }
    }

    @Test(arguments: ["/whole", "/endless"])
    func limitsBodies(path: String) async {
        await expectFailure(.bodyTooLarge(limit: 1000)) {
            try await client.send(HTTPRequest(url: server.url + path, maximumBodyBytes: 1000))
        }
    }

    @Test(arguments: [400, 401, 403, 404, 410])
    func reportsStatuses(status: Int) async {
        let error = await expectFailure(.status(status)) {
            try await client.send(HTTPRequest(url: server.url + "/status?\(status)"))
        }
        #expect(error?.response?.text == "reason")
        #expect(error?.attempts == 1)
    }

    @Test func headHasNoBody() async throws {
        let head = try await client.send(HTTPRequest(url: server.url + "/whole", method: "HEAD", maximumBodyBytes: 10))
        #expect(head.body.isEmpty)
        #expect(head.headers["Content-Length"] == "1048576")
    }

    @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "simple", "", "http://", "http://a b/"])
    func refusesWhatIsNotHTTP(url: String) async {
        await expectFailure(.invalidRequest) { try await client.send(HTTPRequest(url: url)) }
    }

    @Test func refusesHeaderInjection() async {
        await expectFailure(.invalidRequest) {
            try await client.send(HTTPRequest(url: server.url + "/hello", headers: ["X-Note": "a\r\nEvil: b"]))
        }
    }

    @Test func reportsRefusedConnections() async throws {
        let client = HTTPClient(configuration: .forTests { $0.maximumAttempts = 2 })
        let error = await expectFailure(.couldNotConnect) {
            try await client.send(HTTPRequest(url: "http://user:secret@127.0.0.1:1/simple/?token=hidden"))
        }
        #expect(error?.attempts == 2)
        #expect(error?.url == "http://127.0.0.1:1/simple/?****")
        #expect(error?.description.contains("secret") == false)
        #expect(error?.description.contains("hidden") == false)
        #expect(error?.hint.isEmpty == false)
    }

    @Test func reportsUnknownHosts() async {
        await expectFailure(.couldNotResolve) {
            try await client.send(HTTPRequest(url: "http://no-such-host.invalid/"))
        }
    }

    @Test func cancellationAbortsTransfers() async throws {
        let url = server.url + "/stall"
        let task = Task { [client] in
            try await client.download(HTTPRequest(url: url)) { _ in withUnsafeCurrentTask { $0?.cancel() } }
        }
        try await Task.sleep(nanoseconds: 50_000_000)
        task.cancel()
        await expectFailure(.cancelled) { try await task.value }
        #expect(try await client.send(HTTPRequest(url: server.url + "/hello")).text == "hello")
    }

    @Test func cancellationIsSafeAtAnyMoment() async throws {
        let url = server.url
        let client = HTTPClient(configuration: .forTests { $0.maximumConcurrentTransfers = 4 })
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                let task = Task {
                    try await client.send(HTTPRequest(url: url + (number % 2 == 0 ? "/stall" : "/hello")))
                }
                group.addTask {
                    for _ in 0..<number % 7 { await Task.yield() }
                    if number % 2 == 0 || number % 5 == 0 { task.cancel() }
                    switch await task.result {
                    case .success(let response): #expect(response.text == "hello")
                    case .failure(let error): #expect((error as? HTTPError)?.kind == .cancelled)
                    }
                }
            }
        }
        #expect(try await client.send(HTTPRequest(url: url + "/hello")).text == "hello")
    }

    @Test func cancelledTasksSendNothing() async {
        let url = server.url + "/failing?cancelled"
        let task = Task { [client] in
            withUnsafeCurrentTask { $0?.cancel() }
            return try await client.send(HTTPRequest(url: url))
        }
        await expectFailure(.cancelled) { try await task.value }
        let count = try? await client.send(HTTPRequest(url: server.url + "/count?cancelled")).text
        #expect(count == "0")
    }

    @Test func reachesThePackageIndex() async throws {
        let client = HTTPClient(
            configuration: HTTPClientConfiguration(environment: ProcessInfo.processInfo.environment)
        )
        let page = try await client.send(
            HTTPRequest(
                url: "https://pypi.org/simple/six/",
                headers: ["Accept": "application/vnd.pypi.simple.v1+json"]
            )
        )
        #expect(page.status == 200)
        #expect(page.text.contains("six-1.16.0-py2.py3-none-any.whl"))
        let root = try await client.download(HTTPRequest(url: "https://pypi.org/simple/", method: "HEAD")) { _ in }
        #expect(root.status == 200)
    }

    @Test func distrustsUnknownAuthorities() async throws {
        let bundle = NSTemporaryDirectory() + "/" + UUID().uuidString + ".pem"
        try Data().write(to: URL(fileURLWithPath: bundle))
        defer { try? FileManager.default.removeItem(atPath: bundle) }
        let client = HTTPClient(configuration: .forTests { $0.trust.bundle = bundle })
        await expectFailure(.tls) { try await client.send(HTTPRequest(url: "https://pypi.org/simple/six/")) }
    }
}
