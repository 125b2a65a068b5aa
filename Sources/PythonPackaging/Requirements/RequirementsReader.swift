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
        let path = Self.normalize(path)
        let origin = origin ?? RequirementOrigin(file: path, line: 0)
        if let start = open.firstIndex(of: path) {
            throw RequirementsFileError(kind: .cycle(open[start...] + [path]), origin: origin)
        }
        guard let bytes = load(path) else { throw RequirementsFileError(kind: .unreadable(path), origin: origin) }
        if !result.files.contains(path) { result.files.append(path) }
        open.append(path)
        defer { open.removeLast() }
        for line in try Self.lines(of: bytes, in: path, environment) {
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
        let origin = RequirementOrigin(file: path, line: line.number)
        guard let (head, words) = RequirementsText.splitOptions(line.text) else {
            throw RequirementsFileError(kind: .unclosedQuote, origin: origin)
        }
        let options = try ParsedOption.parse(words, at: origin)
        if !head.isEmpty {
            try addRequirement(head, options, isConstraints: isConstraints, at: origin)
            return
        }
        for option in options {
            switch option.option {
            case .requirement, .constraint:
                guard !option.value.contains("://") else {
                    throw RequirementsFileError(kind: .remoteFile(option.value), origin: origin)
                }
                try read(
                    Self.resolve(option.value, beside: path),
                    isConstraints: isConstraints || option.option == .constraint,
                    includedFrom: origin,
                    load: load
                )
            case .editable:
                try addEditable(option.value, isConstraints: isConstraints, at: origin)
            default:
                try apply(option, in: path, at: origin)
            }
        }
    }

    private mutating func addRequirement(
        _ text: String,
        _ options: [ParsedOption],
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
            throw RequirementsFileError(kind: .invalidValue(option: "--hash", value: value), origin: origin)
        }
        if !hashes.isEmpty, !refusesHashes { result.options.requireHashes = true }
        if !isConstraints, let source = try Self.source(text, hashes, at: origin) {
            result.sources.append(source)
            return
        }
        let requirement = try DeclaredRequirement(parsing: text, origin: origin, hashes: hashes)
        if isConstraints { result.constraints.append(requirement) } else { result.requirements.append(requirement) }
    }

    /// A source that has to tell its package's name itself; `nil` for everything else.
    private static func source(
        _ text: String,
        _ hashes: [SHA256Digest],
        at origin: RequirementOrigin
    ) throws(RequirementsFileError) -> UnnamedRequirement? {
        guard (try? Requirement(text)) == nil || !text.contains("@"),
            let source = try UnnamedRequirement(parsing: text, origin: origin, hashes: hashes)
        else { return nil }
        return source.namedByReference == nil ? source : nil
    }

    /// Adds `-e`: in an artifact there is nothing to edit, so the source is installed like any other.
    private mutating func addEditable(
        _ text: String,
        isConstraints: Bool,
        at origin: RequirementOrigin
    ) throws(RequirementsFileError) {
        let note = "'-e' means the same as no '-e' in an artifact: sources are packaged as they are now"
        if !result.notes.contains(where: { $0.hasSuffix(note) }) { result.notes.append("\(origin): \(note)") }
        if let source = try UnnamedRequirement(parsing: text, origin: origin), source.namedByReference == nil {
            result.sources.append(source)
        } else {
            try addRequirement(text, [], isConstraints: isConstraints, at: origin)
        }
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
        case .indexURL: result.options.indexURL = option.value
        case .extraIndexURL: result.options.extraIndexURLs.append(option.value)
        case .noIndex: result.options.noIndex = true
        case .findLinks:
            let isURL = option.value.contains("://") || option.value.hasPrefix("file:")
            result.options.findLinks.append(isURL ? option.value : Self.resolve(option.value, beside: path))
        case .trustedHost: result.options.trustedHosts.append(option.value)
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

    static func resolve(_ path: String, beside file: String) -> String {
        guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return normalize(path) }
        return normalize(String(file[...slash]) + path)
    }

    /// Removes `.` and resolves `..` without looking at the file system.
    static func normalize(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/", omittingEmptySubsequences: true) where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else if part != ".." || !path.hasPrefix("/") {
                parts.append(part)
            }
        }
        let joined = parts.joined(separator: "/")
        return path.hasPrefix("/") ? "/" + joined : joined.isEmpty ? "." : joined
    }
}
