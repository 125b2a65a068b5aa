import ManifestGen
import PythonPackaging

/// A git repository at a URL, read with the machine's own `git` and its credentials.
struct GitRepository: Sendable {
    /// The URL, which may hold credentials.
    let url: String
    /// The URL as messages and the lock file show it.
    let shownURL: String
    let environment: [String: String]
    let control: ChildControl
    private let executable: String

    /// How long git may take for one step, in milliseconds; a large clone prints nothing for long.
    private static let timeLimit: Int64 = 900_000
    private static let outputLimit = 4 << 20

    /// Finds `git` in `PATH`.
    ///
    /// - Throws: `no-git` when there is none.
    init(
        url: String,
        shownURL: String,
        environment: [String: String],
        control: ChildControl
    ) throws(BuildFailure) {
        let searchPath = environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        guard let executable = ChildProcess.executable(named: "git", in: searchPath) else {
            throw BuildFailure(
                .configuration,
                code: "no-git",
                "The project requires a package from a git repository, but there is no `git` in PATH.",
                hint: "Install git."
            )
        }
        self.url = url
        self.shownURL = shownURL
        self.executable = executable
        self.control = control
        self.environment = Self.variables(environment)
    }

    /// Finds the commit that a branch, tag or commit stands for; the default branch's without any.
    ///
    /// Branches come before tags, as pip has it.
    ///
    /// - Returns: the full object name; `nil` for an abbreviated one, which only a clone tells.
    func commit(of revision: String?) throws(BuildFailure) -> String? {
        if let revision, Self.isObjectName(revision) { return revision }
        let patterns = revision.map { [$0, "\($0)^{}"] } ?? ["HEAD"]
        let listed = try run(["ls-remote", "--", url] + patterns, "cannot be read")
        var commits: [Substring: Substring] = [:]
        for line in String(decoding: listed, as: UTF8.self).split(separator: "\n") {
            let fields = line.split(separator: "\t")
            if fields.count == 2, Self.isObjectName(fields[0]) { commits[fields[1]] = fields[0] }
        }
        let name = revision ?? "HEAD"
        for reference in ["refs/heads/\(name)", "refs/tags/\(name)^{}", "refs/tags/\(name)", "\(name)^{}", name] {
            if let commit = commits[reference[...]] { return String(commit) }
        }
        return nil
    }

    /// Finds the commit that an abbreviated object name stands for in a clone.
    ///
    /// - Parameters:
    ///   - revision: the beginning of an object name.
    ///   - scratch: a directory for the clone, which must not exist yet.
    /// - Returns: the full object name.
    /// - Throws: `no-revision` when there is none.
    func commit(abbreviated revision: String, cloningTo scratch: String) throws(BuildFailure) -> String {
        try clone(to: scratch)
        let found = try? run(
            ["-C", scratch, "rev-parse", "--verify", "--quiet", "--end-of-options", "\(revision)^{commit}"],
            "has no such revision"
        )
        let text = String(decoding: found ?? [], as: UTF8.self).filter { !$0.isWhitespace }
        guard Self.isObjectName(text) else {
            throw BuildFailure(
                .badInput,
                code: "no-revision",
                "The repository \(shownURL) has no branch, tag or commit '\(revision)'."
            )
        }
        return text
    }

    /// Puts the files of a commit, and those of its submodules, into a new directory.
    ///
    /// The clone has the history but not the old contents, so builds that take the version from tags work.
    func checkOut(_ commit: String, to directory: String) throws(BuildFailure) {
        try clone(to: directory)
        if (try? run(["-C", directory, "cat-file", "-e", "\(commit)^{commit}"], "")) == nil {
            _ = try run(["-C", directory, "fetch", "--quiet", "origin", commit], "does not have commit \(commit)")
        }
        _ = try run(["-C", directory, "checkout", "--quiet", "--detach", commit], "cannot be checked out")
        guard FileAccess.exists("\(directory)/.gitmodules") else { return }
        _ = try run(
            ["-C", directory, "submodule", "--quiet", "update", "--init", "--recursive"],
            "has a submodule that cannot be fetched"
        )
    }

    private func clone(to directory: String) throws(BuildFailure) {
        _ = try run(
            ["clone", "--quiet", "--filter=blob:none", "--no-checkout", "--", url, directory],
            "cannot be cloned"
        )
    }

    private func run(_ arguments: [String], _ problem: String) throws(BuildFailure) -> [UInt8] {
        var process = ChildProcess(
            executable: executable,
            arguments: ["-c", "core.hooksPath=/dev/null", "-c", "advice.detachedHead=false"] + arguments,
            environment: environment,
            silenceLimit: Int32(clamping: Self.timeLimit)
        )
        process.timeLimit = Self.timeLimit
        process.outputLimit = Self.outputLimit
        process.control = control
        switch process.run(input: []) {
        case .failure(let error):
            throw BuildFailure(.configuration, code: "no-git", "\(executable) cannot be started: \(error.message).")
        case .success(let outcome):
            if control.isEnded { throw BuildFailure(describing: CancellationError()) }
            if outcome.ending == .exited(0) { return outcome.output }
            let words = String(decoding: outcome.errors, as: UTF8.self).split(whereSeparator: \.isNewline)
                .suffix(10).joined(separator: "\n").redactingCredentials.replacing(url, with: shownURL)
            throw BuildFailure(
                .unavailable,
                code: "git",
                "The repository \(shownURL) \(problem)" + (words.isEmpty ? "." : ":\n\(words)"),
                hint: "Check the URL and that `git ls-remote \(shownURL)` works without questions."
            )
        }
    }

    /// A full object name: 40 hexadecimal digits, or 64 with SHA-256.
    static func isObjectName(_ text: some StringProtocol) -> Bool {
        [40, 64].contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            }
    }

    /// The user's environment, so that keys and credential helpers work, without questions and without the repository
    /// that a hook would be running in.
    private static func variables(_ inherited: [String: String]) -> [String: String] {
        let local: Set<String> = [
            "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_PREFIX",
            "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE",
        ]
        var variables = inherited.filter { !local.contains($0.key) }
        variables["GIT_TERMINAL_PROMPT"] = "0"
        variables["LC_ALL"] = "C"
        variables["GIT_SSH_COMMAND"] = inherited["GIT_SSH_COMMAND"] ?? "ssh -oBatchMode=yes"
        return variables
    }
}
