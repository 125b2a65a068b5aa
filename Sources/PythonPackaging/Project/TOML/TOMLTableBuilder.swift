/// A table while the document is read; it knows how it came to be, because TOML allows each kind to be extended differently.
final class TOMLTableBuilder {
    enum Entry {
        case value(TOMLNode)
        case table(TOMLTableBuilder)
        case tables([TOMLTableBuilder])
    }

    enum Origin {
        /// Named on the way to a deeper table; a header may still define it.
        case implied
        /// Defined by a header.
        case header
        /// Made by a dotted key; only dotted keys of the same table may extend it.
        case dottedKey
    }

    var entries: [String: Entry] = [:]
    var origin: Origin
    let line: Int

    init(_ origin: Origin, line: Int) {
        self.origin = origin
        self.line = line
    }

    var nodes: [String: TOMLNode] {
        entries.mapValues { entry in
            switch entry {
            case .value(let node): node
            case .table(let table): TOMLNode(value: .table(table.nodes), line: table.line)
            case .tables(let tables):
                TOMLNode(
                    value: .array(tables.map { TOMLNode(value: .table($0.nodes), line: $0.line) }),
                    line: tables.first?.line ?? line
                )
            }
        }
    }

    /// The table a header's key names, for the parts before its last one.
    func descend(_ key: String, line: Int) -> TOMLTableBuilder? {
        switch entries[key] {
        case .value: return nil
        case .table(let table): return table
        case .tables(let tables): return tables.last
        case nil:
            let table = TOMLTableBuilder(.implied, line: line)
            entries[key] = .table(table)
            return table
        }
    }

    /// The table `[header]` opens; `nil` when it exists already.
    func open(_ key: String, line: Int) -> TOMLTableBuilder? {
        switch entries[key] {
        case nil:
            let table = TOMLTableBuilder(.header, line: line)
            entries[key] = .table(table)
            return table
        case .table(let table) where table.origin == .implied:
            table.origin = .header
            return table
        default:
            return nil
        }
    }

    /// The table `[[header]]` adds; `nil` when the key is taken by something else.
    func append(_ key: String, line: Int) -> TOMLTableBuilder? {
        let table = TOMLTableBuilder(.header, line: line)
        switch entries[key] {
        case nil: entries[key] = .tables([table])
        case .tables(let tables): entries[key] = .tables(tables + [table])
        default: return nil
        }
        return table
    }

    /// Sets a possibly dotted key; `false` when it is taken.
    func set(_ path: [String], _ node: TOMLNode, line: Int) -> Bool {
        guard let key = path.first else { return false }
        guard path.count > 1 else {
            guard entries[key] == nil else { return false }
            entries[key] = .value(node)
            return true
        }
        switch entries[key] {
        case nil:
            let table = TOMLTableBuilder(.dottedKey, line: line)
            entries[key] = .table(table)
            return table.set(Array(path.dropFirst()), node, line: line)
        case .table(let table) where table.origin == .dottedKey:
            return table.set(Array(path.dropFirst()), node, line: line)
        default:
            return false
        }
    }
}
