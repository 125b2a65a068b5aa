/// One line of source prepared for a terminal: cropped, without control characters, with the place of its mark.
struct SourceExcerpt: Equatable {
    /// The line as it is shown.
    let text: String
    /// How many terminal cells stand before the mark.
    let indent: Int
    /// How many terminal cells are marked, at least one.
    let length: Int

    private static let cropMark = Cell(scalar: "…")
    private static let tabWidth = 4

    /// Prepares a line.
    ///
    /// - Parameters:
    ///   - line: The line without its end.
    ///   - start: The first marked column, from 1, in Unicode code points.
    ///   - end: The column after the mark; to the end of the line when absent.
    ///   - limit: The number of cells the line may take.
    init(line: some StringProtocol, start: Int, end: Int?, limit: Int = 100) {
        var cells: [Cell] = []
        var first: Int?
        var last: Int?
        var column = 0
        for scalar in line.unicodeScalars {
            column += 1
            if column == start { first = cells.count }
            if column == end { last = cells.count }
            if scalar == "\t" {
                cells += Array(repeating: Cell(scalar: " "), count: Self.tabWidth)
            } else {
                cells.append(Cell(scalar: scalar))
            }
        }
        while cells.last?.scalar == " " { cells.removeLast() }
        let from = min(first ?? cells.count, cells.count)
        let to = max(from, min(last ?? cells.count, cells.count))
        self.init(cells: cells, marked: from..<to, limit: limit)
    }

    private init(cells: [Cell], marked: Range<Int>, limit: Int) {
        var shown = 0..<cells.count
        if cells.reduce(0, { $0 + $1.width }) > limit {
            let start = max(0, min(marked.lowerBound - limit / 3, cells.count - limit))
            shown = start..<min(cells.count, start + limit)
        }
        let prefix = shown.lowerBound > 0 ? [Self.cropMark] : []
        let suffix = shown.upperBound < cells.count ? [Self.cropMark] : []
        text = (prefix + cells[shown] + suffix).map { String(Character($0.scalar)) }.joined()
        let mark = marked.clamped(to: shown)
        indent = (prefix + cells[shown.lowerBound..<mark.lowerBound]).reduce(0) { $0 + $1.width }
        length = max(1, cells[mark].reduce(0) { $0 + $1.width })
    }
}

/// A code point as a terminal shows it.
private struct Cell: Equatable {
    let scalar: Unicode.Scalar
    let width: Int

    init(scalar: Unicode.Scalar) {
        self.scalar = scalar.isSafeInTerminal ? scalar : "\u{FFFD}"
        width = self.scalar.terminalWidth
    }
}
