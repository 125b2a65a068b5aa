import ManifestGen

/// The machine-readable form of a lock that succeeded: one JSON object.
public struct JSONLockReport: Encodable {
    var packages: [LockReport.Package]
    var excluded: [BuildReport.Excluded]
    var lock: JSONReport.Lock?
    var changes: LockChanges
    var diagnostics: [Diagnostic]
    var warnings: [String]
    var notes: [String]
    var cache: BuildReport.Cache
    var timings: [String: Double]
    var isUpToDate: Bool

    enum CodingKeys: String, CodingKey {
        case packages, excluded, lock, changes, diagnostics, warnings, notes, cache, timings
        case isUpToDate = "up_to_date"
    }

    /// Describes a lock.
    public init(_ report: LockReport) {
        packages = report.packages
        excluded = report.excluded
        lock = report.path.map(JSONReport.Lock.init)
        changes = report.changes
        diagnostics = report.diagnostics
        warnings = report.warnings
        notes = report.notes
        cache = report.cache
        timings = Dictionary(report.timings.map { ($0.stage.rawValue, $0.seconds) }) { $0 + $1 }
        isUpToDate = report.isUpToDate
    }
}
