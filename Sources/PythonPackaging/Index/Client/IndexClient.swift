public import ArtifactCache
import Digests
public import HTTPTransport
import Synchronization

/// Gets pages, metadata and files from package indexes, through the store.
///
/// Indexes are asked in order, and the first that knows a project is the only one used for it: a public project
/// cannot take the place of a private one of the same name.
public final class IndexClient: Sendable {
    /// What files may come from.
    public let sources: IndexSources
    /// When the network is used.
    public let policy: IndexPolicy

    let store: ArtifactStore
    let http: HTTPClient
    let pages = SharedWork<PackageName, ProjectListing>()
    let metadata = SharedWork<String, CoreMetadata>()
    let storedMetadata = SharedWork<String, CoreMetadata?>()
    let requirementTexts = RequirementTexts()
    let listings = SharedWork<String, LinkListing>()
    let downloads = SharedWork<String, StoredBlob>()
    let sizes = SharedWork<String, UInt64?>()
    private let places = Mutex([PackageName: PackageIndex]())
    private let linked = Mutex([String: RequirementOrigin]())
    private let authorizations = Mutex([String: String]())
    let capabilities = Mutex([String: ServerCapabilities]())
    private let counters = Mutex(IndexStatistics())

    /// Creates a client.
    ///
    /// - Parameters:
    ///   - sources: What files may come from.
    ///   - store: Where pages, metadata and files are kept.
    ///   - http: The transport.
    ///   - policy: When the network is used.
    public init(sources: IndexSources, store: ArtifactStore, http: HTTPClient, policy: IndexPolicy = IndexPolicy()) {
        self.sources = sources
        self.store = store
        self.http = http
        self.policy = policy
    }

    /// Creates a client that knows indexes only.
    public convenience init(
        indexes: [PackageIndex],
        store: ArtifactStore,
        http: HTTPClient,
        policy: IndexPolicy = IndexPolicy()
    ) {
        self.init(sources: IndexSources(indexes: indexes), store: store, http: http, policy: policy)
    }

    /// A client of other sources with the same store, transport and policy.
    package func with(sources: IndexSources) -> IndexClient {
        IndexClient(sources: sources, store: store, http: http, policy: policy)
    }

    /// What the client did so far.
    public var statistics: IndexStatistics {
        counters.withLock { $0 }
    }

    /// The index a project was found on by ``files(of:)``; `nil` before it was asked for.
    public func index(of project: PackageName) -> PackageIndex? {
        places.withLock { $0[project] }
    }

    /// The index a file was found on; `nil` for a file that a `--find-links` place listed.
    public func index(of file: DistributionFile, _ project: PackageName) -> PackageIndex? {
        place(listing: file) == nil ? index(of: project) : nil
    }

    /// Where the project asks for the `--find-links` place that listed a file; `nil` for files from elsewhere.
    func place(listing file: DistributionFile) -> RequirementOrigin? {
        linked.withLock { $0[file.url] }
    }

    func noteLinked(_ file: DistributionFile, by place: FindLinks) {
        linked.withLock { linked in
            if linked[file.url] == nil { linked[file.url] = place.declaredAt }
        }
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
        request.headers["Authorization"] = authorization(for: url, of: origin)
        return request
    }

    private func authorization(for url: String, of origin: String) -> String? {
        let candidates = (sources.indexes + sources.pins.values.sorted { $0.url < $1.url })
            .filter { $0.origin == origin && $0.authorization != nil }
        let components = url.split(separator: "/")
        let nearest = candidates.map { index in
            (index: index, shared: zip(index.url.split(separator: "/"), components).prefix { $0 == $1 }.count)
        }
        .reduce(nil as (index: PackageIndex, shared: Int)?) { best, next in
            best.map { $0.shared >= next.shared } ?? false ? best : next
        }
        if let nearest, url.hasPrefix(nearest.index.url + "/") { return nearest.index.authorization }
        let places = sources.findLinks.filter { $0.origin == origin && $0.authorization != nil }
        if let place = places.first(where: { $0.location == url }) { return place.authorization }
        return nearest?.index.authorization ?? places.first?.authorization
    }
}
