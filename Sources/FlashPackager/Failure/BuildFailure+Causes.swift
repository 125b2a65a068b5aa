import ArtifactArchive
import ArtifactCache

extension BuildFailure {
    /// Turns what a lower room reported into what the user is told.
    init(describing error: any Error) {
        switch error {
        case let failure as BuildFailure: self = failure
        case let error as StoreError: self.init(describing: error)
        case let error as ArchiveError: self.init(describing: error)
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
        case .digestMismatch:
            code = "store-corrupt"
            hint = "`flash cache verify --repair` removes damaged objects; they are fetched again."
        default:
            break
        }
    }
}
