/// The answer to a request.
public struct HTTPResponse: Sendable {
    /// The status code.
    public let status: Int
    /// The header fields.
    public let headers: HTTPHeaders
    /// The decoded body; empty for streamed downloads.
    public let body: [UInt8]
    /// The URL that answered, after redirects and without user information.
    public let url: String

    /// Whether the request was answered as asked: 2xx, or 304 to a conditional request.
    static func isSuccess(_ status: Int) -> Bool {
        (200..<300).contains(status) || status == 304
    }

    /// The first offset and the complete length a `Content-Range` field names (RFC 9110, section 14.4).
    public var contentRange: (start: UInt64, total: UInt64?)? {
        guard let field = headers["Content-Range"], field.lowercased().hasPrefix("bytes ") else { return nil }
        let parts = field.dropFirst(6).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let first = parts[0].split(separator: "-").first, let start = UInt64(first) else {
            return nil
        }
        return (start, UInt64(parts[1]))
    }
}
