import ArtifactCache
import Digests
import HTTPTransport
import ManifestGen
import PythonPackaging

/// Requirement files that are got from servers.
///
/// They are asked for in every build; what the store holds of them is used when the network may not be.
struct RemoteFiles: Sendable {
    /// The content of each file that was got, by the URL that asks for it.
    private(set) var contents: [String: [UInt8]] = [:]
    private let http: HTTPClient
    private let store: ArtifactStore
    private let isOffline: Bool

    /// The largest requirement file that is read, in bytes.
    private static let limit = 8 << 20

    /// Prepares to get files; nothing is asked before the first.
    init(_ options: BuildOptions, store: ArtifactStore) {
        http = HTTPClient(
            configuration: HTTPClientConfiguration(environment: options.environment, version: ToolVersion.current)
        )
        self.store = store
        isOffline = options.isOffline
    }

    /// Gets the file at `url`, which `origin` asks for.
    ///
    /// - Throws: `unavailable` or `credentials`, with the place that asks for the file.
    mutating func get(_ url: String, for origin: RequirementOrigin) async throws(BuildFailure) {
        let shown = URLRedaction.redact(url)
        let location = origin.line > 0 ? SourceLocation(origin) : nil
        let key = ResultKey(stage: "requirements-file", input: SHA256Digest(of: DistributionFile.location(of: url)))
        do throws(any Error) {
            if isOffline {
                guard let record = try store.result(for: key) else {
                    throw BuildFailure(
                        .unavailable,
                        code: "not-cached",
                        "\(shown) is not in the store, and the network is not used (--offline).",
                        at: location,
                        hint: "Run once without --offline."
                    )
                }
                contents[url] = record.value
                return
            }
            var request = HTTPRequest(url: url, headers: ["Accept": "text/plain, */*;q=0.1"])
            request.maximumBodyBytes = Self.limit
            let body = try await http.send(request).body
            try store.record(ActionResult(value: body), for: key, durability: .relaxed)
            contents[url] = body
        } catch let error as HTTPError {
            let isRefused = [401, 403, 407].contains(error.status)
            throw BuildFailure(
                isRefused ? .credentials : error.kind == .cancelled ? .cancelled : .unavailable,
                code: "requirements-url",
                "Cannot get the requirement file \(shown): \(error).",
                at: location,
                hint: error.hint
            )
        } catch {
            throw BuildFailure(describing: error)
        }
    }
}
