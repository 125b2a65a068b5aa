import ArtifactArchive
import ArtifactCache
import ManifestGen
import PythonPackaging

extension BuildFailure {
    /// Turns what a lower module reported into what the user is told.
    init(describing error: any Error) {
        switch error {
        case let failure as BuildFailure: self = failure
        case let error as StoreError: self.init(describing: error)
        case let error as ArchiveError: self.init(describing: error)
        case let error as IndexError: self.init(describing: error)
        case let error as ResolutionError: self.init(describing: error)
        case let error as ScanError: self.init(describing: error)
        case let error as WheelInstallationError:
            self.init(
                .badInput,
                code: "bad-wheel",
                "\(error).",
                hint: "Use another version of the package, and tell its maintainers."
            )
        case let error as RequirementsFileError:
            self.init(
                .badInput,
                code: "requirement",
                "\(error.message).",
                at: SourceLocation(error.origin),
                hint: error.hint
            )
        case let error as ProjectSettingsError:
            let place = error.line > 0 ? SourceLocation(file: error.file, line: error.line) : nil
            let message = place == nil ? "\(error.file): \(error.message)" : error.message
            self.init(
                .badInput,
                code: "settings",
                message.endsSentence ? message : "\(message).",
                at: place,
                hint: error.hint
            )
        case let error as LockFileError:
            self.init(
                .badInput,
                code: "lock-file",
                "The lock file cannot be used: \(error.message).",
                at: error.line > 0 ? SourceLocation(file: error.file, line: error.line) : nil,
                hint: "Run `flash lock` to write it anew; remove the file if it was edited by hand."
            )
        case let error as ProjectWalkError:
            let isMissing = error.kind == .noProject
            self.init(isMissing ? .noProject : .badInput, code: isMissing ? "no-project" : "unreadable", "\(error).")
        case let error as PackageGraphError:
            self.init(.badInput, code: "package-graph", "\(error).")
        case is CancellationError:
            self.init(.cancelled, code: "cancelled", "The build was stopped.")
        default:
            self.init(
                .internalError,
                code: "internal",
                "Something unforeseen happened: \(error)",
                hint: "Please report this with the command you ran."
            )
        }
    }

    private init(describing error: IndexError) {
        let kind: Kind =
            switch error.kind {
            case .projectNotFound, .digestMismatch, .sizeMismatch, .invalidMetadata, .notAWheel, .unreadableFile,
                .unreadableLinks:
                .badInput
            case .fileNotFound, .unavailable, .notCached, .malformedPage: .unavailable
            case .accessDenied: .credentials
            case .cancelled: .cancelled
            }
        let place = error.declaredAt.flatMap { $0.line > 0 ? SourceLocation($0) : nil }
        self.init(kind, code: error.kind.rawValue, "\(error).", at: place, hint: error.hint)
    }

    private init(describing error: ResolutionError) {
        switch error {
        case .unsatisfiable(let explanation):
            let first = explanation.requirements.first.map { SourceLocation($0.origin) }
            self.init(
                .badInput,
                code: "unsatisfiable",
                "The requirements cannot be satisfied.\n\(explanation)",
                at: first,
                hint: explanation.remedies.isEmpty ? nil : error.hint
            )
        case .provider(let package, let chain, let underlying):
            self.init(describing: underlying)
            if case .unavailable = kind, !chain.isEmpty {
                message += " It is needed because \(chain.joined(separator: ", "))."
            }
            if code == "internal" { message = "\(package.normalized): \(message)" }
        case .unsupportedURL(let declared):
            self.init(.badInput, code: "url-requirement", "\(error)", at: SourceLocation(declared.origin))
        case .cancelled:
            self.init(.cancelled, code: "cancelled", "The build was stopped.")
        }
    }

    private init(describing error: ScanError) {
        switch error.kind {
        case .sourceChanged: self.init(.tryAgain, code: "source-changed", error.message, hint: error.hint)
        default: self.init(.configuration, code: "scan-\(error.kind.rawValue)", error.message, hint: error.hint)
        }
    }

    private init(describing error: StoreError) {
        let kind: Kind =
            switch error.kind {
            case .permissionDenied, .readOnly, .notADirectory, .notAStore: .cannotCreate
            case .unsupportedFormat, .lockingUnsupported, .noDirectory: .configuration
            case .busy, .tooManyFiles: .tryAgain
            case .digestMismatch: .badInput
            case .missingBlob, .writerClosed: .internalError
            case .noSpace, .corruptIndex, .inputOutput: .inputOutput
            }
        let subject = error.kind == .noSpace ? "The disk is full" : "The artifact store failed"
        self.init(
            kind,
            code: error.kind == .noSpace ? "disk-full" : "store-\(error.kind.rawValue)",
            "\(subject): \(error).",
            hint: error.hint
        )
    }

    /// Describes an object of the store that is not what its name says and was set aside.
    static func damagedStore(_ detail: String) -> BuildFailure {
        BuildFailure(
            .tryAgain,
            code: "store-damaged",
            "An object of the artifact store is damaged and was set aside: \(detail).",
            hint: "Build again; `flash cache verify --repair` looks for further damage."
        )
    }

    /// Whether building again may succeed because a damaged object is out of the way.
    var isDamagedStore: Bool { code == "store-damaged" }

    private init(describing error: ArchiveError) {
        let kind: Kind =
            switch error.kind {
            case .inputOutput: .inputOutput
            case .sourceChanged: .tryAgain
            case .misuse: .internalError
            default: .badInput
            }
        self.init(kind, code: "archive", "\(error).")
        switch error.kind {
        case .inputOutput where error.message.contains("No space left"):
            code = "disk-full"
            message = "The disk is full: \(error)."
            hint = "Free some space (`flash cache prune` empties the artifact store) and build again."
        case .sourceChanged:
            code = "source-changed"
            hint = "Build again when nothing else is writing to the project."
        default:
            break
        }
    }
}

extension SourceLocation {
    /// The place of a requirement.
    init(_ origin: RequirementOrigin) {
        self.init(file: origin.file, line: max(origin.line, 1))
    }
}

extension String {
    /// Whether nothing has to follow, as after a question.
    fileprivate var endsSentence: Bool { hasSuffix("?") || hasSuffix(".") }
}
