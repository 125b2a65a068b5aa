public import Digests

/// A place that a requirement names instead of an index, and that has to be built: a repository, a source archive or a
/// directory.
public struct SourceReference: Hashable, Sendable {
    /// Where the source is.
    public enum Place: Hashable, Sendable {
        /// A git repository by its URL, which may hold credentials, and the branch, tag or commit that is asked for.
        case repository(url: String, revision: String?)
        /// A source archive by its URL, which may hold credentials.
        case remoteArchive(url: String)
        /// A source archive by its path, absolute or relative to the project.
        case localArchive(path: String)
        /// A directory by its path, absolute or relative to the project.
        case directory(path: String)
    }

    /// Where the source is.
    public let place: Place
    /// The directory inside the source that is built; `nil` for its top.
    public let subdirectory: String?
    /// The digest that an archive must have, if the reference states it.
    public let sha256: SHA256Digest?
    /// What the fragment calls the package (`#egg=name[extra]`), as it is written.
    let egg: String?

    /// Reads the URL or path of a requirement; `nil` when it names a wheel, or nothing that could be built.
    ///
    /// - Parameter reference: What stands behind the `@` of a requirement (PEP 508), or instead of a name.
    public init?(_ reference: String) {
        guard let parsed = try? Self.parse(reference) else { return nil }
        self = parsed
    }

    init(place: Place, fragment: SourceFragment) {
        self.place = place
        subdirectory = fragment.subdirectory
        sha256 = fragment.sha256
        egg = fragment.egg
    }
}

extension SourceReference: CustomStringConvertible {
    /// The reference without credentials, as a requirement would write it.
    public var description: String {
        let place: String =
            switch place {
            case .repository(let url, let revision):
                "git+" + url.removingPasswords + (revision.map { "@\($0)" } ?? "")
            case .remoteArchive(let url): url.removingPasswords
            case .localArchive(let path), .directory(let path): path
            }
        return place + (subdirectory.map { "#subdirectory=\($0)" } ?? "")
    }
}

extension String {
    /// The URL without what must not be written down: all user information, except the bare user name of `ssh`.
    var removingPasswords: String {
        guard starts(withASCII: "ssh://") else { return removingCredentials }
        let authority = utf8.dropFirst("ssh://".utf8.count).prefix { $0 != UInt8(ascii: "/") }
        guard let at = authority.lastIndex(of: UInt8(ascii: "@")) else { return self }
        let user = authority[..<at].prefix { $0 != UInt8(ascii: ":") }
        return "ssh://\(Substring(user))\(self[at...])"
    }
}

extension SourceReference {
    /// The URL of a repository without credentials, as the lock file records it; `nil` for other sources.
    public var repositoryURL: String? {
        guard case .repository(let url, _) = place else { return nil }
        return url.removingPasswords
    }
}

extension SourceReference {
    /// Whether the source is on this machine.
    public var isLocal: Bool {
        switch place {
        case .localArchive, .directory: true
        case .repository, .remoteArchive: false
        }
    }
}
