extension DiagnosticCode {
    /// Why the rule exists, in a few sentences.
    public var explanation: String {
        switch self {
        case .syntaxError:
            "A file that cannot be parsed cannot be searched for remote functions, and a worker could not import it."
        case .undecodableSource:
            "Python reads a file in the encoding of its PEP 263 comment, UTF-8 when there is none."
        case .moduleLevelName:
            "Calls of a function on a Live resource send the function's own source. Names bound at module level, imports included, do not travel."
        case .undeclaredDependency:
            "An import in a remote function runs on the worker, where only the artifact, the standard library and the base image are installed."
        case .moduleLevelImport:
            "The import runs wherever the module is imported: on the machine that calls a function and on the workers, whichever function of the module they run."
        case .missingAwait:
            "A call of a remote function gives a coroutine. Until it is awaited nothing is sent."
        case .missingRoute:
            "A load balancer finds a function by its HTTP method and path."
        case .invalidMethod:
            "The load balancer routes exactly these methods, in capital letters."
        case .invalidPath:
            "A path starts with `/` and has no query, fragment or white space."
        case .reservedPath:
            "The worker answers `/ping` and `/execute` itself."
        case .duplicateRoute:
            "One of two functions with the same method and path could never be reached."
        case .routeOnQueue:
            "A queue resource has no HTTP routes; method and path would be ignored."
        case .duplicateFunction:
            "Workers look functions up by name alone, across the whole project."
        case .unknownParameter:
            "A misspelt parameter would be dropped and its default used instead."
        case .invalidParameter:
            "The control plane would reject the value, or accept it and behave otherwise than written."
        case .shadowedWorkerModule:
            "The artifact is unpacked over the worker's own sources, so a file of the same name replaces them."
        case .unresolvedConfiguration:
            "A function can be deployed only to a resource whose configuration is known when the project is built."
        case .unevaluableValue:
            "A build reads sources without running them, so a value must follow from constants and other values of the project."
        case .unsupportedDecorator:
            "A function that is not recognised would be left out of the artifact's manifest."
        case .nestedFunction:
            "A worker imports a function by its module and name, which reaches names at module level only."
        case .conflictingResource:
            "Resources are known by name; only one of two configurations could be deployed."
        case .unusableApplication:
            "The coordinator imports the application's variable from its file."
        case .largePayload:
            "Arguments and results are serialized and travel inside the request, which may hold 10 MiB."
        case .uselessSuppression:
            "A comment that silences nothing hides the next finding on its line."
        case .resultConfusion:
            "A queue gives a job whose value is in `output`; a load-balanced function gives its value itself."
        }
    }
}
