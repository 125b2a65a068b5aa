extension HTTPExchange {
    /// Fields that describe what is wanted and identify no one; all others stay with the first origin.
    private static let harmlessFields: Set<String> = [
        "accept", "accept-language", "content-type", "if-match", "if-modified-since", "if-none-match", "if-range",
        "if-unmodified-since", "range",
    ]

    /// The request a redirect asks for, or `nil` if `response` is none (RFC 9110, section 15.4).
    func redirected(_ order: Transfer.Order, by response: HTTPResponse) throws(HTTPError) -> Transfer.Order? {
        guard [301, 302, 303, 307, 308].contains(response.status), let location = response.headers["Location"] else {
            return nil
        }
        guard let target = order.url.resolving(location) else {
            throw HTTPError(.refusedRedirect, url: order.url.text, detail: "to \(URLRedaction.redact(location))")
        }
        guard order.url.scheme == target.scheme || target.scheme == "https" else {
            throw HTTPError(.refusedRedirect, url: order.url.text, detail: "from https to http")
        }
        var next = order
        next.url = target
        if target.origin != order.url.origin {
            next.headers.removeAll { !Self.harmlessFields.contains($0.name.lowercased()) }
        }
        if let authorization = target.authorization {
            next.headers["Authorization"] = authorization
        }
        let becomesGet =
            response.status == 303 ? order.method != "HEAD" : response.status < 303 && order.method == "POST"
        if becomesGet {
            next.method = "GET"
            next.body = nil
            next.headers["Content-Type"] = nil
        }
        return next
    }
}
