import ArtifactCache

@testable import HTTPTransport
@testable import PythonPackaging

extension Harness {
    static let jsonPages = Harness(name: "json-pages", longestInput: 16384) { input in
        guard let base else { return }
        do throws(IndexPageError) {
            expectSense(try IndexPage.json(input, project: project, base: base))
        } catch {
            expectPlace(error, in: input)
        }
    }

    static let htmlPages = Harness(name: "html-pages", longestInput: 16384) { input in
        guard let base else { return }
        do throws(IndexPageError) {
            expectSense(try IndexPage.html(input, project: project, base: base))
        } catch {
            expectPlace(error, in: input)
        }
    }

    /// The form in which pages are kept; what reads as a page is one.
    static let cachedPages = Harness(name: "cached-pages", longestInput: 4096) { input in
        guard let page = IndexPage(encoded: FixedBytes(input)) else { return }
        expect(IndexPage(encoded: FixedBytes(page.encoded())) == page, "the page changes when it is kept again")
    }

    private static let project = PackageName(normalizing: "numpy")
    private static let base = HTTPURL("https://example.org/simple/numpy/")

    private static func expectSense(_ page: IndexPage) {
        expect(IndexPage(encoded: FixedBytes(page.encoded())) == page, "the page changes when it is kept")
        for file in page.files {
            let isAbsolute = ["https://", "http://"].contains { file.url.utf8.starts(with: $0.utf8) }
            expect(isAbsolute && HTTPURL(file.url) != nil, "the URL of \(file.filename) is \(file.url)")
            expect(!file.url.utf8.contains { $0 <= 0x20 || $0 == 0x7F }, "the URL '\(file.url)' is not encoded")
            expect(!file.filename.isEmpty && !file.filename.contains("/"), "\(file.filename) is no file name")
            expect(file.yanked || file.yankedReason == nil, "\(file.filename) has a reason for nothing")
            expect(file.hasMetadata || file.metadataSHA256 == nil, "\(file.filename) has a digest of nothing")
            if let wheel = file.wheel {
                expect(wheel.version == file.version && wheel.name == project, "\(file.filename) has two meanings")
            }
        }
    }

    private static func expectPlace(_ error: IndexPageError, in input: [UInt8]) {
        expect((0...input.count).contains(error.offset), "the error is at \(error.offset) of \(input.count)")
        expect(!error.reason.isEmpty, "no message")
    }
}
