#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Carries one request through its redirects and retries.
struct HTTPExchange {
    let request: HTTPRequest
    let receiver: BodyReceiver
    let loop: TransferLoop
    let configuration: HTTPClientConfiguration

    /// Attempts the request until it succeeds or its failure is final.
    func perform() async throws(HTTPError) -> HTTPResponse {
        let first = try firstOrder()
        let policy = RetryPolicy(configuration: configuration)
        var attempt = 1
        while true {
            do throws(HTTPError) {
                return try await follow(resuming(first))
            } catch {
                var error = error
                error.attempts = attempt
                let isRepeatable = request.isIdempotent
                guard receiver.canStartAgain,
                    let delay = policy.delay(
                        after: error,
                        attempt: attempt,
                        isIdempotent: isRepeatable,
                        now: Int64(time(nil))
                    )
                else { throw error }
                do {
                    try await Task.sleep(nanoseconds: UInt64(delay) * 1_000_000)
                } catch {
                    throw HTTPError(.cancelled, url: request.url, detail: "")
                }
            }
            attempt += 1
        }
    }

    /// Sends one attempt and follows its redirects.
    private func follow(_ first: Transfer.Order) async throws(HTTPError) -> HTTPResponse {
        var order = first
        var redirects = 0
        while true {
            let response = try await answer(to: order)
            if HTTPResponse.isSuccess(response.status) { return response }
            guard let next = try redirected(order, by: response) else {
                throw HTTPError(.status(response.status), url: order.url.text, detail: "", response: response)
            }
            redirects += 1
            guard redirects <= configuration.maximumRedirects else {
                throw HTTPError(
                    .tooManyRedirects,
                    url: request.url,
                    detail: "more than \(configuration.maximumRedirects)"
                )
            }
            order = next
        }
    }

    private func answer(to order: Transfer.Order) async throws(HTTPError) -> HTTPResponse {
        switch await loop.run(Transfer(order, receiver: receiver)) {
        case .success(let response): return response
        case .failure(let failure): throw HTTPError(failure, url: order.url.text)
        }
    }

    private func resuming(_ first: Transfer.Order) -> Transfer.Order {
        var order = first
        guard let point = receiver.prepareAttempt() else { return order }
        order.headers["Range"] = "bytes=\(point.offset)-\(request.range.map { String($0.upperBound) } ?? "")"
        order.headers["If-Range"] = point.validator
        return order
    }

    private func firstOrder() throws(HTTPError) -> Transfer.Order {
        guard let url = HTTPURL(request.url) else {
            throw HTTPError(.invalidRequest, url: request.url, detail: "not an http or https URL")
        }
        var headers = request.headers
        if headers["Authorization"] == nil {
            headers["Authorization"] = url.authorization
        }
        if let range = request.range {
            headers["Range"] = "bytes=\(range.lowerBound)-\(range.upperBound)"
        }
        for field in headers.fields where !field.isValid {
            throw HTTPError(
                .invalidRequest,
                url: request.url,
                detail: "invalid header field \(field.name.debugDescription)"
            )
        }
        guard !request.method.isEmpty, request.method.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            throw HTTPError(.invalidRequest, url: request.url, detail: "invalid method")
        }
        return Transfer.Order(
            url: url,
            method: request.method,
            headers: headers,
            body: request.body,
            acceptsCompression: receiver.acceptsCompression && request.range == nil && request.method != "HEAD"
        )
    }
}

extension HTTPHeaders.Field {
    /// Whether the name is a token and the value has no control characters (RFC 9110, section 5.5).
    fileprivate var isValid: Bool {
        let isToken = name.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
            }
        }
        return !name.isEmpty && isToken && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
    }
}
