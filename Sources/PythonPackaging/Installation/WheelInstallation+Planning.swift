public import Digests

extension WheelInstallation {
    /// Plans the installation of a wheel.
    ///
    /// Only metadata, scripts and entries without a usable digest are read here; everything else is named together with the
    /// digest its content must have.
    ///
    /// - Parameters:
    ///   - filename: the wheel.
    ///   - entries: its entries, in any order.
    ///   - read: returns the content of the entry at a position.
    ///   - digest: returns the digest of that content, should it be large; by default it is read.
    /// - Throws: ``WheelInstallationError`` when the wheel is malformed or unsafe.
    public init(
        of filename: WheelFilename,
        entries: [Entry],
        read: (Int) throws -> [UInt8],
        digest: ((Int) throws -> SHA256Digest)? = nil
    ) throws(WheelInstallationError) {
        var planner = try WheelPlanner(wheel: filename, entries: entries)
        try planner.plan(read, digest: { try digest?($0) ?? SHA256Digest(of: read($0)) })
        self.name = filename.name
        self.version = filename.version
        self.distInfo = planner.distInfo
        self.files = planner.finish()
    }
}

/// Collects the files of one installation.
struct WheelPlanner {
    let wheel: WheelFilename
    let entries: [WheelInstallation.Entry]
    let distInfo: String
    /// The position of every file that is not a directory.
    private let positions: [String: Int]
    private var files: [String: (file: WheelInstallation.File, digest: SHA256Digest, bytes: UInt64)] = [:]
    private var directories: Set<String> = []

    init(wheel: WheelFilename, entries: [WheelInstallation.Entry]) throws(WheelInstallationError) {
        func fail(_ kind: WheelInstallationError.Kind, _ path: String = "") -> WheelInstallationError {
            WheelInstallationError(kind: kind, wheel: wheel.filename, path: path)
        }
        var positions: [String: Int] = [:]
        var distInfos: Set<String> = []
        for (index, entry) in entries.enumerated() {
            guard WheelPath.isSafe(entry.name) else { throw fail(.unsafePath, entry.name) }
            if entry.isSymbolicLink { throw fail(.symbolicLink, entry.name) }
            let parts = entry.name.pathComponents(maxSplits: 1, omittingEmpty: false)
            if parts[0].hasSuffix(".dist-info"), parts.count > 1 || entry.isDirectory {
                distInfos.insert(String(parts[0]))
            }
            guard !entry.isDirectory else { continue }
            guard positions.updateValue(index, forKey: entry.name) == nil else { throw fail(.duplicate, entry.name) }
        }
        guard distInfos.count == 1, let distInfo = distInfos.first else { throw fail(.noDistInfo) }
        let stem = distInfo.dropLast(".dist-info".count).split(separator: "-", maxSplits: 1)
        guard stem.count == 2, PackageName(normalizing: String(stem[0])) == wheel.name,
            (try? Version(String(stem[1]))) == wheel.version
        else { throw fail(.wrongDistInfo, distInfo) }
        self.wheel = wheel
        self.entries = entries
        self.distInfo = distInfo
        self.positions = positions
    }

    mutating func plan(
        _ read: (Int) throws -> [UInt8],
        digest: (Int) throws -> SHA256Digest
    ) throws(WheelInstallationError) {
        try checkFormat(read)
        let record = try self.record(read)
        let commands = try self.commands(read)
        let commandPaths = Set(commands.map { "bin/\($0.name)" })
        for (name, index) in positions.sorted(by: { $0.value < $1.value }) where !isReplaced(name) {
            guard let item = record.items[name] else { throw fail(.notRecorded, name) }
            if WheelPath.isBytecode(name) { continue }
            switch WheelPath.destination(of: name, headers: headerDirectory) {
            case .path(let path):
                try addEntry(index, at: path, item, digest)
            case .script(let path):
                guard !commandPaths.contains(path) else { continue }
                try addScript(index, at: path, item, read)
            case .unknownScheme:
                throw fail(.unknownScheme, name)
            }
        }
        for name in record.items.keys.sorted() where positions[name] == nil && !isReplaced(name) {
            if !WheelPath.isBytecode(name), !name.hasSuffix("/") { throw fail(.missingFile, name) }
        }
        for command in commands {
            try addGenerated(command.script, at: "bin/\(command.name)", isExecutable: true)
        }
        try addGenerated(Array("flash\n".utf8), at: "\(distInfo)/INSTALLER", isExecutable: false)
    }

    /// The files sorted by path, with a `RECORD` of them.
    func finish() -> [WheelInstallation.File] {
        let path = "\(distInfo)/RECORD"
        var lines = files.mapValues { planned in
            "\(WheelRecord.quoted(planned.file.path)),sha256=\(Base64URL.encode(planned.digest.bytes)),\(planned.bytes)"
        }
        lines[path] = "\(WheelRecord.quoted(path)),,"
        let paths = lines.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let text = paths.map { lines[$0, default: ""] + "\n" }.joined()
        let record = WheelInstallation.File(path: path, isExecutable: false, content: .generated(Array(text.utf8)))
        return paths.map { files[$0]?.file ?? record }
    }

    /// The name below `include/`, spelled as in the wheel.
    private var headerDirectory: String {
        String(distInfo.prefix { $0 != "-" })
    }

    /// Whether a file describes the wheel as an archive or another installation, so that installation replaces or drops it.
    private func isReplaced(_ name: String) -> Bool {
        ["RECORD", "RECORD.jws", "RECORD.p7s", "INSTALLER", "REQUESTED", "direct_url.json"].contains { file in
            name == "\(distInfo)/\(file)"
        }
    }

    private func checkFormat(_ read: (Int) throws -> [UInt8]) throws(WheelInstallationError) {
        let header = MetadataHeader(try content(of: "\(distInfo)/WHEEL", read))
        let version = header["wheel-version"] ?? ""
        guard let parsed = try? Version(version), parsed.release[0] == 1 else {
            throw fail(.unsupportedWheelVersion(version), distInfo)
        }
        guard positions["\(distInfo)/METADATA"] != nil else { throw fail(.missingFile, "\(distInfo)/METADATA") }
    }

    private func record(_ read: (Int) throws -> [UInt8]) throws(WheelInstallationError) -> WheelRecord {
        let path = "\(distInfo)/RECORD"
        let bytes = try content(of: path, read)
        do throws(WheelRecord.Failure) {
            return try WheelRecord(bytes)
        } catch {
            throw fail(.malformedRecord(line: error.line), path)
        }
    }

    private func commands(_ read: (Int) throws -> [UInt8]) throws(WheelInstallationError) -> [EntryPoints.Command] {
        let path = "\(distInfo)/entry_points.txt"
        guard positions[path] != nil else { return [] }
        let bytes = try content(of: path, read)
        do throws(EntryPoints.Failure) {
            return try EntryPoints(bytes).commands
        } catch {
            throw fail(.malformedEntryPoint(error.text), path)
        }
    }

    private func content(
        of name: String,
        _ read: (Int) throws -> [UInt8]
    ) throws(WheelInstallationError) -> [UInt8] {
        guard let index = positions[name] else { throw fail(.missingFile, name) }
        return try content(at: index, read)
    }

    private func content<Value>(at index: Int, _ read: (Int) throws -> Value) throws(WheelInstallationError) -> Value {
        do {
            return try read(index)
        } catch {
            throw fail(.unreadable("\(error)"), entries[index].name)
        }
    }

    private mutating func addEntry(
        _ index: Int,
        at path: String,
        _ item: WheelRecord.Item,
        _ compute: (Int) throws -> SHA256Digest
    ) throws(WheelInstallationError) {
        let digest: SHA256Digest
        if let recorded = item.sha256 {
            digest = recorded
        } else {
            digest = try content(at: index, compute)
        }
        let file = WheelInstallation.File(
            path: path,
            isExecutable: entries[index].isExecutable,
            content: .entry(index, expecting: digest)
        )
        try add(file, digest: digest, bytes: entries[index].bytes)
    }

    /// Adds a file of `.data/scripts`; a first line `#!python…` is replaced (PEP 427, "Recommended installer features").
    private mutating func addScript(
        _ index: Int,
        at path: String,
        _ item: WheelRecord.Item,
        _ read: (Int) throws -> [UInt8]
    ) throws(WheelInstallationError) {
        let original = try content(at: index, read)
        let digest = SHA256Digest(of: original)
        if let recorded = item.sha256, recorded != digest { throw fail(.wrongDigest, entries[index].name) }
        guard original.starts(with: "#!python".utf8) else {
            let content = WheelInstallation.Content.entry(index, expecting: digest)
            let file = WheelInstallation.File(path: path, isExecutable: true, content: content)
            try add(file, digest: digest, bytes: entries[index].bytes)
            return
        }
        let rest = original.firstIndex(of: UInt8(ascii: "\n")).map { original[($0 + 1)...] } ?? []
        try addGenerated(Array("#!/usr/bin/env python3\n".utf8) + rest, at: path, isExecutable: true)
    }

    private mutating func addGenerated(
        _ bytes: [UInt8],
        at path: String,
        isExecutable: Bool
    ) throws(WheelInstallationError) {
        let file = WheelInstallation.File(path: path, isExecutable: isExecutable, content: .generated(bytes))
        try add(file, digest: SHA256Digest(of: bytes), bytes: UInt64(bytes.count))
    }

    private mutating func add(
        _ file: WheelInstallation.File,
        digest: SHA256Digest,
        bytes: UInt64
    ) throws(WheelInstallationError) {
        guard WheelPath.isSafe(file.path) else { throw fail(.unsafePath, file.path) }
        guard file.path != "\(distInfo)/RECORD" else { throw fail(.duplicate, file.path) }
        if let existing = files[file.path] {
            guard existing.digest == digest else { throw fail(.duplicate, file.path) }
            return
        }
        guard !directories.contains(file.path) else { throw fail(.fileInsteadOfDirectory, file.path) }
        var parent = file.path[...]
        while let slash = parent.utf8.lastIndex(of: UInt8(ascii: "/")) {
            parent = parent[..<slash]
            guard files[String(parent)] == nil else { throw fail(.fileInsteadOfDirectory, String(parent)) }
            if !directories.insert(String(parent)).inserted { break }
        }
        files[file.path] = (file, digest, bytes)
    }

    private func fail(_ kind: WheelInstallationError.Kind, _ path: String = "") -> WheelInstallationError {
        WheelInstallationError(kind: kind, wheel: wheel.filename, path: path)
    }
}
