public import ArtifactCache
import Digests
public import HTTPTransport

/// Gets pages, metadata and files from package indexes, through the store.
///
/// Indexes are asked in order, and the first that knows a project is the only one used for it: a public project
/// cannot take the place of a private one of the same name.
public final class IndexClient: Sendable {
    /// The indexes in the order they are asked.
    public let indexes: [PackageIndex]
    /// When the network is used.
    public let policy: IndexPolicy

    let store: ArtifactStore
    let http: HTTPClient
    let pages = SharedWork<PackageName, ProjectListing>()
    let metadata = SharedWork<String, CoreMetadata>()
    let downloads = SharedWork<String, StoredBlob>()
    private let places = Locked([PackageName: PackageIndex]())
    private let authorizations = Locked([String: String]())
    let capabilities = Locked([String: ServerCapabilities]())
    private let counters = Locked(IndexStatistics())

    /// Creates a client.
    ///
    /// - Parameters:
    ///   - indexes: The indexes in the order they are asked.
    ///   - store: Where pages, metadata and files are kept.
    ///   - http: The transport.
    ///   - policy: When the network is used.
    public init(indexes: [PackageIndex], store: ArtifactStore, http: HTTPClient, policy: IndexPolicy = IndexPolicy()) {
        self.indexes = indexes
        self.store = store
        self.http = http
        self.policy = policy
    }

    /// What the client did so far.
    public var statistics: IndexStatistics {
        counters.withLock { $0 }
    }

    /// The index a project was found on by ``files(of:)``; `nil` before it was asked for.
    public func index(of project: PackageName) -> PackageIndex? {
        places.withLock { $0[project] }
    }

    func note(_ project: PackageName, on index: PackageIndex) {
        places.withLock { $0[project] = index }
    }

    func setAuthorization(_ authorization: String, for url: String) {
        authorizations.withLock { $0[url] = authorization }
    }

    func count(_ change: (inout IndexStatistics) -> Void) {
        counters.withLock { change(&$0) }
    }

    /// Sends a request and counts it.
    func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
        count { $0.requests += 1 }
        let response = try await http.send(request)
        count { $0.bytesFetched += UInt64(response.body.count) }
        return response
    }

    /// A request with the credentials known for `url`, or of the index that shares its origin.
    func request(_ url: String, headers: HTTPHeaders = [:]) -> HTTPRequest {
        var request = HTTPRequest(url: url, headers: headers)
        if let authorization = authorizations.withLock({ $0[url] }) {
            request.headers["Authorization"] = authorization
            return request
        }
        guard let origin = HTTPURL(url)?.origin else { return request }
        let candidates = indexes.filter { $0.origin == origin && $0.authorization != nil }
        if let index = candidates.first(where: { url.hasPrefix($0.url + "/") }) ?? candidates.first {
            request.headers["Authorization"] = index.authorization
        }
        return request
    }
}
