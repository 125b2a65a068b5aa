/// A value of a TOML document and where it starts.
struct TOMLNode: Sendable {
    indirect enum Value: Sendable {
        case string(String)
        case integer(Int)
        case boolean(Bool)
        case array([TOMLNode])
        case table([String: TOMLNode])
        /// A float, date or time, as written.
        case other(String)
    }

    let value: Value
    /// The line the value starts on, counted from 1.
    let line: Int

    var string: String? {
        if case .string(let text) = value { text } else { nil }
    }

    var integer: Int? {
        if case .integer(let number) = value { number } else { nil }
    }

    var boolean: Bool? {
        if case .boolean(let flag) = value { flag } else { nil }
    }

    var array: [TOMLNode]? {
        if case .array(let nodes) = value { nodes } else { nil }
    }

    var table: [String: TOMLNode]? {
        if case .table(let entries) = value { entries } else { nil }
    }
}

/// A parsed TOML 1.0 document.
///
/// The project reads its own few files with a parser that keeps lines for messages and answers every malformed document
/// with an error; toml++ 3.4 behind TOMLKit ends the process on some, `[=]` and `a=b=` among them.
struct TOMLDocument {
    /// Where and why parsing failed.
    struct Failure: Error, Equatable {
        let message: String
        let line: Int
    }

    let root: [String: TOMLNode]

    init(_ bytes: [UInt8]) throws(Failure) {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw Failure(message: "the file is not UTF-8", line: 0)
        }
        var parser = TOMLParser(bytes)
        root = try parser.document()
    }
}
