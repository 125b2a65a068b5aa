/// A place in a source file of the project.
public struct SourceLocation: Hashable, Sendable, Codable {
    /// The file's path relative to the project root, with `/` separators.
    public var file: String
    /// The line, counted from 1.
    public var line: Int
    /// The column, counted from 1 in Unicode code points.
    public var column: Int
    /// The last line of the marked range; the range is one line when absent.
    public var endLine: Int?
    /// The column after the marked range.
    public var endColumn: Int?

    /// Creates a location from its path, 1-based line and 1-based column.
    public init(file: String, line: Int, column: Int = 1, endLine: Int? = nil, endColumn: Int? = nil) {
        self.file = file
        self.line = line
        self.column = column
        self.endLine = endLine
        self.endColumn = endColumn
    }
}

extension SourceLocation: Comparable, CustomStringConvertible {
    /// The location as `file:line:column`.
    public var description: String { "\(file):\(line):\(column)" }

    /// Orders locations by file, then line, then column.
    public static func < (left: Self, right: Self) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}
