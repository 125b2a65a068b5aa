import Testing

@testable import HTTPTransport

@Suite struct HTTPRulesTests {
    @Test(arguments: [
        ("https://user:pass@host/path", "https://****@host/path"),
        ("https://user:p@ss@host/path", "https://****@host/path"),
        ("https://host/a@b", "https://host/a@b"),
        ("https://host/a?X-Signature=1#part", "https://host/a?****"),
        ("https://token@host?x=/@y", "https://****@host?****"),
        ("https://\u{301}user:pass@\u{301}host/\u{301}a@b", "https://****@\u{301}host/\u{301}a@b"),
        ("https://host/a?\u{301}X-Signature=1#\u{301}part", "https://host/a?****"),
        ("not a url", "not a url"),
        ("", ""),
    ])
    func redacts(url: String, expected: String) {
        #expect(URLRedaction.redact(url) == expected)
    }

    @Test(arguments: [
        ("https://host/simple/six/", "../../packages/a.whl", "https://host/packages/a.whl"),
        ("https://host/simple/six/", "/a.whl#sha256=00", "https://host/a.whl"),
        ("https://u:p@host/simple/", "//other/a.whl", "https://other/a.whl"),
        ("https://host/simple/", "http://u:p@x:8080/a b", "http://x:8080/a%20b"),
    ])
    func resolvesReferences(base: String, reference: String, expected: String) {
        #expect(HTTPURL(base)?.resolving(reference)?.text == expected)
    }

    @Test func tellsOriginsApart() {
        #expect(HTTPURL("https://HOST/a")?.origin == "https://host:443")
        #expect(HTTPURL("https://host:443/b")?.origin == "https://host:443")
        #expect(HTTPURL("http://host/")?.origin == "http://host:80")
        #expect(HTTPURL("javascript:alert(1)") == nil)
    }

    @Test(arguments: [
        ("120", 120), ("0", 0), ("Sun, 06 Nov 1994 08:49:37 GMT", 37), ("Sun, 06 Nov 1994 08:00:00 GMT", 0),
        ("soon", nil), ("-5", nil), ("", nil), ("99999999999999999999", Int.max),
        ("Sun, 99 Nov 1994 08:49:37 GMT", nil),
    ])
    func readsRetryAfter(field: String, expected: Int?) {
        #expect(RetryAfter.seconds(field, now: 784_111_740) == expected)
    }

    @Test func readsDates() {
        #expect(RetryAfter.date("Sun, 06 Nov 1994 08:49:37 GMT") == 784_111_777)
        #expect(RetryAfter.date("Thu, 29 Feb 2024 23:59:59 GMT") == 1_709_251_199)
    }

    private func status(_ code: Int, retryAfter: String? = nil) -> HTTPError {
        var headers = HTTPHeaders()
        headers["Retry-After"] = retryAfter
        return HTTPError(
            .status(code),
            url: "http://host/",
            detail: "",
            response: HTTPResponse(status: code, headers: headers, body: [], url: "http://host/")
        )
    }

    @Test func waitsLongerAfterEachAttempt() throws {
        let policy = RetryPolicy(configuration: .forTests { $0.firstRetryDelay = 200 })
        for (attempt, range) in [(1, 100...200), (2, 200...400), (3, 400...800)] {
            let delay = try #require(policy.delay(after: status(503), attempt: attempt, isIdempotent: true, now: 0))
            #expect(range.contains(delay))
        }
        #expect(policy.delay(after: status(503), attempt: 4, isIdempotent: true, now: 0) == nil)
    }

    @Test func honoursRetryAfter() {
        let policy = RetryPolicy(configuration: .forTests())
        #expect(policy.delay(after: status(503, retryAfter: "7"), attempt: 1, isIdempotent: true, now: 0) == 7000)
        #expect(policy.delay(after: status(429, retryAfter: "7"), attempt: 1, isIdempotent: false, now: 0) == 7000)
        #expect(policy.delay(after: status(503, retryAfter: "3600"), attempt: 1, isIdempotent: true, now: 0) == nil)
    }

    @Test(arguments: [(404, false), (408, true), (429, true), (500, true), (501, false), (502, true), (505, false)])
    func knowsTransientStatuses(code: Int, isTransient: Bool) {
        let policy = RetryPolicy(configuration: .forTests())
        #expect((policy.delay(after: status(code), attempt: 1, isIdempotent: true, now: 0) != nil) == isTransient)
    }

    @Test func readsTheEnvironment() {
        let configuration = HTTPClientConfiguration(
            environment: [
                "SSL_CERT_FILE": "/a.pem", "CURL_CA_BUNDLE": "/b.pem", "HOME": "/home/me", "https_proxy": "http://one",
                "HTTPS_PROXY": "http://two", "ALL_PROXY": "http://all", "HTTP_PROXY": "", "NO_PROXY": "x",
            ]
        )
        #expect(configuration.trust.bundle == "/b.pem")
        #expect(configuration.netrcPath == "/home/me/.netrc")
        #expect(configuration.proxies.https == "http://one")
        #expect(configuration.proxies.http == "http://all")
        #expect(configuration.proxies.exceptions == "x")
    }
}
