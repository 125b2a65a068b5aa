#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Unpacks members below a directory that holds nothing else.
///
/// Symbolic links are made last, so that no member can be written through one.
struct Extraction {
    private let root: String
    private var links: [(path: MemberPath, target: String)] = []

    /// Creates the directory, or accepts an empty one.
    init(into directory: String) throws(ArchiveError) {
        root = directory
        if mkdir(directory, 0o755) != 0 {
            guard errno == EEXIST else { throw ArchiveError.system("cannot create the directory", directory) }
            guard try Self.isEmpty(directory) else {
                throw ArchiveError(.inputOutput, file: directory, "the directory to unpack into is not empty")
            }
        }
    }

    /// Unpacks one member and describes it.
    mutating func place(_ header: MemberHeader, contents archive: LibArchive) throws -> ArchiveMember {
        let path = try MemberPath(header.path)
        switch header.kind {
        case .directory:
            try makeDirectories(path.components[...])
        case .file:
            let file = try OpenFile(creating: try prepare(path), mode: header.mode & 0o111 != 0 ? 0o755 : 0o644)
            return try header.member(contents: archive) { try file.write($0) }
        case .hardLink(let target):
            let source = location(try MemberPath(target).components[...])
            let place = try prepare(path)
            guard try Self.kind(of: source) == S_IFREG else {
                throw ArchiveError(.unsafeMember, "the link's target \(target) is not an earlier file")
            }
            guard link(source, place) == 0 else { throw ArchiveError.system("cannot create the link", place) }
        case .symbolicLink(let target):
            try path.checkTarget(target)
            links.append((path, target))
        case .special:
            throw ArchiveError(.unsafeMember, "the member is a device, pipe or socket")
        }
        return try header.member(contents: archive) { _ in }
    }

    /// Creates the symbolic links, once everything else is in its place.
    func createSymbolicLinks() throws(ArchiveError) {
        for (path, target) in links {
            do throws(ArchiveError) {
                let place = try prepare(path)
                guard symlink(target, place) == 0 else { throw ArchiveError.system("cannot create the link", place) }
            } catch {
                throw error.naming(entry: path.components.joined(separator: "/"))
            }
        }
    }

    /// Makes the directories a member needs and removes what an earlier member of the same path left.
    private func prepare(_ path: MemberPath) throws(ArchiveError) -> String {
        guard !path.components.isEmpty else {
            throw ArchiveError(.unsafeMember, "the member would replace the directory itself")
        }
        try makeDirectories(path.components.dropLast())
        let place = location(path.components[...])
        switch try Self.kind(of: place) {
        case 0: break
        case S_IFDIR: throw ArchiveError(.unsafeMember, "an earlier member made the path a directory")
        default:
            guard unlink(place) == 0 else { throw ArchiveError.system("cannot replace an earlier member", place) }
        }
        return place
    }

    private func makeDirectories(_ components: ArraySlice<String>) throws(ArchiveError) {
        for end in components.indices {
            let place = location(components[...end])
            if mkdir(place, 0o755) == 0 { continue }
            guard errno == EEXIST else { throw ArchiveError.system("cannot create the directory", place) }
            guard try Self.kind(of: place) == S_IFDIR else {
                throw ArchiveError(.unsafeMember, "an earlier member is not the directory this one needs")
            }
        }
    }

    private func location(_ components: ArraySlice<String>) -> String {
        ([root] + components).joined(separator: "/")
    }

    /// The type bits of a file's mode; 0 when there is none.
    private static func kind(of path: String) throws(ArchiveError) -> mode_t {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return 0 }
            throw ArchiveError.system("cannot examine", path)
        }
        return status.st_mode & S_IFMT
    }

    private static func isEmpty(_ path: String) throws(ArchiveError) -> Bool {
        guard let directory = opendir(path) else { throw ArchiveError.system("cannot read the directory", path) }
        defer { closedir(directory) }
        var count = 0
        // Every directory lists itself and its parent.
        while count <= 2, readdir(directory) != nil { count += 1 }
        return count <= 2
    }
}
