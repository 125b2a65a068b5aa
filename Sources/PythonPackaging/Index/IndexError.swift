public import HTTPTransport

/// Says why an index could not provide what was asked of it.
public struct IndexError: Error, Sendable {
    /// What went wrong.
    public enum Kind: String, Hashable, Sendable {
        /// Every index answered, and none knows the project.
        case projectNotFound = "project-not-found"
        /// The index lists the file but does not serve it.
        case fileNotFound = "file-not-found"
        /// The index refuses access.
        case accessDenied = "access-denied"
        /// The index could not be reached or failed to answer.
        case unavailable
        /// Nothing in the store, and the network must not be used.
        case notCached = "not-cached"
        /// The page is not a simple repository page.
        case malformedPage = "malformed-page"
        /// The content has another digest than the index states.
        case digestMismatch = "digest-mismatch"
        /// The content has another size than the index states.
        case sizeMismatch = "size-mismatch"
        /// The wheel has no readable core metadata, or that of another distribution.
        case invalidMetadata = "invalid-metadata"
        /// The file is no wheel, so its metadata is not known without building it.
        case notAWheel = "not-a-wheel"
        /// A local file cannot be read.
        case unreadableFile = "unreadable-file"
        /// A place given as `--find-links` lists nothing: it does not exist, or is of another kind.
        case unreadableLinks = "find-links"
        /// The task was cancelled.
        case cancelled
    }

    /// What went wrong.
    public let kind: Kind
    /// The project or the file concerned.
    public let subject: String
    /// The URL concerned, without secrets; with several indexes, all of them.
    public let url: String
    /// What is known beyond the kind.
    public let detail: String
    /// The failed request, if there was one.
    public let request: HTTPError?
    /// Where the project asks for what failed, if it does so at one place.
    public private(set) var declaredAt: RequirementOrigin?

    init(_ kind: Kind, _ subject: String, url: String, detail: String = "", request: HTTPError? = nil) {
        self.kind = kind
        self.subject = subject.quotable()
        self.url = URLRedaction.redact(url).quotable(limit: 2000)
        self.detail = detail.quotable(limit: 2000)
        self.request = request
    }

    /// The same error with the place that asks for what failed.
    func declared(at place: RequirementOrigin) -> IndexError {
        var error = self
        error.declaredAt = declaredAt ?? place
        return error
    }
}

extension IndexError: CustomStringConvertible {
    /// What happened to what, and where, in one line.
    public var description: String {
        switch kind {
        case .projectNotFound:
            url.isEmpty ? "\(subject): no index is asked (--no-index)" : "\(subject) is not on \(url)"
        case .fileNotFound: "\(subject) is listed by the index but missing: \(url)"
        case .accessDenied: "the index refuses access to \(subject): \(detail)"
        case .unavailable: "cannot get \(subject): \(detail)"
        case .notCached: "\(subject) is not in the store, and the network is not used (--offline)"
        case .malformedPage: "the page of \(subject) is not a simple repository page (\(detail)): \(url)"
        case .digestMismatch: "\(subject): \(detail); from \(url)"
        case .sizeMismatch: "\(subject): \(detail); from \(url)"
        case .invalidMetadata: "\(subject) has no usable core metadata: \(detail)"
        case .notAWheel: "\(subject) is a source distribution; its metadata is not known without building it"
        case .unreadableFile: "\(subject) cannot be read: \(detail)"
        case .unreadableLinks: "--find-links \(subject) lists no files: \(detail)"
        case .cancelled: "cancelled while getting \(subject)"
        }
    }

    /// What to do about it.
    public var hint: String {
        switch kind {
        case .projectNotFound:
            "Check the spelling, add the index that has the project, or run with --refresh if it is new."
        case .fileNotFound: "Run again with --refresh."
        case .accessDenied, .unavailable: request?.hint ?? "Try again later."
        case .notCached: "Run once without --offline."
        case .malformedPage: "Check the index URL; it usually ends in /simple."
        case .digestMismatch, .sizeMismatch:
            "Run again with --refresh; if it happens again, the file was replaced or tampered with: do not use it."
        case .invalidMetadata where LocalReference.isLocal(url): "Put a whole wheel in its place, or remove it."
        case .invalidMetadata: "Use another version of the project, and tell its maintainers."
        case .notAWheel: "Use a version with a wheel."
        case .unreadableFile: "Put the file there, or change the path."
        case .unreadableLinks: "Give a directory of wheels, an HTML file, or the URL of an HTML page."
        case .cancelled: "Run the command again."
        }
    }
}

extension IndexError {
    /// Translates a failed request for `subject`.
    init(_ error: HTTPError, subject: String) {
        let kind: Kind =
            switch error.kind {
            case .status(401), .status(403), .status(407): .accessDenied
            case .status(404), .status(410): .fileNotFound
            case .cancelled: .cancelled
            default: .unavailable
            }
        self.init(kind, subject, url: error.url, detail: error.description, request: error)
    }
}
