/// The data of an inspection page: compact JSON that can stand in a script element.
///
/// Files are nested by directory: a file is `[name, bytes, unpacked]`, a directory `[name, [children]]`.
struct InspectionData {
    let json: String

    init(_ inspection: Inspection) {
        var owned: [String: [InspectedFile]] = [:]
        var own: [InspectedFile] = []
        for file in inspection.files ?? [] {
            if let package = file.package { owned[package, default: []].append(file) } else { own.append(file) }
        }
        var packages = inspection.packages.map { package in
            let why = inspection.chain(to: package.name).dropLast().joined(separator: " → ")
            return "{\"name\":\(Self.string(package.name)),\"version\":\(Self.string(package.version)),"
                + "\"why\":\(Self.string(why)),\"tree\":\(Self.tree(owned[package.name] ?? []))}"
        }
        if !own.isEmpty { packages.append("{\"name\":\"your own files\",\"own\":true,\"tree\":\(Self.tree(own))}") }
        let archive = inspection.archive.map {
            $0.path.utf8.split(separator: UInt8(ascii: "/")).last.map { "\(Substring($0))" } ?? ""
        }
        json =
            "{\"project\":\(Self.string(inspection.project)),\"python\":\(Self.string(inspection.pythonVersion)),"
            + "\"archive\":\(Self.string(archive ?? "")),\"bytes\":\(inspection.bytes),\"limit\":\(inspection.sizeLimit),"
            + "\"packages\":[\(packages.joined(separator: ","))]}"
    }

    /// How deep directories nest; what lies deeper has the rest of its path as name.
    private static let deepest = 64

    /// The children of a directory as JSON, from files sorted by path.
    private static func tree(_ files: [InspectedFile]) -> String {
        var text = "["
        var open: [Substring] = []
        var isFirst = true
        let split = files.map { file in
            (file: file, parts: file.path.split(separator: "/", maxSplits: deepest, omittingEmptySubsequences: true))
        }
        for (file, parts) in split.sorted(by: { $0.parts.lexicographicallyPrecedes($1.parts) }) {
            let directories = parts.dropLast()
            let shared = zip(open, directories).prefix { $0 == $1 }.count
            for _ in shared..<max(open.count, shared) { text += "]]" }
            if shared < open.count { isFirst = false }
            open.removeSubrange(shared...)
            for directory in directories[shared...] {
                text += "\(isFirst ? "" : ",")[\(string(String(directory))),["
                open.append(directory)
                isFirst = true
            }
            text +=
                "\(isFirst ? "" : ",")[\(string(parts.last.map(String.init) ?? file.path)),\(file.bytes),\(file.unpackedBytes)]"
            isFirst = false
        }
        for _ in open { text += "]]" }
        return text + "]"
    }

    /// A JSON string (RFC 8259) without `<`, `>` and `&`, which could end or change the script element around it.
    private static func string(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "<", ">", "&", "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
