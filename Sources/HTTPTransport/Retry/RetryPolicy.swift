/// Decides whether and when a failed request is sent again.
struct RetryPolicy {
    let configuration: HTTPClientConfiguration

    /// Decides how long to wait before the next attempt.
    ///
    /// - Parameters:
    ///   - error: The failure of the attempt.
    ///   - attempt: The number of the attempt, from 1.
    ///   - isIdempotent: Whether the request may be sent again although the server might have acted on it.
    ///   - now: The time in seconds since 1970, for `Retry-After` dates.
    /// - Returns: The wait in milliseconds, or `nil` if the failure is final.
    func delay(after error: HTTPError, attempt: Int, isIdempotent: Bool, now: Int64) -> Int? {
        guard attempt < configuration.maximumAttempts, isTransient(error, isIdempotent: isIdempotent) else {
            return nil
        }
        let doubled = configuration.firstRetryDelay << min(attempt - 1, 16)
        let ceiling = max(1, min(doubled, configuration.maximumRetryDelay))
        let delay = Int.random(in: (ceiling + 1) / 2...ceiling)
        guard let field = error.response?.headers["Retry-After"], let wanted = RetryAfter.seconds(field, now: now)
        else {
            return delay
        }
        guard wanted <= configuration.maximumRetryDelay / 1000 else { return nil }
        return max(delay, wanted * 1000)
    }

    private func isTransient(_ error: HTTPError, isIdempotent: Bool) -> Bool {
        switch error.kind {
        case .couldNotResolve, .couldNotConnect, .status(429), .status(503): true
        case .status(408), .status(500), .status(502), .status(504): isIdempotent
        case .status(let status): isIdempotent && (520..<600).contains(status)
        case .timedOut, .interrupted: isIdempotent
        case .tls: error.isBrokenHandshake
        default: false
        }
    }
}
