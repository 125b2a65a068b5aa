/// A range of a source file; lines and columns count from 1, columns in Unicode code points.
public struct SourceSpan: Hashable, Sendable, Decodable {
    /// The first line.
    public let line: Int
    /// The first column.
    public let column: Int
    /// The last line.
    public let endLine: Int
    /// The column after the last character.
    public let endColumn: Int

    /// Creates a span from its bounds.
    public init(line: Int, column: Int, endLine: Int, endColumn: Int) {
        self.line = line
        self.column = column
        self.endLine = endLine
        self.endColumn = endColumn
    }

    /// Decodes a span from `[line, column, endLine, endColumn]`.
    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        line = try container.decode(Int.self)
        column = try container.decode(Int.self)
        endLine = try container.decode(Int.self)
        endColumn = try container.decode(Int.self)
    }

    /// Places the span in a file given by its path relative to the project root.
    public func location(in file: String) -> SourceLocation {
        SourceLocation(file: file, line: line, column: column, endLine: endLine, endColumn: endColumn)
    }
}

extension SourceSpan: Comparable {
    /// Orders spans by where they start.
    public static func < (left: Self, right: Self) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}
