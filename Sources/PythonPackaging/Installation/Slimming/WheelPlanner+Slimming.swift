extension WheelPlanner {
    /// Takes out the files of `categories` that nothing in the wheel refers to.
    ///
    /// - Parameters:
    ///   - categories: What is to be left out.
    ///   - read: Returns the content of the entry at a position.
    /// - Returns: The files that were taken out, by path.
    /// - Throws: ``WheelInstallationError`` when a module cannot be read.
    mutating func slim(
        _ categories: Set<SlimCategory>,
        _ read: (Int) throws -> [UInt8]
    ) throws(WheelInstallationError) -> [SlimmedFile] {
        guard !categories.isEmpty else { return [] }
        let candidates = SlimCandidates(categories, of: wheel.name)
        let paths = plannedPaths
        var matches: [String: SlimCandidates.Match] = [:]
        for path in paths { matches[path] = candidates.match(path) }
        guard !matches.isEmpty else { return [] }
        let modules = paths.filter { $0.hasSuffix(".py") }
        var (kept, readsStubs) = try kept(of: matches, modules, read)
        if readsStubs { kept.insert(.file(.stubs)) }
        var slimmed: [SlimmedFile] = []
        for (path, match) in matches where !kept.contains(match) {
            if let file = remove(path, category: match.category) { slimmed.append(file) }
        }
        return slimmed.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// Finds the directories that modules outside of them refer to, and whether stubs are read by the code itself.
    private func kept(
        of matches: [String: SlimCandidates.Match],
        _ modules: [String],
        _ read: (Int) throws -> [UInt8]
    ) throws(WheelInstallationError) -> (matches: Set<SlimCandidates.Match>, readsStubs: Bool) {
        // Documentation that holds modules is code of that name.
        var kept = Set(matches.filter { $0.value.category == .docs && $0.key.hasSuffix(".py") }.values)
        // Plugins are found through entry points and then imported by name.
        let plugins = String(decoding: try text(at: "\(distInfo)/entry_points.txt", read) ?? [], as: UTF8.self)
        var open = Set(matches.values).subtracting(kept)
        for match in open {
            guard let directory = match.directory, plugins.contains(directory.asModule) else { continue }
            kept.insert(match)
        }
        open.subtract(kept)
        let names = SlimCategory.allCases.flatMap(\.directoryNames)
        // Only pytest reads these.
        var pending = modules.filter { path in
            matches[path].map(kept.contains) ?? true && path.pathComponents().last != "conftest.py"
        }
        var readsStubs = false
        // What a directory that stays refers to stays as well.
        while let path = pending.popLast() {
            guard let text = try text(at: path, read) else { continue }
            let references = ModuleReferences(of: text, at: path, mentioning: names)
            readsStubs = readsStubs || references.readsStubs
            for match in open {
                guard let directory = match.directory,
                    references.imports(directory) || (match.category != .tests && references.quotes(directory))
                else { continue }
                kept.insert(match)
                open.remove(match)
                pending += modules.filter { $0.hasPrefix(directory + "/") }
            }
        }
        return (kept, readsStubs)
    }
}

extension SlimCandidates.Match {
    /// The directory that stays or goes as a whole.
    fileprivate var directory: String? {
        if case .directory(let path, _) = self { path } else { nil }
    }
}

extension String {
    /// The path of a directory as the name of the package it is.
    fileprivate var asModule: String { split(separator: "/").joined(separator: ".") }
}
