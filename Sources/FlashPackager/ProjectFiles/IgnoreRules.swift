/// The ignore files in force at one place of the walk, from the project directory down.
struct IgnoreRules: Sendable {
    /// The ignore files of one directory.
    struct Level: Sendable {
        /// How many bytes of a project-relative path lead to this directory, its `/` included.
        var base: Int
        /// The directory's `.gitignore`.
        var git: IgnoreFile?
        /// The directory's `.flashignore`.
        var flash: IgnoreFile?
    }

    /// What the rules say about a path.
    enum Verdict: Hashable, Sendable {
        /// No rule keeps the path out.
        case included
        /// A `.flashignore` takes the path back in, built-in defaults included.
        case reincluded
        /// The path stays out.
        case excluded(ExclusionReason)
    }

    /// The directories with ignore files, outermost first.
    var levels: [Level] = []

    /// Decides about a path: hard rules, then `.flashignore` before `.gitignore` in each directory from the innermost
    /// out, then the built-in defaults.
    ///
    /// A negation in `.gitignore` says that git tracks a file, not that it may be deployed, so the built-in defaults
    /// still apply to it.
    ///
    /// - Parameters:
    ///   - path: the path relative to the project directory.
    ///   - nameStart: where its last component begins.
    ///   - isDirectory: whether it is a directory.
    /// - Returns: whether the path is packaged.
    func verdict(_ path: UnsafeBufferPointer<UInt8>, nameStart: Int, isDirectory: Bool) -> Verdict {
        let name = path[nameStart...]
        if let reason = Self.hardReason(name) { return .excluded(reason) }
        search: for level in levels.reversed() {
            let local = path[level.base...]
            if let file = level.flash,
                let rule = file.decidingRule(path: local, name: name, isDirectory: isDirectory)
            {
                return rule.pattern.isNegated ? .reincluded : .excluded(.rule(rule, of: file))
            }
            if let file = level.git,
                let rule = file.decidingRule(path: local, name: name, isDirectory: isDirectory)
            {
                if rule.pattern.isNegated { break search }
                return .excluded(.rule(rule, of: file))
            }
        }
        return Self.builtInVerdict(path[...], name: name, isDirectory: isDirectory)
    }

    /// Decides about the target of a symbolic link: a link under another name must not ship what the hard rules and
    /// the built-in defaults keep out, be it the target itself or a directory above it.
    ///
    /// - Parameters:
    ///   - target: the target's path relative to the project directory.
    ///   - isDirectory: whether the target is a directory.
    ///   - isReincluded: whether a `.flashignore` takes the link in, which leaves the hard rules alone in force.
    /// - Returns: whether the target may be packaged.
    static func verdict(
        linkTarget target: UnsafeBufferPointer<UInt8>,
        isDirectory: Bool,
        isReincluded: Bool
    ) -> Verdict {
        var nameStart = 0
        for end in 0...target.count where end == target.count || target[end] == UInt8(ascii: "/") {
            let name = target[nameStart..<end]
            if let reason = hardReason(name) { return .excluded(reason) }
            if !isReincluded {
                let isDirectory = isDirectory || end < target.count
                let verdict = builtInVerdict(target[..<end], name: name, isDirectory: isDirectory)
                if verdict != .included { return verdict }
            }
            nameStart = end + 1
        }
        return .included
    }

    private static func hardReason(_ name: UnsafeBufferPointer<UInt8>.SubSequence) -> ExclusionReason? {
        IgnoreFile.unshippableNames.first { $0.elementsEqual(name) }
            .map { .always(name: String(decoding: $0, as: UTF8.self)) }
    }

    private static func builtInVerdict(
        _ path: UnsafeBufferPointer<UInt8>.SubSequence,
        name: UnsafeBufferPointer<UInt8>.SubSequence,
        isDirectory: Bool
    ) -> Verdict {
        let rule = IgnoreFile.builtIn.decidingRule(path: path, name: name, isDirectory: isDirectory)
        guard let rule, !rule.pattern.isNegated else { return .included }
        return .excluded(.builtIn(pattern: rule.pattern.text))
    }
}

extension ExclusionReason {
    fileprivate static func rule(_ rule: IgnoreFile.Rule, of file: IgnoreFile) -> Self {
        .rule(pattern: rule.pattern.text, file: file.path, line: rule.line)
    }
}
