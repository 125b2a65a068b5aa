/// Sends requests over one pool of kept-alive, multiplexed connections.
///
/// Connections, redirects, retries, proxies, certificates and credentials follow the ``HTTPClientConfiguration``.
/// The thread behind a client starts with the first request.
public final class HTTPClient: Sendable {
    /// The settings the client was made with.
    public let configuration: HTTPClientConfiguration
    private let loop: TransferLoop

    /// Creates a client; nothing is opened before the first request.
    public init(configuration: HTTPClientConfiguration) {
        self.configuration = configuration
        loop = TransferLoop(configuration: configuration)
    }

    deinit {
        loop.stop()
    }

    /// Sends a request and holds the decoded body in memory.
    ///
    /// - Parameter request: What to send; its `maximumBodyBytes` bounds the body.
    /// - Returns: An answer with a status of 2xx, or 304 to a conditional request.
    /// - Throws: ``HTTPError`` for any other status and any failure; cancelling the task aborts the transfer.
    public func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        let receiver = BodyReceiver(.memory(limit: request.maximumBodyBytes), isImmutable: request.isImmutable)
        return try await HTTPExchange(request: request, receiver: receiver, loop: loop, configuration: configuration)
            .perform()
    }

    /// Sends a request and streams the body, as it was sent, to `sink`.
    ///
    /// Only the body of a successful answer reaches the sink. An interrupted download resumes with a range when the
    /// server gave a strong validator or the request says the content is immutable; otherwise it starts again if
    /// `started` is given, and fails if not.
    ///
    /// - Parameters:
    ///   - request: What to send.
    ///   - started: Called with the head before the first byte, and again whenever the body starts over: forget what
    ///     was received before. Throwing aborts the download.
    ///   - sink: Called in order on the transfer thread; the transfer waits for it. Throwing aborts the download.
    /// - Returns: The head of the answer, with an empty body.
    /// - Throws: ``HTTPError``; what `started` or `sink` threw is its `underlying` error.
    public func download(
        _ request: HTTPRequest,
        started: (@Sendable (HTTPResponse) throws -> Void)? = nil,
        to sink: @escaping @Sendable (UnsafeRawBufferPointer) throws -> Void
    ) async throws(HTTPError) -> HTTPResponse {
        let receiver = BodyReceiver(.stream(started: started, sink: sink), isImmutable: request.isImmutable)
        return try await HTTPExchange(request: request, receiver: receiver, loop: loop, configuration: configuration)
            .perform()
    }
}
