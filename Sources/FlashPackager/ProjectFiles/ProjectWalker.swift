#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The state of one walk: the directories that are open on the way down, and the findings so far.
struct ProjectWalker {
    /// A directory that is being walked.
    private struct Frame {
        var items: ArraySlice<Item>
        var pathLength: Int
        var hasRules: Bool
        var identity: FileStatus.Identity
    }

    /// An entry of a directory after the rules were applied to it.
    private struct Item {
        enum Content {
            case file(FileStatus)
            case directory(isReincluded: Bool)
            case excluded(ExclusionReason)
        }

        /// The name, followed by `/` for a directory: the order of such names is the order of whole paths.
        var name: [UInt8]
        var content: Content
    }

    private let root: String
    private let maximumEntries: Int
    private var remainingEntries: Int
    private var rules = IgnoreRules()
    private var frames: [Frame] = []
    /// The current directory relative to the root, ending with `/` unless it is the root.
    private var path: [UInt8] = []
    private var listing: ProjectListing

    /// Creates the state of a walk that has not begun.
    init(root: String, maximumEntries: Int) {
        self.root = root
        self.maximumEntries = maximumEntries
        remainingEntries = maximumEntries
        listing = ProjectListing(root: root, files: [], excluded: [])
    }

    /// Walks everything.
    mutating func run() throws(ProjectWalkError) -> ProjectListing {
        try enter(Item(name: [], content: .directory(isReincluded: true)))
        while let frame = frames.last {
            guard let item = frame.items.first else {
                leave(frame)
                continue
            }
            frames[frames.count - 1].items.removeFirst()
            switch item.content {
            case .file(let status):
                listing.files.append(ProjectFile(path: String(decoding: path + item.name, as: UTF8.self), status))
            case .excluded(let reason):
                exclude(item.name, reason)
            case .directory:
                try enter(item)
            }
        }
        return listing
    }

    private mutating func enter(_ item: Item) throws(ProjectWalkError) {
        let parentLength = path.count
        path += item.name
        let directory = try OpenDirectory(path: absolutePath())
        let names = try readNames(of: directory)
        if case .directory(isReincluded: false) = item.content, Self.isEnvironment(names) {
            path.removeLast(item.name.count)
            return exclude(item.name, .virtualEnvironment)
        }
        guard let identity = FileStatus(of: directory.descriptor)?.identity else {
            throw ProjectWalkError(.unreadable(reason: String(cString: strerror(errno))), path: directory.path)
        }
        let level = try readRules(names)
        if let level { rules.levels.append(level) }
        frames.append(Frame(items: [], pathLength: parentLength, hasRules: level != nil, identity: identity))
        var items: [Item] = []
        items.reserveCapacity(names.count)
        for name in names {
            if let item = try classify(name, in: directory) { items.append(item) }
        }
        items.sort { $0.name.lexicographicallyPrecedes($1.name) }
        frames[frames.count - 1].items = items[...]
    }

    private mutating func leave(_ frame: Frame) {
        if frame.hasRules { rules.levels.removeLast() }
        path.removeLast(path.count - frame.pathLength)
        frames.removeLast()
    }

    private mutating func readNames(of directory: borrowing OpenDirectory) throws(ProjectWalkError) -> [[UInt8]] {
        do {
            let names = try directory.names(limit: remainingEntries)
            remainingEntries -= names.count
            return names
        } catch {
            guard case .tooManyEntries = error.kind else { throw error }
            throw ProjectWalkError(.tooManyEntries(limit: maximumEntries), path: directory.path)
        }
    }

    private func readRules(_ names: [[UInt8]]) throws(ProjectWalkError) -> IgnoreRules.Level? {
        var level = IgnoreRules.Level(base: path.count)
        level.git = try readRules(named: IgnoreFile.gitName, among: names)
        level.flash = try readRules(named: IgnoreFile.flashName, among: names)
        return level.git == nil && level.flash == nil ? nil : level
    }

    private func readRules(named name: String, among names: [[UInt8]]) throws(ProjectWalkError) -> IgnoreFile? {
        guard names.contains(where: { $0.elementsEqual(name.utf8) }) else { return nil }
        let relative = String(decoding: path + name.utf8, as: UTF8.self)
        return try IgnoreFile(absolutePath: absolutePath(Array(name.utf8)), path: relative)
    }

    /// Applies the rules to an entry of the current directory; `nil` when it vanished since the directory was read.
    private func classify(_ name: [UInt8], in directory: borrowing OpenDirectory) throws(ProjectWalkError) -> Item? {
        guard let own = FileStatus(of: name, in: directory.descriptor, followingLink: false) else {
            if errno == ENOENT { return nil }
            let reason = String(cString: strerror(errno))
            throw ProjectWalkError(.unreadable(reason: reason), path: absolutePath(name))
        }
        let isLink = own.kind == .symbolicLink
        let status = isLink ? FileStatus(of: name, in: directory.descriptor, followingLink: true) : own
        let isDirectory = status?.kind == .directory
        let sortName = isDirectory ? name + [UInt8(ascii: "/")] : name
        let verdict = (path + name).withUnsafeBufferPointer {
            rules.verdict($0, nameStart: path.count, isDirectory: isDirectory)
        }
        let problem: ExclusionReason? =
            if case .excluded(let reason) = verdict {
                reason
            } else if !Self.isUTF8(name) {
                .nameNotUTF8
            } else if isLink {
                linkProblem(name, status: status, isReincluded: verdict == .reincluded)
            } else {
                nil
            }
        if let problem { return Item(name: sortName, content: .excluded(problem)) }
        guard let status else { return nil }
        return switch status.kind {
        case .file: Item(name: sortName, content: .file(status))
        case .directory: Item(name: sortName, content: .directory(isReincluded: verdict == .reincluded))
        case .special(let kind): Item(name: sortName, content: .excluded(.specialFile(kind: kind)))
        case .symbolicLink: nil
        }
    }

    /// Says why a symbolic link cannot be followed; `nil` when it can.
    private func linkProblem(_ name: [UInt8], status: FileStatus?, isReincluded: Bool) -> ExclusionReason? {
        let target = LinkTarget(path: absolutePath(name), root: root)
        guard let status, target.destination != .missing else { return .danglingLink(target: target.text) }
        guard case .inside(let path) = target.destination else { return .linkOutOfProject(target: target.text) }
        let isDirectory = status.kind == .directory
        if isDirectory && frames.contains(where: { $0.identity == status.identity }) {
            return .linkCycle(target: target.text)
        }
        let verdict = path.withUnsafeBufferPointer {
            IgnoreRules.verdict(linkTarget: $0, isDirectory: isDirectory, isReincluded: isReincluded)
        }
        guard case .excluded(let reason) = verdict else { return nil }
        return reason
    }

    private mutating func exclude(_ name: [UInt8], _ reason: ExclusionReason) {
        let isDirectory = name.last == UInt8(ascii: "/")
        let path = Self.display(path + (isDirectory ? name.dropLast() : name[...]))
        listing.excluded.append(ExcludedPath(path: path, isDirectory: isDirectory, reason: reason))
    }

    private func absolutePath(_ name: [UInt8] = []) -> String {
        let separator = root.hasSuffix("/") ? "" : "/"
        return root + separator + String(decoding: path + name, as: UTF8.self)
    }

    private static func isEnvironment(_ names: [[UInt8]]) -> Bool {
        names.contains { $0.elementsEqual("pyvenv.cfg".utf8) || $0.elementsEqual("conda-meta".utf8) }
    }

    private static func isUTF8(_ name: [UInt8]) -> Bool {
        name.allSatisfy { $0 < 0x80 } || String(decoding: name, as: UTF8.self).utf8.elementsEqual(name)
    }

    private static func display(_ path: [UInt8]) -> String {
        if isUTF8(path) { return String(decoding: path, as: UTF8.self) }
        return path.reduce(into: "") { text, byte in
            if byte < 0x80 {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "\\x" + String(byte, radix: 16, uppercase: true)
            }
        }
    }
}

extension ProjectFile {
    fileprivate init(path: String, _ status: FileStatus) {
        self.init(
            path: path,
            bytes: status.bytes,
            isExecutable: status.isExecutable,
            modified: status.modified,
            changed: status.changed,
            inode: status.identity.inode
        )
    }
}
