import FlashPackager

/// The drawings of `flash tree`.
struct TreeText {
    private let tree: DependencyTree
    private let style: Style
    private let depth: Int?
    private let index: [String: DependencyTree.Package]

    init(_ tree: DependencyTree, style: Style, depth: Int?) {
        self.tree = tree
        self.style = style
        self.depth = depth
        index = tree.index
    }

    /// The packages under the project's requirements, or under the one package the tree is of.
    func text(under package: DependencyTree.Package?) -> String {
        let origin = tree.source == .lockFile ? "as pylock.flash.toml has them" : "as the index has them"
        var text =
            style.bold(tree.project) + style.dim(", Python \(tree.pythonVersion), \(tree.platform), \(origin)") + "\n"
        let requests = Dictionary(grouping: tree.requests, by: \.package)
        let roots = package.map { [$0.name] } ?? tree.roots
        let drawn = TreeLines.draw(
            roots.compactMap { name in index[name].map { node($0, requests: requests[name] ?? []) } },
            depth: depth
        ) { name in
            (index[name]?.dependencies ?? []).compactMap { index[$0] }.map { node($0, requests: []) }
        }
        text += drawn.text
        if drawn.hasRepeated { text += style.dim("(*) drawn above with what it needs") + "\n" }
        text += excluded
        return text + total(isWhole: package == nil)
    }

    /// What needs the package of `chains`, up to the project's requirements.
    func inverted(_ chains: DependencyChains) -> String {
        let requests = Dictionary(grouping: tree.requests, by: \.package)
        let drawn = TreeLines.draw([node(chains.package, requests: [])], depth: depth) { name in
            let places = (requests[name] ?? []).map { request in
                let text = "\(request.requirement) \(style.dim(request.place))"
                return TreeLines.Node(key: "", text: text, shortText: text)
            }
            return places + (index[name]?.requiredBy ?? []).compactMap { index[$0] }.map { node($0, requests: []) }
        }
        var text = drawn.text
        if drawn.hasRepeated { text += style.dim("(*) drawn above with what needs it") + "\n" }
        return text + Self.saving(chains)
    }

    /// The shortest ways a package came in.
    static func explanation(_ chains: DependencyChains, style: Style) -> String {
        let package = chains.package
        var text = "\(style.bold(label(package))) \(package.version), \(size(package))\n"
        for chain in chains.chains {
            let way = ([chain.request.place, chain.request.requirement] + chain.packages.dropFirst())
            text += "  " + way.joined(separator: " → ") + "\n"
        }
        if chains.isCut { text += style.dim("  and further ways of the same lengths") + "\n" }
        return text + saving(chains)
    }

    private func node(_ package: DependencyTree.Package, requests: [DependencyTree.Request]) -> TreeLines.Node {
        let name = "\(style.bold(Self.label(package))) \(package.version)"
        var text = "\(name)  \(Self.size(package))"
        if package.savedBytes > package.bytes {
            text += style.dim(", saves \(ByteCount.format(package.savedBytes))")
        }
        let reasons = requests.isEmpty ? "" : style.dim("  \(Self.reasons(requests))")
        return TreeLines.Node(key: package.name, text: text + reasons, shortText: name + reasons)
    }

    /// The requirements on one package and their places, each requirement once.
    private static func reasons(_ requests: [DependencyTree.Request]) -> String {
        var texts: [String] = []
        for request in requests where !texts.contains(request.requirement) { texts.append(request.requirement) }
        return texts.map { text in
            let places = requests.filter { $0.requirement == text }.map(\.place).joined(separator: ", ")
            return text == requests.first?.package ? places : "\(text) \(places)"
        }.joined(separator: ", ")
    }

    /// The packages left out, with the requirement of the project that asked for them, if any.
    private var excluded: String {
        guard !tree.excluded.isEmpty else { return "" }
        var table = Table([.left, .left, .left])
        for package in tree.excluded {
            let places = tree.requests.filter { $0.package == package.name }.map(\.place)
            table.add(package.name, package.reason, style.dim(places.joined(separator: ", ")))
        }
        return "Left out, with what only they need:\n" + table.text()
    }

    private func total(isWhole: Bool) -> String {
        let count = tree.packages.count
        var text = "\(count) package\(count == 1 ? "" : "s"), \(ByteCount.format(tree.bytes))"
        if isWhole {
            let share = Int((Double(tree.bytes) / Double(max(tree.sizeLimit, 1)) * 100).rounded())
            text += " (\(share) % of \(ByteCount.format(tree.sizeLimit))), without your own files"
        }
        let estimated = tree.packages.filter { $0.measure != .archive }.count
        if estimated > 0, count > 0 {
            text += estimated == count ? "; sizes are the wheels'" : "; \(estimated) of the sizes are the wheels'"
        }
        return text + "\n"
    }

    private static func label(_ package: DependencyTree.Package) -> String {
        package.name + (package.extras.isEmpty ? "" : "[\(package.extras.joined(separator: ","))]")
    }

    private static func size(_ package: DependencyTree.Package) -> String {
        switch package.measure {
        case .archive:
            ByteCount.format(package.bytes)
                + (package.unpackedBytes.map { " (\(ByteCount.format($0)) unpacked)" } ?? "")
        case .wheel: "\(ByteCount.format(package.bytes)) wheel"
        case .unknown: "size unknown"
        }
    }

    private static func saving(_ chains: DependencyChains) -> String {
        let others = chains.leaving.filter { $0 != chains.package.name }
        let text = "--exclude \(chains.package.name) saves \(ByteCount.format(chains.package.savedBytes))"
        return text + (others.isEmpty ? "\n" : ", with \(others.joined(separator: ", "))\n")
    }
}
