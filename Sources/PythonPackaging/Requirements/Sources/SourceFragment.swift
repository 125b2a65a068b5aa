internal import Digests

/// The fragment of a direct reference: `#egg=name&subdirectory=path&sha256=…` (PEP 610, pip).
struct SourceFragment: Hashable {
    var egg: String?
    var subdirectory: String?
    var sha256: SHA256Digest?

    init(_ text: Substring) throws(SourceReferenceProblem) {
        for field in text.split(separator: "&") {
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            let value = PercentEncoding.decode(parts[1])
            switch parts[0] {
            case "egg": egg = value
            case "subdirectory": subdirectory = try Self.path(value)
            case "sha256":
                guard let digest = SHA256Digest(hex: parts[1]) else {
                    throw SourceReferenceProblem("'sha256' needs 64 hexadecimal digits")
                }
                sha256 = digest
            default: break
            }
        }
    }

    /// A path that stays inside the source; `nil` for its top.
    private static func path(_ text: String) throws(SourceReferenceProblem) -> String? {
        let parts = text.pathComponents().filter { $0 != "." }
        guard !text.isAbsolutePath, !parts.contains(".."), !text.utf8.contains(where: { $0 < 0x20 }) else {
            throw SourceReferenceProblem("'subdirectory' must be a path inside the source")
        }
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }
}

/// What is wrong with a reference that was meant as a source, in one sentence without a full stop.
struct SourceReferenceProblem: Error, Hashable {
    let message: String
    let hint: String?

    init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }
}
