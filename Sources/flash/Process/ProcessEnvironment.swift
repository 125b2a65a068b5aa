#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The environment this process was started with.
enum ProcessEnvironment {
    /// Every variable that is valid UTF-8.
    static var current: [String: String] {
        var variables: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee {
            let pair = String(cString: text)
            if let separator = pair.firstIndex(of: "=") {
                variables[String(pair[..<separator])] = String(pair[pair.index(after: separator)...])
            }
            entry += 1
        }
        return variables
    }
}
