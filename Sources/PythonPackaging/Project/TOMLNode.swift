internal import TOMLKit

/// A value of a TOML document.
enum TOMLNode: Equatable {
    case string(String)
    case integer(Int)
    case boolean(Bool)
    case array([TOMLNode])
    case table([String: TOMLNode])
    /// A float, date or time, or anything nested more deeply than this program's files are.
    case other

    private static var deepestNesting: Int { 16 }

    fileprivate init(_ value: some TOMLValueConvertible, depth: Int = 0) {
        guard depth < Self.deepestNesting else {
            self = .other
            return
        }
        switch value.type {
        case .string: self = value.string.map(TOMLNode.string) ?? .other
        case .int: self = value.int.map(TOMLNode.integer) ?? .other
        case .bool: self = value.bool.map(TOMLNode.boolean) ?? .other
        case .array: self = value.array.map { .array($0.map { TOMLNode($0, depth: depth + 1) }) } ?? .other
        case .table: self = value.table.map { .table(Self.entries($0, depth: depth)) } ?? .other
        default: self = .other
        }
    }

    fileprivate static func entries(_ table: TOMLTable, depth: Int) -> [String: TOMLNode] {
        var entries: [String: TOMLNode] = [:]
        for (key, value) in table { entries[key] = TOMLNode(value, depth: depth + 1) }
        return entries
    }

    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    var integer: Int? {
        if case .integer(let number) = self { number } else { nil }
    }

    var boolean: Bool? {
        if case .boolean(let flag) = self { flag } else { nil }
    }

    var array: [TOMLNode]? {
        if case .array(let nodes) = self { nodes } else { nil }
    }

    var table: [String: TOMLNode]? {
        if case .table(let entries) = self { entries } else { nil }
    }
}

/// A parsed TOML document (TOML 1.0).
struct TOMLDocument {
    /// Where and why parsing failed.
    struct Failure: Error {
        let message: String
        let line: Int
    }

    let root: [String: TOMLNode]
    let text: String

    init(_ bytes: [UInt8]) throws(Failure) {
        if let zero = bytes.firstIndex(of: 0) {
            throw Failure(message: "the file contains a NUL byte", line: Self.line(at: zero, in: bytes))
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(message: "the file is not UTF-8", line: 0)
        }
        do {
            root = TOMLNode.entries(try TOMLTable(string: text), depth: 0)
        } catch let error as TOMLParseError {
            throw Failure(message: error.description, line: error.source.begin.line)
        } catch {
            throw Failure(message: "\(error)", line: 0)
        }
        self.text = text
    }

    private static func line(at offset: Int, in bytes: [UInt8]) -> Int {
        bytes[..<offset].count { $0 == UInt8(ascii: "\n") } + 1
    }
}
