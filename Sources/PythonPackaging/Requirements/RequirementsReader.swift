internal import Digests

/// Reads requirements files and what they include into one result.
struct RequirementsReader {
    let environment: [String: String]
    var result = RequirementsFile()
    private var open: [String] = []
    private var refusesHashes = false

    init(environment: [String: String]) {
        self.environment = environment
    }

    mutating func read(
        _ path: String,
        isConstraints: Bool,
        includedFrom origin: RequirementOrigin?,
        load: (String) -> [UInt8]?
    ) throws(RequirementsFileError) {
        let path = LocalReference.isLocal(path) ? Self.normalize(path) : path
        let name = path.removingCredentials
        let origin = origin ?? RequirementOrigin(file: name, line: 0)
        if let start = open.firstIndex(of: name) {
            throw RequirementsFileError(kind: .cycle(open[start...] + [name]), origin: origin)
        }
        guard let bytes = load(path) else { throw RequirementsFileError(kind: .unreadable(name), origin: origin) }
        if !result.files.contains(name) { result.files.append(name) }
        open.append(name)
        defer { open.removeLast() }
        for line in try Self.lines(of: bytes, in: name, environment) {
            try read(line, of: path, isConstraints: isConstraints, load: load)
        }
    }

    private static func lines(
        of bytes: [UInt8],
        in path: String,
        _ environment: [String: String]
    ) throws(RequirementsFileError) -> [RequirementsLine] {
        do throws(RequirementsText.EncodingError) {
            return try RequirementsText.lines(of: bytes, environment: environment)
        } catch {
            throw RequirementsFileError(kind: .encoding(error.name), origin: RequirementOrigin(file: path, line: 0))
        }
    }

    private mutating func read(
        _ line: RequirementsLine,
        of path: String,
        isConstraints: Bool,
        load: (String) -> [UInt8]?
    ) throws(RequirementsFileError) {
        let origin = RequirementOrigin(file: path.removingCredentials, line: line.number)
        guard let (head, words) = RequirementsText.splitOptions(line.text) else {
            throw RequirementsFileError(kind: .unclosedQuote, origin: origin)
        }
        let options = try ParsedOption.parse(words, at: origin)
        if !head.isEmpty {
            try addRequirement(head, options, in: path, isConstraints: isConstraints, at: origin)
            return
        }
        for option in options {
            switch option.option {
            case .requirement, .constraint:
                try read(
                    Self.resolve(option.value, beside: path),
                    isConstraints: isConstraints || option.option == .constraint,
                    includedFrom: origin,
                    load: load
                )
            case .editable:
                try addEditable(option.value, in: path, isConstraints: isConstraints, at: origin)
            default:
                try apply(option, in: path, at: origin)
            }
        }
    }

    private mutating func addRequirement(
        _ text: String,
        _ options: [ParsedOption],
        in path: String,
        isConstraints: Bool,
        at origin: RequirementOrigin
    ) throws(RequirementsFileError) {
        var hashes: [SHA256Digest] = []
        var hasOtherHash = false
        for option in options {
            guard option.option.isPerRequirement else {
                throw RequirementsFileError(kind: .unknownOption(option.spelling), origin: origin)
            }
            guard option.option == .hash else {
                result.notes.append("\(origin): ignored '\(option.spelling)', which concerns building from source")
                continue
            }
            if let digest = try Self.digest(option.value, at: origin) {
                hashes.append(digest)
            } else {
                hasOtherHash = true
            }
        }
        if hasOtherHash, hashes.isEmpty {
            let value = options.first { $0.option == .hash }?.value ?? ""
            throw RequirementsFileError(
                kind: .unsupportedHash(String(value.prefix { $0 != ":" })),
                origin: origin
            )
        }
        if !hashes.isEmpty, !refusesHashes { result.options.requireHashes = true }
        if !isConstraints, let source = try Self.source(text, hashes, in: path, at: origin) {
            result.sources.append(source)
            return
        }
        let requirement = try DeclaredRequirement(parsing: text, origin: origin, hashes: hashes, beside: path)
        if isConstraints { result.constraints.append(requirement) } else { result.requirements.append(requirement) }
    }

    /// A source that has to tell its package's name itself; `nil` for everything else.
    private static func source(
        _ text: String,
        _ hashes: [SHA256Digest],
        in path: String,
        at origin: RequirementOrigin
    ) throws(RequirementsFileError) -> UnnamedRequirement? {
        guard (try? Requirement(text)) == nil || !text.contains("@"),
            let source = try UnnamedRequirement(parsing: text, origin: origin, hashes: hashes, beside: path)
        else { return nil }
        return source.namedByReference == nil ? source : nil
    }

    /// Adds `-e`: in an artifact there is nothing to edit, so the source is installed like any other.
    private mutating func addEditable(
        _ text: String,
        in path: String,
        isConstraints: Bool,
        at origin: RequirementOrigin
    ) throws(RequirementsFileError) {
        let note = "'-e' means the same as no '-e' in an artifact: sources are packaged as they are now"
        if !result.notes.contains(where: { $0.hasSuffix(note) }) { result.notes.append("\(origin): \(note)") }
        try addRequirement(text, [], in: path, isConstraints: isConstraints, at: origin)
    }

    /// Parses the value of `--hash`; `nil` for the other algorithms pip accepts.
    private static func digest(
        _ value: String,
        at origin: RequirementOrigin
    ) throws(RequirementsFileError) -> SHA256Digest? {
        let parts = value.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, parts[0] == "sha384" || parts[0] == "sha512" { return nil }
        guard parts.count == 2, parts[0] == "sha256", let digest = SHA256Digest(hex: parts[1]) else {
            throw RequirementsFileError(kind: .invalidValue(option: "--hash", value: value), origin: origin)
        }
        return digest
    }

    private mutating func apply(
        _ option: ParsedOption,
        in path: String,
        at origin: RequirementOrigin
    ) throws(RequirementsFileError) {
        switch option.option {
        case .indexURL, .extraIndexURL:
            guard PackageIndex(option.value) != nil else {
                throw RequirementsFileError(
                    kind: .invalidValue(option: option.spelling, value: option.value),
                    origin: origin
                )
            }
            if option.option == .indexURL {
                result.options.indexURL = option.value
            } else {
                result.options.extraIndexURLs.append(option.value)
            }
        case .noIndex: result.options.noIndex = true
        case .findLinks:
            guard let place = FindLinks(Self.resolve(option.value, beside: path), at: origin) else {
                throw RequirementsFileError(
                    kind: .invalidValue(option: option.spelling, value: option.value),
                    origin: origin
                )
            }
            result.options.findLinks.append(place)
        case .trustedHost:
            result.options.trustedHosts.append(option.value)
            result.notes.append(
                "\(origin): ignored '--trusted-host', because certificates are always verified; plain http needs no option"
            )
        case .noBinary:
            result.options.noBinary.add(option.value)
            let request = NoBinaryRequest(value: option.value, origin: origin)
            result.options.noBinaryRequest = result.options.noBinaryRequest ?? request
        case .onlyBinary: result.options.onlyBinary.add(option.value)
        case .requireHashes: result.options.requireHashes = true
        case .noRequireHashes:
            refusesHashes = true
            result.options.requireHashes = false
        case .prereleases: result.options.prereleases = true
        case .preferBinary:
            result.notes.append("\(origin): ignored '--prefer-binary', because only wheels are used")
        case .allReleases, .onlyFinal, .useFeature:
            result.notes.append("\(origin): ignored '\(option.spelling)', which has no meaning here")
        case .hash, .configSettings, .globalOption:
            throw RequirementsFileError(kind: .unknownOption(option.spelling), origin: origin)
        case .requirement, .constraint, .editable:
            break
        }
    }

    /// Resolves a path or URL found in `file`; `file` and the result may be URLs.
    static func resolve(_ path: String, beside file: String) -> String {
        if path.hasPrefix("file:") { return LocalReference.path(of: path) ?? path }
        guard LocalReference.isLocal(path) else { return path }
        guard LocalReference.isLocal(file) else { return path.resolved(against: file) }
        guard !path.isAbsolutePath else { return normalize(path) }
        return normalize(folder(of: file) + path)
    }

    /// The folder of the file at `path`, ending in a slash; empty for the folder relative paths start from.
    static func folder(of path: String) -> String {
        path.folderAndName.folder.map(String.init) ?? ""
    }

    /// The last component of a path.
    static func name(of path: String) -> String {
        path.pathComponents().last.map(String.init) ?? path
    }

    /// Removes `.` and resolves `..` without looking at the file system.
    static func normalize(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.pathComponents() where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else if part != ".." || !path.isAbsolutePath {
                parts.append(part)
            }
        }
        let joined = parts.joined(separator: "/")
        return path.isAbsolutePath ? "/" + joined : joined.isEmpty ? "." : joined
    }
}
