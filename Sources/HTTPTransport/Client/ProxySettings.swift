/// Names the proxies for each scheme.
public struct ProxySettings: Hashable, Sendable {
    /// The proxy for `http` URLs.
    public var http: String?
    /// The proxy for `https` URLs.
    public var https: String?
    /// Hosts reached without a proxy, separated by commas; `*` for all.
    public var exceptions: String?

    /// Reads `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`, lower case first.
    ///
    /// Upper-case `HTTP_PROXY` is ignored in a CGI environment, where a request header sets it (CVE-2016-5385).
    public init(environment: [String: String]) {
        func value(_ name: String) -> String? {
            for key in [name.lowercased(), name] {
                if let text = environment[key], !text.isEmpty { return text }
            }
            return nil
        }
        let all = value("ALL_PROXY")
        let isGateway = environment["REQUEST_METHOD"] != nil
        http = (isGateway ? environment["http_proxy"] : value("HTTP_PROXY")) ?? all
        https = value("HTTPS_PROXY") ?? all
        exceptions = value("NO_PROXY")
    }
}
