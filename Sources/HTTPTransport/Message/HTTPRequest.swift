/// Describes one request, redirects and retries included.
public struct HTTPRequest: Sendable {
    /// The `http` or `https` URL; user information in it becomes a basic `Authorization` field (RFC 7617).
    public var url: String
    /// The request method.
    public var method: String
    /// Additional header fields, which reach another origin only if they cannot carry credentials.
    public var headers: HTTPHeaders
    /// The content to send.
    public var body: HTTPBody?
    /// The bytes wanted, as absolute offsets (RFC 9110, section 14.2); a server may ignore it and answer 200.
    public var range: ClosedRange<UInt64>?
    /// The largest decoded response body ``HTTPClient/send(_:)`` holds in memory, in bytes.
    public var maximumBodyBytes: Int
    /// Whether the content behind the URL never changes, or is verified by the caller.
    ///
    /// An interrupted download of such content resumes even when the server has no validators.
    public var isImmutable: Bool

    /// Describes a request.
    ///
    /// - Parameters:
    ///   - url: The `http` or `https` URL.
    ///   - method: The request method.
    ///   - headers: Additional header fields.
    ///   - body: The content to send.
    ///   - range: The bytes wanted, as absolute offsets.
    ///   - maximumBodyBytes: The largest decoded response body held in memory, in bytes.
    ///   - isImmutable: Whether the content never changes or is verified by the caller.
    public init(
        url: String,
        method: String = "GET",
        headers: HTTPHeaders = [:],
        body: HTTPBody? = nil,
        range: ClosedRange<UInt64>? = nil,
        maximumBodyBytes: Int = 64 << 20,
        isImmutable: Bool = false
    ) {
        self.url = url
        self.method = method
        self.headers = headers
        self.body = body
        self.range = range
        self.maximumBodyBytes = maximumBodyBytes
        self.isImmutable = isImmutable
    }

    /// Whether sending the request twice has the effect of sending it once (RFC 9110, section 9.2.2).
    var isIdempotent: Bool {
        ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"].contains(method)
    }
}

/// The content of a request.
public enum HTTPBody: Sendable {
    /// Content held in memory.
    case bytes([UInt8])
    /// The content of the file at this path, streamed from disk.
    case file(path: String)
}
