import Synchronization

/// The compatibility tags of a target and their order, computed once and shared between copies of the target.
final class TagTable: Sendable {
    let tags: [WheelTag]
    let priorities: [WheelTag: Int]
    /// What was found out about the tags of wheels, which those of many packages share.
    private let known = Mutex([String: Int?]())

    init(pythonVersion: PythonVersion, glibcMinor: Int) {
        let platforms = Self.platforms(glibcMinor: glibcMinor)
        let minor = pythonVersion.minor
        let interpreter = "cp3\(minor)"
        var tags: [WheelTag] = []

        func add(_ python: String, _ abi: String, _ platforms: [String]) {
            tags += platforms.map { WheelTag(python: python, abi: abi, platform: $0) }
        }
        for abi in [interpreter, "abi3", "none"] { add(interpreter, abi, platforms) }
        for older in stride(from: minor - 1, through: 2, by: -1) { add("cp3\(older)", "abi3", platforms) }

        let generic = ["py3\(minor)", "py3"] + stride(from: minor - 1, through: 0, by: -1).map { "py3\($0)" }
        for python in generic { add(python, "none", platforms) }
        for python in [interpreter] + generic { add(python, "none", ["any"]) }

        self.tags = tags
        self.priorities = Dictionary(tags.enumerated().map { ($1, $0) }) { first, _ in first }
    }

    /// The position of the best of the tags in a wheel's name.
    func priority(ofTags text: String) -> Int? {
        if let known = known.withLock({ $0[text] }) { return known }
        let best = WheelTag.expand(text)?.lazy.compactMap { self.priorities[$0] }.min()
        known.withLock { $0[text] = .some(best) }
        return best
    }

    /// Every manylinux tag up to the given glibc, newest first, each legacy alias after its PEP 600 twin.
    private static func platforms(glibcMinor: Int) -> [String] {
        let legacy = [17: "manylinux2014", 12: "manylinux2010", 5: "manylinux1"]
        var platforms: [String] = []
        for minor in stride(from: glibcMinor, through: 5, by: -1) {
            platforms.append("manylinux_2_\(minor)_x86_64")
            if let alias = legacy[minor] { platforms.append("\(alias)_x86_64") }
        }
        return platforms + ["linux_x86_64"]
    }
}
