/// The rules a project is checked against; a code keeps its number for ever.
public enum DiagnosticCode: String, Sendable, Codable, CaseIterable {
    /// A source file is not valid Python.
    case syntaxError = "FL001"
    /// A source file is not valid in its declared encoding.
    case undecodableSource = "FL002"
    /// A remote function uses a name that exists only at module level.
    case moduleLevelName = "FL003"
    /// A remote function imports a package that nothing provides.
    case undeclaredDependency = "FL004"
    /// A module of remote functions imports a third-party package at its top.
    case moduleLevelImport = "FL005"
    /// A remote call is not awaited.
    case missingAwait = "FL006"
    /// A load-balanced function lacks its method or path.
    case missingRoute = "FL007"
    /// An HTTP method is not one of GET, POST, PUT, DELETE, PATCH.
    case invalidMethod = "FL008"
    /// An HTTP path is not absolute or otherwise malformed.
    case invalidPath = "FL009"
    /// A path is reserved for the worker itself.
    case reservedPath = "FL010"
    /// Two functions of one resource share a route.
    case duplicateRoute = "FL011"
    /// A queue function declares a method or path.
    case routeOnQueue = "FL012"
    /// Two remote functions share a name.
    case duplicateFunction = "FL013"
    /// A resource configuration has a parameter its class does not know.
    case unknownParameter = "FL014"
    /// A parameter's value is of the wrong type or out of range.
    case invalidParameter = "FL015"
    /// A file would replace one of the worker's own modules.
    case shadowedWorkerModule = "FL016"
    /// A resource configuration cannot be found or is not one.
    case unresolvedConfiguration = "FL017"
    /// A value cannot be determined without running the code.
    case unevaluableValue = "FL018"
    /// `remote` is used in a form that cannot be packaged.
    case unsupportedDecorator = "FL019"
    /// A remote function is nested where a worker cannot import it.
    case nestedFunction = "FL020"
    /// Two different resource configurations share a name.
    case conflictingResource = "FL021"
    /// The FastAPI application cannot be found or imported by the coordinator.
    case unusableApplication = "FL022"
    /// A remote function takes or returns data that is too large or cannot be serialized.
    case largePayload = "FL023"
    /// A suppression comment names no rule or silences nothing.
    case uselessSuppression = "FL024"
    /// A queue result is used as if it came from a load-balanced function, or the reverse.
    case resultConfusion = "FL025"

    /// The severity a finding has unless the rule's context says otherwise.
    public var defaultSeverity: Diagnostic.Severity {
        switch self {
        case .moduleLevelImport, .missingAwait, .largePayload, .uselessSuppression, .resultConfusion, .routeOnQueue:
            .warning
        default:
            .error
        }
    }
}
