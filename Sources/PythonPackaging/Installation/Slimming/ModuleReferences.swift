/// The places of a wheel that a Python module refers to, as far as its text tells without running it.
struct ModuleReferences {
    /// Dotted names that are imported, or stand in the text as such.
    private(set) var modules: Set<String> = []
    /// Whether stub files are read when the module runs (`lazy_loader.attach_stub`).
    private(set) var readsStubs = false

    private let package: [Substring]
    private let text: [UInt8]

    /// Reads the module at `path`; only lines in which one of `names` occurs are looked at.
    init(of text: [UInt8], at path: String, mentioning names: [String]) {
        package = path.split(separator: "/").dropLast()
        self.text = text
        readsStubs = Self.contains(text[...], Array("attach_stub".utf8)) || Self.contains(text[...], Array(".pyi".utf8))
        let names = names.map { Array($0.utf8) }
        for line in Self.statements(of: text) where names.contains(where: { Self.contains(line, $0) }) {
            add(String(decoding: line, as: UTF8.self))
        }
    }

    /// Whether the module names the directory at `path` as a module or a module inside of it.
    func imports(_ path: String) -> Bool {
        let module = path.split(separator: "/").joined(separator: ".")
        return modules.contains { $0 == module || $0.hasPrefix(module + ".") }
    }

    /// Whether the last component of `path` stands in quotation marks, alone or as the beginning of a path.
    func quotes(_ path: String) -> Bool {
        let name = Array((path.split(separator: "/").last ?? "").utf8)
        return ["\"", "'"].contains { mark in
            [mark, "/"].contains { end in Self.contains(text[...], Array(mark.utf8) + name + Array(end.utf8)) }
        }
    }

    private mutating func add(_ line: String) {
        let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
        modules.formUnion(words.filter { $0.contains(".") && !$0.hasPrefix(".") }.map(String.init))
        guard words.count > 1 else { return }
        if words[0] == "import" {
            modules.formUnion(words.dropFirst().map(String.init))
        } else if words[0] == "from", let imported = words.firstIndex(of: "import"), let origin = resolved(words[1]) {
            modules.insert(origin)
            let prefix = origin.isEmpty ? "" : origin + "."
            modules.formUnion(words[(imported + 1)...].map { prefix + $0 })
        }
    }

    /// The absolute form of what follows `from`: each dot after the first goes up by one package.
    private func resolved(_ name: Substring) -> String? {
        let dots = name.prefix { $0 == "." }.count
        guard dots > 0 else { return String(name) }
        guard dots - 1 <= package.count else { return nil }
        let rest = name.dropFirst(dots)
        return (package.dropLast(dots - 1) + (rest.isEmpty ? [] : [rest])).joined(separator: ".")
    }

    /// Lines without the white space before them; imports that go over several lines as one.
    private static func statements(of text: [UInt8]) -> [ArraySlice<UInt8>] {
        let newline = UInt8(ascii: "\n")
        var statements: [ArraySlice<UInt8>] = []
        var start = text.startIndex
        while start < text.endIndex {
            let first =
                text[start...].firstIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } ?? text.endIndex
            var end = text[first...].firstIndex(of: newline) ?? text.endIndex
            if text[first..<end].starts(with: "from ".utf8) {
                let open = text[first..<end].contains(UInt8(ascii: "("))
                while open, end < text.endIndex, !text[first..<end].contains(UInt8(ascii: ")")) {
                    end = text[(end + 1)...].firstIndex(of: newline) ?? text.endIndex
                }
                while end < text.endIndex, end > first, text[end - 1] == UInt8(ascii: "\\") {
                    end = text[(end + 1)...].firstIndex(of: newline) ?? text.endIndex
                }
            }
            statements.append(text[first..<end])
            start = end + 1
        }
        return statements
    }

    private static func contains(_ text: ArraySlice<UInt8>, _ wanted: [UInt8]) -> Bool {
        guard let head = wanted.first else { return true }
        return text.withUnsafeBufferPointer { text in
            var position = 0
            while position + wanted.count <= text.count {
                if text[position] == head, text[position..<(position + wanted.count)].elementsEqual(wanted) {
                    return true
                }
                position += 1
            }
            return false
        }
    }
}
