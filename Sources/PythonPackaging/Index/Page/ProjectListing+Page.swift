import HTTPTransport

extension ProjectListing {
    /// Reads a project page (PEP 503, PEP 691).
    ///
    /// - Parameters:
    ///   - content: The page.
    ///   - type: Its media type, with or without parameters.
    ///   - project: The project, to tell its files from others.
    ///   - url: The URL the page came from, for relative links.
    /// - Throws: ``IndexPageError`` if the page is malformed, or of another type or a newer major version.
    public init(page content: [UInt8], type: String, project: PackageName, url: String) throws(IndexPageError) {
        guard let base = HTTPURL(url) else { throw IndexPageError(offset: 0, reason: "no URL") }
        let type = type.prefix { $0 != ";" }.lowercased().trimmed
        switch type {
        case "application/vnd.pypi.simple.v1+json", "application/json":
            self = try IndexPage.json(content, project: project, base: base).listing
        case "application/vnd.pypi.simple.v1+html", "text/html", "application/xhtml+xml":
            self = try IndexPage.html(content, project: project, base: base).listing
        default:
            throw IndexPageError(offset: 0, reason: "content type '\(type)'")
        }
    }
}
