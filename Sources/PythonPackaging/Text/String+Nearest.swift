extension String {
    /// Returns the candidate that differs least from this text, when it differs by no more than a third of its length.
    public func nearest(among candidates: some Sequence<String>) -> String? {
        let limit = max(1, utf8.count / 3)
        let nearest = candidates.map { (distance: editDistance(to: $0), text: $0) }.min { $0.distance < $1.distance }
        guard let nearest, nearest.distance <= limit else { return nil }
        return nearest.text
    }

    /// Counts the single-byte insertions, deletions, substitutions and swaps of neighbours between two texts, with `-` and `_`
    /// taken as equal.
    private func editDistance(to other: String) -> Int {
        let left = utf8.prefix(64).map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0.lowercased }
        let right = other.utf8.prefix(64).map { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0.lowercased }
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for (row, byte) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var cost = Swift.min(
                    previous[column] + (byte == other ? 0 : 1),
                    previous[column + 1] + 1,
                    current[column] + 1
                )
                if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other {
                    cost = Swift.min(cost, beforePrevious[column - 1] + 1)
                }
                current.append(cost)
            }
            beforePrevious = previous
            previous = current
        }
        return previous[right.count]
    }
}
