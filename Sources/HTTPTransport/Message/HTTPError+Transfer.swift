import CCurl

extension HTTPError {
    /// Translates what ended a transfer.
    init(_ failure: Transfer.Failure, url: String) {
        switch failure {
        case .cancelled:
            self.init(.cancelled, url: url, detail: "")
        case .receiver(.tooLarge(let limit)):
            self.init(.bodyTooLarge(limit: limit), url: url, detail: "")
        case .receiver(.sink(let error)):
            self.init(.sinkFailed, url: url, detail: String(describing: error), underlying: error)
        case .receiver(.cannotContinue(let reason)):
            self.init(.interrupted, url: url, detail: reason)
        case .curl(let code, let message):
            self.init(Self.kind(of: code), url: url, detail: message)
            isBrokenHandshake = code == CURLE_SSL_CONNECT_ERROR
        }
    }

    private static func kind(of code: CURLcode) -> Kind {
        switch code {
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT: .invalidRequest
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .couldNotResolve
        case CURLE_COULDNT_CONNECT: .couldNotConnect
        case CURLE_OPERATION_TIMEDOUT: .timedOut
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_ENGINE_INITFAILED:
            .tls
        case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_HTTP2,
            CURLE_HTTP2_STREAM, CURLE_BAD_CONTENT_ENCODING:
            .interrupted
        default: .transport(code: Int(code.rawValue))
        }
    }
}
