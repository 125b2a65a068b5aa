import Foundation
import HTTPTransport
import Testing

@Suite struct HTTPCredentialTests {
    let server: LoopbackServer
    let client: HTTPClient

    init() throws {
        server = try LoopbackServer.shared.get()
        client = HTTPClient(configuration: .forTests())
    }

    private func url(_ userInformation: String, _ path: String) -> String {
        "http://\(userInformation)@127.0.0.1:\(server.port)\(path)"
    }

    @Test(arguments: [
        ("user:secret", "dXNlcjpzZWNyZXQ="), ("token", "dG9rZW46"), (":only", "Om9ubHk="),
        ("a%40b:c%3Ad%2F", "YUBiOmM6ZC8="),
    ])
    func movesUserInformationToAHeader(userInformation: String, expected: String) async throws {
        let response = try await client.send(HTTPRequest(url: url(userInformation, "/headers")))
        #expect(response.text.contains("Authorization: Basic \(expected)\n"))
        #expect(response.url == server.url + "/headers")
    }

    @Test func keepsCredentialsWithinTheOrigin() async throws {
        let response = try await client.send(HTTPRequest(url: url("user:secret", "/redirect?/headers")))
        #expect(response.text.contains("Authorization: Basic dXNlcjpzZWNyZXQ="))
    }

    @Test func hidesCredentialsFromOtherOrigins() async throws {
        let other = try LoopbackServer()
        for target in [other.url, "http://localhost:\(server.port)"] {
            let response = try await client.send(
                HTTPRequest(
                    url: url("user:secret", "/redirect?\(target)/headers"),
                    headers: ["X-Token": "secret", "Cookie": "secret", "Accept": "text/plain"]
                )
            )
            #expect(response.url == target + "/headers")
            #expect(!response.text.contains("Authorization"))
            #expect(!response.text.contains("secret"))
            #expect(response.text.contains("Accept: text/plain"))
        }
    }

    @Test func credentialsDoNotComeBackFromAnotherOrigin() async throws {
        let other = try LoopbackServer()
        let response = try await client.send(
            HTTPRequest(url: url("user:secret", "/redirect?\(other.url)/redirect%3F\(server.url)/headers"))
        )
        #expect(response.url == server.url + "/headers")
        #expect(!response.text.contains("Authorization"))
    }

    @Test func limitsRedirects() async {
        await expectFailure(.tooManyRedirects) { try await client.send(HTTPRequest(url: server.url + "/loop")) }
    }

    @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:70/_x"])
    func refusesRedirectsToOtherProtocols(target: String) async {
        await expectFailure(.refusedRedirect) {
            try await client.send(HTTPRequest(url: server.url + "/redirect?" + target))
        }
    }

    @Test func readsNetrc() async throws {
        let path = NSTemporaryDirectory() + "/" + UUID().uuidString
        try Data("machine 127.0.0.1 login mine password secret\n".utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let client = HTTPClient(configuration: .forTests { $0.netrcPath = path })
        let known = try await client.send(HTTPRequest(url: server.url + "/headers"))
        #expect(known.text.contains("Authorization: Basic bWluZTpzZWNyZXQ="))
        let explicit = try await client.send(HTTPRequest(url: url("user:secret", "/headers")))
        #expect(explicit.text.contains("Authorization: Basic dXNlcjpzZWNyZXQ="))
        let unknown = try await client.send(HTTPRequest(url: "http://localhost:\(server.port)/headers"))
        #expect(!unknown.text.contains("Authorization"))
    }

    @Test func goesThroughProxies() async throws {
        let environment = ["HTTP_PROXY": server.url, "NO_PROXY": "127.0.0.1"]
        let client = HTTPClient(configuration: HTTPClientConfiguration(environment: environment))
        #expect(try await client.send(HTTPRequest(url: "http://index.invalid/hello")).text == "hello")
        #expect(try await client.send(HTTPRequest(url: server.url + "/hello")).text == "hello")
    }
}
