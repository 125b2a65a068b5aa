/// What a CPython brings without any package.
enum StandardLibrary {
    /// Whether a version 3.*minor* has a top-level module; versions outside 3.10 to 3.13 count as the nearest of these.
    static func contains(_ module: String, minor: Int) -> Bool {
        if lasting.contains(module) { return true }
        let minor = min(max(minor, 10), 13)
        return passing.contains { $0.minors.contains(minor) && $0.modules.contains(module) }
    }

    /// The minor version that a module left the standard library with; `nil` when it is not known to have left.
    static func removal(of module: String) -> Int? {
        passing.first { $0.minors.upperBound < 13 && $0.modules.contains(module) }.map { $0.minors.upperBound + 1 }
    }
}
