import Digests
public import ManifestGen

/// The machine-readable form of a build's outcome: one JSON object.
public struct JSONReport: Encodable {
    struct Artifact: Encodable {
        var path: String
        var bytes: UInt64
        var sha256: String
        var tarSHA256: String

        enum CodingKeys: String, CodingKey {
            case path, bytes, sha256
            case tarSHA256 = "tar_sha256"
        }
    }
    struct ManifestFile: Encodable {
        var path: String
        var sha256: String
    }
    struct Lock: Encodable {
        var path: String
    }
    struct Package: Encodable {
        var name: String
        var version: String
        var bytes: UInt64
        var reason: String
    }
    struct Excluded: Encodable {
        var name: String
        var reason: String
    }
    struct Cache: Encodable {
        var hits: Int
        var misses: Int
        var bytesFetched: UInt64

        enum CodingKeys: String, CodingKey {
            case hits, misses
            case bytesFetched = "bytes_fetched"
        }

        init(_ cache: BuildReport.Cache) {
            hits = cache.hits
            misses = cache.misses
            bytesFetched = cache.bytesFetched
        }
    }
    struct Failure: Encodable {
        var kind: String
        var code: String
        var message: String
        var location: SourceLocation?
        var hint: String?
        var exitStatus: Int32

        enum CodingKeys: String, CodingKey {
            case kind, code, message, location, hint
            case exitStatus = "exit_status"
        }
    }

    var artifact: Artifact?
    var manifest: ManifestFile?
    var lock: Lock?
    var packages: [Package]?
    var excluded: [Excluded]?
    var diagnostics: [Diagnostic]
    var warnings: [String]?
    var cache: Cache?
    var timings: [String: Double]?
    var isUpToDate: Bool?
    var error: Failure?

    enum CodingKeys: String, CodingKey {
        case artifact, manifest, lock, packages, excluded, diagnostics, warnings, cache, timings, error
        case isUpToDate = "up_to_date"
    }

    /// Describes a build that succeeded.
    public init(_ report: BuildReport) {
        artifact = report.artifact.map {
            Artifact(path: $0.path, bytes: $0.bytes, sha256: $0.sha256.hex, tarSHA256: $0.tarSHA256.hex)
        }
        manifest = report.manifest.map { ManifestFile(path: $0.path, sha256: $0.sha256.hex) }
        lock = report.lockPath.map(Lock.init)
        packages = report.packages.map {
            Package(name: $0.name, version: $0.version, bytes: $0.bytes, reason: $0.reason)
        }
        excluded = report.excluded.map { Excluded(name: $0.name, reason: $0.reason) }
        diagnostics = report.diagnostics
        warnings = report.warnings
        cache = Cache(report.cache)
        isUpToDate = report.isUpToDate
        timings = Dictionary(report.timings.map { ($0.stage.rawValue, $0.seconds) }) { $0 + $1 }
    }

    /// Describes a build that failed, with what the scan had found by then.
    public init(_ failure: BuildFailure, diagnostics: [Diagnostic], warnings: [String]) {
        self.diagnostics = diagnostics
        self.warnings = warnings
        error = Failure(
            kind: failure.kind.rawValue,
            code: failure.code,
            message: failure.message,
            location: failure.location,
            hint: failure.hint,
            exitStatus: failure.exitStatus
        )
    }
}
