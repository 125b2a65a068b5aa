extension HTTPError: CustomStringConvertible {
    /// One line for people: what happened, where, and how often it was tried.
    public var description: String {
        let tries = attempts > 1 ? " (\(attempts) attempts)" : ""
        let reason = detail.isEmpty ? "" : ": \(detail)"
        return "\(summary) \(url)\(tries)\(reason)"
    }

    /// What to do about it.
    public var hint: String {
        switch kind {
        case .invalidRequest:
            "Use an absolute http:// or https:// URL without spaces or control characters."
        case .couldNotResolve:
            "Check the host name, the network, and HTTPS_PROXY if the network needs a proxy."
        case .couldNotConnect:
            "Check that the server runs and that no firewall or proxy setting (HTTPS_PROXY, NO_PROXY) is in the way."
        case .tls:
            "If the network uses its own certificate authority, name its bundle in SSL_CERT_FILE."
        case .timedOut, .interrupted:
            "Try again; if it keeps happening, check the network or the server."
        case .tooManyRedirects, .refusedRedirect:
            "Use the URL the server finally leads to."
        case .status(401), .status(403), .status(407):
            "Check the credentials: user information in the URL, or the entry for this host in ~/.netrc."
        case .status(404), .status(410):
            "Check the URL."
        case .status(429), .status(503):
            "The server is busy; try again later."
        case .status:
            "Try again later, or ask whoever runs the server."
        case .bodyTooLarge:
            "The answer is not what was asked for; check the URL."
        case .cancelled:
            "Run the command again."
        case .sinkFailed:
            "Check free space and permissions where the content is written."
        case .transport:
            "Try again."
        }
    }

    private var summary: String {
        switch kind {
        case .invalidRequest: "cannot request"
        case .couldNotResolve: "cannot resolve the host of"
        case .couldNotConnect: "cannot connect to"
        case .tls: "no trusted TLS connection to"
        case .timedOut: "timed out:"
        case .interrupted: "the connection ended early:"
        case .tooManyRedirects: "too many redirects from"
        case .refusedRedirect: "refused a redirect from"
        case .status(let status): "HTTP status \(status) from"
        case .bodyTooLarge(let limit): "more than \(limit) bytes from"
        case .cancelled: "cancelled:"
        case .sinkFailed: "could not keep what was received from"
        case .transport(let code): "transfer failed (curl \(code)):"
        }
    }
}
