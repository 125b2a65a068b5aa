import Testing

@testable import HTTPTransport

/// URLs that are read without libcurl mean what libcurl reads in them.
@Suite struct PlainURLTests {
    @Test(arguments: [
        "https://pypi.org/simple", "https://pypi.org/simple/", "http://files.example-1.org/a/B_c~d-1.0.whl",
        "https://a.b.c/", "https://host/x", "https://1.example.com/a..b", "https://pypi.org//simple",
    ])
    func agreesWithLibcurl(text: String) throws {
        let plain = try #require(HTTPURL(plain: text))
        let base = try #require(HTTPURL("https://example.org/"))
        #expect(base.resolving(text) == plain)
        #expect(HTTPURL(text) == plain)
    }

    @Test(arguments: [
        "", "https://", "https:///x", "https://pypi.org", "HTTPS://pypi.org/", "https://PyPI.org/", "ftp://pypi.org/",
        "https://user@pypi.org/", "https://pypi.org:443/", "https://127.1/", "https://0x7f.0x1/", "https://a..b/",
        "https://pypi.org/../x", "https://pypi.org/a/./b", "https://pypi.org/a%20b", "https://pypi.org/a b",
        "https://pypi.org/?q", "https://pypi.org/#f", "https://pypi.org\\@evil.org/", "https://püpi.org/",
        "https://pypi.org/ü", "https://[::1]/", "https://pypi.org/\u{0}", "https://pypi.org/\n",
    ])
    func leavesTheRestToLibcurl(text: String) {
        #expect(HTTPURL(plain: text) == nil)
    }
}
