/// For each node of a directed graph, the last node that every way from the root passes through before it.
///
/// The algorithm is that of Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm" (2001).
struct DominatorTree {
    /// The nodes the root reaches, each after its dominators; the root comes first.
    let order: [Int]
    /// The immediate dominator by node; `nil` for the root and for nodes it does not reach.
    let parents: [Int?]

    /// Computes the tree.
    ///
    /// - Parameters:
    ///   - successors: the targets of each node's edges, all of them nodes; cycles and repetitions are allowed.
    ///   - root: the node every way starts at.
    init(successors: [[Int]], root: Int) {
        order = Self.reversePostorder(successors, root)
        var positions = [Int?](repeating: nil, count: successors.count)
        for (position, node) in order.enumerated() { positions[node] = position }
        var predecessors = [[Int]](repeating: [], count: order.count)
        for (position, node) in order.enumerated() {
            for target in successors[node] {
                guard let reached = positions[target], reached != 0 else { continue }
                predecessors[reached].append(position)
            }
        }

        // From here on nodes are known by their position in the order, where dominators have smaller ones.
        var dominators = [Int?](repeating: nil, count: order.count)
        if !dominators.isEmpty { dominators[0] = 0 }
        func common(_ first: Int, _ second: Int) -> Int {
            var (first, second) = (first, second)
            while first != second {
                if first < second { swap(&first, &second) }
                first = dominators[first] ?? 0
            }
            return first
        }
        var isChanged = true
        while isChanged {
            isChanged = false
            for position in order.indices.dropFirst() {
                var found: Int?
                for predecessor in predecessors[position] where dominators[predecessor] != nil {
                    found = found.map { common($0, predecessor) } ?? predecessor
                }
                if dominators[position] != found {
                    dominators[position] = found
                    isChanged = true
                }
            }
        }

        var parents = [Int?](repeating: nil, count: successors.count)
        let nodes = order
        for position in nodes.indices.dropFirst() { parents[nodes[position]] = dominators[position].map { nodes[$0] } }
        self.parents = parents
    }

    private static func reversePostorder(_ successors: [[Int]], _ root: Int) -> [Int] {
        var isSeen = [Bool](repeating: false, count: successors.count)
        var stack: [(node: Int, next: Int)] = [(root, 0)]
        var finished: [Int] = []
        isSeen[root] = true
        while let (node, next) = stack.last {
            guard next < successors[node].count else {
                finished.append(node)
                stack.removeLast()
                continue
            }
            stack[stack.count - 1].next += 1
            let target = successors[node][next]
            guard !isSeen[target] else { continue }
            isSeen[target] = true
            stack.append((target, 0))
        }
        return finished.reversed()
    }
}
