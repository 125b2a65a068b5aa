import CCurl

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Transfer {
    /// Creates the easy handle and tells it what to do.
    func open(_ configuration: HTTPClientConfiguration) -> CURLcode {
        guard let easy = wire.open() else { return CURLE_OUT_OF_MEMORY }
        let steps = [
            setTarget, setPatience, setTrust, setProxy, setCredentials, setHeaders, setContent, setCallbacks,
        ]
        for step in steps {
            let code = step(easy, configuration)
            if code != CURLE_OK { return code }
        }
        return CURLE_OK
    }

    private func setTarget(_ easy: UnsafeMutableRawPointer, _ configuration: HTTPClientConfiguration) -> CURLcode {
        _ = flash_curl_set_long(easy, CURLOPT_NOSIGNAL, 1)
        _ = flash_curl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0)
        _ = flash_curl_set_long(easy, CURLOPT_PIPEWAIT, order.url.scheme == "https" ? 1 : 0)
        _ = flash_curl_set_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        _ = flash_curl_set_long(easy, CURLOPT_BUFFERSIZE, 256 << 10)
        _ = flash_curl_set_string(easy, CURLOPT_USERAGENT, configuration.userAgent)
        if order.acceptsCompression {
            _ = flash_curl_set_string(easy, CURLOPT_ACCEPT_ENCODING, "")
        }
        let code = flash_curl_allow_only_http(easy)
        return code == CURLE_OK ? flash_curl_set_string(easy, CURLOPT_URL, order.url.text) : code
    }

    private func setPatience(_ easy: UnsafeMutableRawPointer, _ configuration: HTTPClientConfiguration) -> CURLcode {
        _ = flash_curl_set_long(easy, CURLOPT_CONNECTTIMEOUT, configuration.connectTimeout)
        _ = flash_curl_set_long(easy, CURLOPT_LOW_SPEED_LIMIT, configuration.minimumSpeed)
        return flash_curl_set_long(easy, CURLOPT_LOW_SPEED_TIME, configuration.idleTimeout)
    }

    private func setTrust(_ easy: UnsafeMutableRawPointer, _ configuration: HTTPClientConfiguration) -> CURLcode {
        let trust = configuration.trust
        guard let bundle = trust.bundle else {
            return trust.directory.map { flash_curl_set_string(easy, CURLOPT_CAPATH, $0) } ?? CURLE_OK
        }
        _ = flash_curl_set_string(easy, CURLOPT_CAPATH, trust.directoryBesideBundle)
        return flash_curl_set_string(easy, CURLOPT_CAINFO, bundle)
    }

    private func setProxy(_ easy: UnsafeMutableRawPointer, _ configuration: HTTPClientConfiguration) -> CURLcode {
        let proxies = configuration.proxies
        _ = flash_curl_set_string(easy, CURLOPT_NOPROXY, proxies.exceptions ?? "")
        return flash_curl_set_string(
            easy,
            CURLOPT_PROXY,
            (order.url.scheme == "https" ? proxies.https : proxies.http) ?? ""
        )
    }

    private func setCredentials(_ easy: UnsafeMutableRawPointer, _ configuration: HTTPClientConfiguration) -> CURLcode {
        guard let path = configuration.netrcPath, order.headers["Authorization"] == nil, access(path, R_OK) == 0 else {
            return CURLE_OK
        }
        _ = flash_curl_set_long(easy, CURLOPT_NETRC, Int(CURL_NETRC_OPTIONAL.rawValue))
        return flash_curl_set_string(easy, CURLOPT_NETRC_FILE, path)
    }

    private func setHeaders(_ easy: UnsafeMutableRawPointer, _ configuration: HTTPClientConfiguration) -> CURLcode {
        var lines = order.headers.fields.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        if order.body != nil {
            lines.append("Expect:")
            if order.headers["Content-Type"] == nil {
                lines.append("Content-Type:")
            }
        }
        return wire.setHeaders(lines)
    }

    private func setContent(_ easy: UnsafeMutableRawPointer, _ configuration: HTTPClientConfiguration) -> CURLcode {
        switch order.body {
        case .bytes(let bytes):
            _ = flash_curl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
            let code = bytes.withUnsafeBytes {
                flash_curl_set_pointer(
                    easy,
                    CURLOPT_COPYPOSTFIELDS,
                    UnsafeMutableRawPointer(mutating: $0.baseAddress ?? UnsafeRawPointer(easy))
                )
            }
            if code != CURLE_OK { return code }
        case .file(let path):
            let code = wire.setUpload(path: path)
            if code != CURLE_OK { return code }
        case nil:
            if order.method == "HEAD" { return flash_curl_set_long(easy, CURLOPT_NOBODY, 1) }
            if order.method == "GET" { return CURLE_OK }
        }
        return flash_curl_set_string(easy, CURLOPT_CUSTOMREQUEST, order.method)
    }

    private func setCallbacks(_ easy: UnsafeMutableRawPointer, _ configuration: HTTPClientConfiguration) -> CURLcode {
        let context = Unmanaged.passUnretained(self).toOpaque()
        _ = flash_curl_set_pointer(easy, CURLOPT_HEADERDATA, context)
        _ = flash_curl_set_pointer(easy, CURLOPT_WRITEDATA, context)
        _ = flash_curl_set_data_callback(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            Transfer.receive(bytes, size * count, context) { $0.receiveHeader($1) }
        }
        return flash_curl_set_data_callback(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            Transfer.receive(bytes, size * count, context) { $0.receiveBody($1) }
        }
    }

    /// Hands bytes from curl to the transfer behind `context`; returns the number taken, 0 to stop the transfer.
    private static func receive(
        _ bytes: UnsafeMutablePointer<CChar>?,
        _ count: Int,
        _ context: UnsafeMutableRawPointer?,
        _ body: (Transfer, UnsafeRawBufferPointer) -> Bool
    ) -> Int {
        guard let context, let bytes, count > 0 else { return count }
        let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        return body(transfer, UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
    }
}
