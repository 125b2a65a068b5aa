/// Reports a requirements file, or a dependency written like a line of one, that cannot be used.
public struct RequirementsFileError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Kind: Hashable, Sendable {
        /// The file does not exist or cannot be read.
        case unreadable(String)
        /// The file includes itself; the files from the first to the repeated one.
        case cycle([String])
        /// The text is not in the encoding the file claims, or in an unknown one.
        case encoding(String)
        /// A line is not a valid requirement.
        case requirement(RequirementError)
        /// An option is unknown, or cannot stand where it does.
        case unknownOption(String)
        /// An option lacks its value.
        case missingValue(String)
        /// An option is given a value it does not take, or one that is malformed.
        case invalidValue(option: String, value: String)
        /// A local path or `file:` URL.
        case localPath(String)
        /// A path to a wheel whose name is not that of one (PEP 427).
        case wheelName(String)
        /// A version control URL.
        case versionControl(String)
        /// A URL that does not name a wheel.
        case sourceURL(String)
        /// A reference to a source that is malformed or of an unsupported kind; what is wrong, and what to do.
        case reference(String, String, hint: String?)
        /// A source without the name of its package, where one is needed.
        case unnamed(String)
        /// Packages must be built (`--no-binary`), which nothing allows.
        case sourceOnly(String)
        /// A URL that names a wheel of another package; that package, and the one asked for.
        case otherWheel(PackageName, PackageName)
        /// A requirement has hashes, but none with SHA-256; the algorithm it has.
        case unsupportedHash(String)
        /// A quotation mark is never closed.
        case unclosedQuote
    }

    /// What is wrong.
    public let kind: Kind
    /// Where.
    public let origin: RequirementOrigin

    /// Creates an error about what stands at `origin`.
    public init(kind: Kind, origin: RequirementOrigin) {
        self.kind = kind
        self.origin = origin
    }

    private static let buildAdvice =
        "pass --build-sdists (build-sdists = true in [tool.flash]) to run its build with a local Python"

    /// What to do about it.
    public var hint: String? {
        switch kind {
        case .unreadable, .cycle, .unclosedQuote: nil
        case .unsupportedHash: "add --hash=sha256:…, which indexes state and lock files need"
        case .encoding: "save the file as UTF-8"
        case .requirement(let error): error.hint
        case .unknownOption(let spelling):
            switch RequirementsOption(spelling: spelling) {
            case let option? where option.isPerRequirement: "write it behind the requirement it belongs to"
            case .some: "write it on a line of its own"
            case nil:
                spelling.nearest(among: RequirementsOption.allCases.flatMap(\.spellings)).map {
                    "did you mean '\($0)'?"
                }
            }
        case .missingValue: nil
        case .invalidValue(let option, _): option == "--hash" ? "write --hash=sha256: and 64 hexadecimal digits" : nil
        case .localPath:
            "put code of your own into the project folder, give 'name @ https://…whl', or \(Self.buildAdvice)"
        case .wheelName: "a wheel is named like NAME-VERSION-py3-none-any.whl; do not rename it"
        case .versionControl: "give the URL of a wheel ('name @ https://…whl'), or \(Self.buildAdvice)"
        case .sourceURL: "give the URL of a wheel ('name @ https://…whl'), or \(Self.buildAdvice)"
        case .reference(_, _, let hint): hint
        case .unnamed: "write 'NAME @ ' in front of it"
        case .sourceOnly: "remove the option, or \(Self.buildAdvice)"
        case .otherWheel(let name, _): "name the package '\(name)', or give the URL of the right wheel"
        }
    }
}

extension RequirementsFileError: CustomStringConvertible {
    /// Place, problem and remedy in one line.
    public var description: String {
        "\(origin): \(message)" + (hint.map { "; \($0)" } ?? "")
    }

    /// What is wrong, in one sentence without a full stop.
    public var message: String {
        switch kind {
        case .unreadable(let path): "cannot read '\(path)'"
        case .cycle(let files): "the file includes itself: " + files.joined(separator: " → ")
        case .encoding(let detail): "cannot decode the file as \(detail)"
        case .requirement(let error): "\(error.message) (column \(error.column) of '\(error.text)')"
        case .unknownOption(let option):
            (RequirementsOption(spelling: option) == nil ? "unknown option" : "misplaced option") + " '\(option)'"
        case .missingValue(let option): "option '\(option)' needs a value"
        case .invalidValue(let option, let value): "'\(value.redactingCredentials)' is no value for '\(option)'"
        case .localPath(let text): "a local path must be built first: '\(text.redactingCredentials)'"
        case .wheelName(let text): "not the file name of a wheel: '\(text.redactingCredentials)'"
        case .versionControl(let text): "a repository must be built first: '\(text.redactingCredentials)'"
        case .reference(let text, let problem, _): "\(problem): '\(text.redactingCredentials)'"
        case .unnamed(let text): "the name of the package is missing: '\(text.redactingCredentials)'"
        case .sourceOnly(let value): "'--no-binary \(value)' asks to build packages from source, which is not allowed"
        case .sourceURL(let text): "the URL is not that of a wheel: '\(text.redactingCredentials)'"
        case .otherWheel(let name, let asked): "the URL is that of a wheel of '\(name)', not of '\(asked)'"
        case .unsupportedHash(let algorithm): "the requirement has no SHA-256 among its hashes, only \(algorithm)"
        case .unclosedQuote: "a quotation mark is never closed"
        }
    }
}
