public import ManifestGen

/// The machine-readable form of a build's outcome: one JSON object.
public struct JSONReport: Encodable {
    struct Lock: Encodable {
        var path: String
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

    var artifact: BuildReport.Artifact?
    var manifest: BuildReport.ManifestFile?
    var lock: Lock?
    var packages: [BuildReport.Package]?
    var excluded: [BuildReport.Excluded]?
    var slimmed: [BuildReport.Slimmed]?
    var diagnostics: [Diagnostic]
    var warnings: [String]?
    var cache: BuildReport.Cache?
    var timings: [String: Double]?
    var isUpToDate: Bool?
    var error: Failure?

    enum CodingKeys: String, CodingKey {
        case artifact, manifest, lock, packages, excluded, slimmed, diagnostics, warnings, cache, timings, error
        case isUpToDate = "up_to_date"
    }

    /// Describes a build that succeeded.
    public init(_ report: BuildReport) {
        artifact = report.artifact
        manifest = report.manifest
        lock = report.lockPath.map(Lock.init)
        packages = report.packages
        excluded = report.excluded
        slimmed = report.slimmed
        diagnostics = report.diagnostics
        warnings = report.warnings
        cache = report.cache
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
