/// The lines of a tree drawn with branches, each node's own subtree once.
struct TreeLines {
    /// A node to draw: the key its children are found by, and its text at the first place and at further ones.
    struct Node {
        var key: String
        var text: String
        var shortText: String
    }

    /// What stands behind a node whose subtree is drawn elsewhere.
    static let repeated = " (*)"

    /// Draws `roots` and what `children` gives below them, `depth` levels at most.
    ///
    /// - Returns: the text, and whether a node was marked as drawn elsewhere.
    static func draw(
        _ roots: [Node],
        depth: Int?,
        children: (String) -> [Node]
    ) -> (text: String, hasRepeated: Bool) {
        var text = ""
        var hasRepeated = false
        var drawn: Set<String> = []
        var expanded: Set<String> = []
        // The next line is on top; a stack of our own, because graphs may be deeper than the thread's.
        var pending = roots.reversed().enumerated().map { (node: $1, level: 1, indent: "", isLast: $0 == 0) }
        while let (node, level, indent, isLast) = pending.popLast() {
            text += indent + (isLast ? "└── " : "├── ")
            text += drawn.insert(node.key).inserted ? node.text : node.shortText
            let below = children(node.key)
            if !below.isEmpty, level < depth ?? .max {
                if expanded.insert(node.key).inserted {
                    let deeper = indent + (isLast ? "    " : "│   ")
                    pending += below.reversed().enumerated().map { ($1, level + 1, deeper, $0 == 0) }
                } else {
                    text += repeated
                    hasRepeated = true
                }
            }
            text += "\n"
        }
        return (text, hasRepeated)
    }
}
