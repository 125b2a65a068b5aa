/// The options pip understands in requirements files.
enum RequirementsOption: CaseIterable {
    case requirement, constraint, editable
    case indexURL, extraIndexURL, noIndex, findLinks, trustedHost
    case noBinary, onlyBinary, preferBinary
    case requireHashes, noRequireHashes, prereleases, allReleases, onlyFinal
    case useFeature
    case hash, configSettings, globalOption

    var spellings: [String] {
        switch self {
        case .requirement: ["--requirement", "-r"]
        case .constraint: ["--constraint", "-c"]
        case .editable: ["--editable", "-e"]
        case .indexURL: ["--index-url", "-i", "--pypi-url"]
        case .extraIndexURL: ["--extra-index-url"]
        case .noIndex: ["--no-index"]
        case .findLinks: ["--find-links", "-f"]
        case .trustedHost: ["--trusted-host"]
        case .noBinary: ["--no-binary"]
        case .onlyBinary: ["--only-binary"]
        case .preferBinary: ["--prefer-binary"]
        case .requireHashes: ["--require-hashes"]
        case .noRequireHashes: ["--no-require-hashes"]
        case .prereleases: ["--pre"]
        case .allReleases: ["--all-releases"]
        case .onlyFinal: ["--only-final"]
        case .useFeature: ["--use-feature"]
        case .hash: ["--hash"]
        case .configSettings: ["--config-settings", "--config-setting", "-C"]
        case .globalOption: ["--global-option"]
        }
    }

    var takesValue: Bool {
        switch self {
        case .noIndex, .preferBinary, .requireHashes, .noRequireHashes, .prereleases: false
        default: true
        }
    }

    /// Whether the option belongs to the requirement on its line.
    var isPerRequirement: Bool {
        switch self {
        case .hash, .configSettings, .globalOption: true
        default: false
        }
    }

    init?(spelling: String) {
        guard let option = Self.allCases.first(where: { $0.spellings.contains(spelling) }) else { return nil }
        self = option
    }
}

/// An option with the value it was given.
struct ParsedOption {
    let option: RequirementsOption
    let spelling: String
    let value: String

    /// Parses words such as `--hash=…`, `-i URL` or `-rbase.txt`.
    static func parse(_ words: [String], at origin: RequirementOrigin) throws(RequirementsFileError) -> [ParsedOption] {
        var options: [ParsedOption] = []
        var index = 0
        while index < words.count {
            let word = words[index]
            index += 1
            var (spelling, value) = split(word)
            guard let option = RequirementsOption(spelling: spelling) else {
                throw RequirementsFileError(kind: .unknownOption(spelling), origin: origin)
            }
            if !option.takesValue, let value {
                throw RequirementsFileError(kind: .invalidValue(option: spelling, value: value), origin: origin)
            }
            if option.takesValue, value == nil {
                guard index < words.count else {
                    throw RequirementsFileError(kind: .missingValue(spelling), origin: origin)
                }
                value = words[index]
                index += 1
            }
            options.append(ParsedOption(option: option, spelling: spelling, value: value ?? ""))
        }
        return options
    }

    private static func split(_ word: String) -> (spelling: String, value: String?) {
        if word.hasPrefix("--") {
            guard let equals = word.utf8.firstIndex(of: UInt8(ascii: "=")) else { return (word, nil) }
            return (String(word[..<equals]), String(word[word.utf8.index(after: equals)...]))
        }
        let spelling = String(word.prefix(2))
        let rest = String(word.dropFirst(2))
        return (spelling, rest.isEmpty ? nil : rest)
    }
}
