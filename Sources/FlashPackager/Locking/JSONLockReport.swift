import Digests
import ManifestGen

/// The machine-readable form of a lock that succeeded: one JSON object.
public struct JSONLockReport: Encodable {
    struct Package: Encodable {
        var name: String
        var version: String
        var filename: String
        var url: String
        var sha256: String
        var bytes: UInt64
        var extras: [String]
        var requiredBy: [String]
        var reason: String

        enum CodingKeys: String, CodingKey {
            case name, version, filename, url, sha256, bytes, extras, reason
            case requiredBy = "required_by"
        }
    }

    var packages: [Package]
    var excluded: [JSONReport.Excluded]
    var lock: JSONReport.Lock?
    var changes: LockChanges
    var diagnostics: [Diagnostic]
    var warnings: [String]
    var notes: [String]
    var cache: JSONReport.Cache
    var timings: [String: Double]
    var isUpToDate: Bool

    enum CodingKeys: String, CodingKey {
        case packages, excluded, lock, changes, diagnostics, warnings, notes, cache, timings
        case isUpToDate = "up_to_date"
    }

    /// Describes a lock.
    public init(_ report: LockReport) {
        packages = report.packages.map {
            Package(
                name: $0.name,
                version: $0.version,
                filename: $0.filename,
                url: $0.url,
                sha256: $0.sha256.hex,
                bytes: $0.bytes,
                extras: $0.extras,
                requiredBy: $0.requiredBy,
                reason: $0.reason
            )
        }
        excluded = report.excluded.map { JSONReport.Excluded(name: $0.name, reason: $0.reason) }
        lock = report.path.map(JSONReport.Lock.init)
        changes = report.changes
        diagnostics = report.diagnostics
        warnings = report.warnings
        notes = report.notes
        cache = JSONReport.Cache(report.cache)
        timings = Dictionary(report.timings.map { ($0.stage.rawValue, $0.seconds) }) { $0 + $1 }
        isUpToDate = report.isUpToDate
    }
}
