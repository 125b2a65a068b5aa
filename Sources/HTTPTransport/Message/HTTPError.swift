/// Says why a request has no usable answer.
public struct HTTPError: Error, Sendable {
    /// What went wrong.
    public enum Kind: Hashable, Sendable {
        /// The URL or a header field cannot be sent.
        case invalidRequest
        /// The host name has no address.
        case couldNotResolve
        /// No connection to the server or the proxy.
        case couldNotConnect
        /// The TLS handshake or the verification of the certificate failed.
        case tls
        /// Connecting took too long, or no byte moved for the idle time-out.
        case timedOut
        /// The connection ended before the answer was complete.
        case interrupted
        /// More redirects than the configuration allows.
        case tooManyRedirects
        /// A redirect leads to another protocol, from `https` to `http`, or to no URL at all.
        case refusedRedirect
        /// The server answered with this status.
        case status(Int)
        /// The body is larger than this many bytes.
        case bodyTooLarge(limit: Int)
        /// The task was cancelled.
        case cancelled
        /// The receiver of a download threw ``HTTPError/underlying``.
        case sinkFailed
        /// Another failure, with libcurl's number for it.
        case transport(code: Int)
    }

    /// What went wrong.
    public let kind: Kind
    /// The URL, without secrets.
    public let url: String
    /// What the library or the server said about it.
    public let detail: String
    /// How often the request was tried.
    public internal(set) var attempts: Int
    /// Whether the TLS handshake broke off, which unlike an untrusted certificate may pass.
    var isBrokenHandshake = false
    /// The answer behind ``Kind/status(_:)``, with up to 64 KiB of its body.
    public let response: HTTPResponse?
    /// The error a receiver threw.
    public let underlying: (any Error)?

    init(
        _ kind: Kind,
        url: String,
        detail: String,
        response: HTTPResponse? = nil,
        underlying: (any Error)? = nil
    ) {
        self.kind = kind
        self.url = URLRedaction.redact(url)
        self.detail = detail
        self.attempts = 1
        self.response = response
        self.underlying = underlying
    }

    /// The status of the answer, if there was one with an unwanted status.
    public var status: Int? {
        if case .status(let code) = kind { code } else { nil }
    }
}
