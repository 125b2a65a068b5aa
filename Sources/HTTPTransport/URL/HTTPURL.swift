import CCurl

/// A parsed `http` or `https` URL (RFC 3986).
public struct HTTPURL: Hashable, Sendable {
    /// The URL without user information and fragment.
    public let text: String
    /// `http` or `https`.
    public let scheme: String
    /// The host name or address, in lower case.
    public let host: String
    /// The port, the default of the scheme included.
    public let port: String
    /// The fragment, still percent-encoded.
    public let fragment: String?
    /// The value of an `Authorization` field made from the user information (RFC 7617).
    public let authorization: String?

    /// Parses `text`; `nil` unless it is an absolute `http` or `https` URL.
    public init?(_ text: String) {
        if let plain = HTTPURL(plain: text) {
            self = plain
        } else {
            self.init(reference: text, base: nil)
        }
    }

    /// Resolves `reference` against this URL (RFC 3986, section 5); `nil` when the result is no `http` or `https` URL.
    public func resolving(_ reference: String) -> HTTPURL? {
        HTTPURL(reference: reference, base: text)
    }

    /// Scheme, host and port, which together decide who may see credentials (RFC 6454).
    public var origin: String {
        "\(scheme)://\(host):\(port)"
    }

    /// The value of an `Authorization` field for a user name and a password (RFC 7617).
    public static func authorization(user: String, password: String) -> String {
        "Basic " + Base64.encode(Array("\(user):\(password)".utf8))
    }

    init(text: String, scheme: String, host: String, port: String, fragment: String?, authorization: String?) {
        self.text = text
        self.scheme = scheme
        self.host = host
        self.port = port
        self.fragment = fragment
        self.authorization = authorization
    }

    private init?(reference: String, base: String?) {
        guard !reference.utf8.contains(0), let handle = curl_url() else { return nil }
        defer { curl_url_cleanup(handle) }
        let encode = UInt32(CURLU_URLENCODE)
        if let base, curl_url_set(handle, CURLUPART_URL, base, encode) != CURLUE_OK { return nil }
        guard curl_url_set(handle, CURLUPART_URL, reference, encode) == CURLUE_OK,
            let scheme = Self.part(CURLUPART_SCHEME, of: handle)?.lowercased(), scheme == "http" || scheme == "https",
            let host = Self.part(CURLUPART_HOST, of: handle)?.lowercased(), !host.isEmpty,
            let port = Self.part(CURLUPART_PORT, of: handle, flags: UInt32(CURLU_DEFAULT_PORT))
        else { return nil }
        let user = Self.part(CURLUPART_USER, of: handle, flags: UInt32(CURLU_URLDECODE))
        let password = Self.part(CURLUPART_PASSWORD, of: handle, flags: UInt32(CURLU_URLDECODE))
        fragment = Self.part(CURLUPART_FRAGMENT, of: handle)
        for part in [CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS, CURLUPART_FRAGMENT] {
            guard curl_url_set(handle, part, nil, 0) == CURLUE_OK else { return nil }
        }
        guard let text = Self.part(CURLUPART_URL, of: handle) else { return nil }
        self.text = text
        self.scheme = scheme
        self.host = host
        self.port = port
        if user != nil || password != nil {
            authorization = Self.authorization(user: user ?? "", password: password ?? "")
        } else {
            authorization = nil
        }
    }

    private static func part(_ part: CURLUPart, of handle: OpaquePointer, flags: UInt32 = 0) -> String? {
        var value: UnsafeMutablePointer<CChar>?
        guard flash_curl_url_get(handle, part, &value, flags) == CURLUE_OK, let value else { return nil }
        defer { curl_free(value) }
        return String(cString: value)
    }
}
