/// Decides which names in an archive are safe and where they are installed.
enum WheelPath {
    /// Whether a name stays inside the target directory and means the same on every system.
    static func isSafe(_ name: String) -> Bool {
        guard !name.isEmpty, name.utf8.count <= 4096,
            !name.utf8.contains(where: { $0 < 0x20 || $0 == 0x5C || $0 == 0x7F })
        else { return false }
        var parts = name.pathComponents(omittingEmpty: false)
        if parts.last?.isEmpty == true { parts.removeLast() }
        guard let first = parts.first, !isDrive(first) else { return false }
        return parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && $0.utf8.count <= 255 }
    }

    private static func isDrive(_ part: Substring) -> Bool {
        let bytes = Array(part.utf8.prefix(2))
        return bytes.count == 2 && bytes[0].isLetter && bytes[1] == UInt8(ascii: ":")
    }

    /// Whether a file is bytecode, which is made anew by the interpreter that runs the code.
    static func isBytecode(_ name: String) -> Bool {
        name.hasSuffix(".pyc") || name.hasSuffix(".pyo")
            || name.pathComponents(omittingEmpty: false).dropLast().contains("__pycache__")
    }

    /// Where an entry goes.
    enum Destination: Equatable {
        case path(String)
        case script(String)
        case unknownScheme
    }

    static func destination(of name: String, headers: String) -> Destination {
        let parts = name.pathComponents(maxSplits: 2, omittingEmpty: false)
        guard parts.count > 1, parts[0].hasSuffix(".data") else { return .path(name) }
        guard parts.count == 3 else { return .unknownScheme }
        return switch parts[1] {
        case "purelib", "platlib", "data": .path(String(parts[2]))
        case "headers": .path("include/\(headers)/\(parts[2])")
        case "scripts": .script("bin/\(parts[2])")
        default: .unknownScheme
        }
    }
}
