extension DiagnosticCode {
    /// The rule's name in upper camel case, such as `ModuleLevelName`.
    public var name: String {
        let word = String(describing: self)
        return word.prefix(1).uppercased() + word.dropFirst()
    }

    /// The rule in one sentence.
    public var title: String {
        switch self {
        case .syntaxError: "A source file is not valid Python."
        case .undecodableSource: "A source file is not valid in its declared encoding."
        case .moduleLevelName: "A remote function uses a name that exists only at module level."
        case .undeclaredDependency: "A remote function imports a package that nothing provides."
        case .moduleLevelImport: "A module of remote functions imports a third-party package at its top."
        case .missingAwait: "A remote call is not awaited."
        case .missingRoute: "A load-balanced function lacks its method or path."
        case .invalidMethod: "An HTTP method is not one of GET, POST, PUT, DELETE, PATCH."
        case .invalidPath: "An HTTP path is not absolute or otherwise malformed."
        case .reservedPath: "A path is reserved for the worker itself."
        case .duplicateRoute: "Two functions of one resource share a route."
        case .routeOnQueue: "A queue function declares a method or path."
        case .duplicateFunction: "Two remote functions share a name."
        case .unknownParameter: "A resource configuration has a parameter its class does not know."
        case .invalidParameter: "A parameter's value is of the wrong type or out of range."
        case .shadowedWorkerModule: "A file would replace one of the worker's own modules."
        case .unresolvedConfiguration: "A resource configuration cannot be found or is not one."
        case .unevaluableValue: "A value cannot be determined without running the code."
        case .unsupportedDecorator: "`remote` is used in a form that cannot be packaged."
        case .nestedFunction: "A remote function is nested where a worker cannot import it."
        case .conflictingResource: "Two different resource configurations share a name."
        case .unusableApplication: "The FastAPI application cannot be found or imported by the coordinator."
        case .largePayload: "A remote function takes or returns data that is too large or cannot be serialized."
        case .uselessSuppression: "A suppression comment names no rule or silences nothing."
        case .resultConfusion: "A queue result is used as if it came from a load-balanced function, or the reverse."
        }
    }
}
