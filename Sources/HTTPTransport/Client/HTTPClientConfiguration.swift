/// Decides how a client connects, how long it waits and how often it tries again.
public struct HTTPClientConfiguration: Sendable {
    /// Transfers that run at the same time.
    public var maximumConcurrentTransfers = 16
    /// The longest wait for a connection, in seconds.
    public var connectTimeout = 15
    /// The longest time in which less moves than ``minimumSpeed`` asks for, in seconds; the total time has no limit.
    public var idleTimeout = 30
    /// The bytes per second below which a transfer counts as stalled, so that a trickle cannot keep it alive.
    public var minimumSpeed = 128
    /// How often a request is sent in all before its failure is final.
    public var maximumAttempts = 4
    /// The wait before the second attempt, in milliseconds; doubled for each further one, with jitter.
    public var firstRetryDelay = 200
    /// The longest wait between attempts, in milliseconds; a server that asks for more (`Retry-After`) is not asked again.
    public var maximumRetryDelay = 30_000
    /// How many redirects are followed.
    public var maximumRedirects = 10
    /// The `User-Agent` field.
    public var userAgent: String
    /// Where certificate authorities come from.
    public var trust: TrustRoots
    /// Which proxies are used.
    public var proxies: ProxySettings
    /// The netrc file with credentials per host, if there is one.
    public var netrcPath: String?

    /// Creates the configuration an environment asks for.
    ///
    /// Reads `CURL_CA_BUNDLE`, `SSL_CERT_FILE`, `SSL_CERT_DIR`, `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`
    /// (either case), `NETRC` and `HOME`.
    ///
    /// - Parameters:
    ///   - environment: The variables of the process.
    ///   - version: The version of the program, for the `User-Agent` field.
    public init(environment: [String: String], version: String = "0.1.0") {
        userAgent = "flash-swift/\(version)"
        trust = TrustRoots(environment: environment)
        proxies = ProxySettings(environment: environment)
        if let seconds = environment["FLASH_HTTP_TIMEOUT"].flatMap(Int.init), (1...86400).contains(seconds) {
            idleTimeout = seconds
            connectTimeout = seconds
        }
        if let path = environment["NETRC"], !path.isEmpty {
            netrcPath = path
        } else if let home = environment["HOME"], !home.isEmpty {
            netrcPath = home + "/.netrc"
        }
    }
}
