import Digests
import PythonPackaging

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Something that can be built, and how it gets into a scratch directory.
struct SourceTree: Sendable {
    /// Where the files come from.
    enum Files: Sendable {
        /// A source archive in a file.
        case archive(path: String, sha256: SHA256Digest)
        /// A directory as it was found.
        case directory(DirectorySnapshot)
        /// A commit of a repository.
        case commit(String, GitRepository)
    }

    var files: Files
    /// The directory inside that is built.
    var subdirectory: String?
    /// How messages name the source.
    var label: String
    /// How the lock file tells the source.
    var locked: LockFile.Source

    /// Names the content, so that equal sources are built once.
    var digest: SHA256Digest {
        let content =
            switch files {
            case .archive(_, let sha256): "archive \(sha256.hex)"
            case .directory(let snapshot): "directory \(snapshot.digest.hex)"
            case .commit(let commit, let repository): "git \(commit) \(repository.shownURL)"
            }
        return SHA256Digest(of: "\(content)\n\(subdirectory ?? "")")
    }

    /// Puts the files below a directory that must not exist yet.
    ///
    /// - Returns: the absolute path of the directory to build.
    /// - Throws: `bad-source` for archives that cannot be unpacked safely, what git reports, or `io`.
    func place(in directory: String) throws(BuildFailure) -> String {
        var top = directory
        switch files {
        case .archive(let path, let sha256):
            guard SHA256Digest(ofFileAt: path) == sha256 else {
                throw BuildFailure(.tryAgain, code: "source-changed", "\(label) changed while it was used.")
            }
            top = try SourceArchive(path: path, label: label).extract(to: directory)
        case .directory(let snapshot): try snapshot.copy(to: directory)
        case .commit(let commit, let repository): try repository.checkOut(commit, to: directory)
        }
        if let subdirectory { top += "/\(subdirectory)" }
        guard ["pyproject.toml", "setup.py"].contains(where: { FileAccess.exists("\(top)/\($0)") }) else {
            throw BuildFailure(
                .badInput,
                code: "bad-source",
                "\(label) is no Python package: it has neither pyproject.toml nor setup.py"
                    + (subdirectory.map { " in \($0)." } ?? "."),
                hint: subdirectory == nil ? "If the package is further down, add '#subdirectory=PATH'." : nil
            )
        }
        return top
    }
}

/// The files of a directory at one moment, as a project's own are found: without what ignore rules leave out.
struct DirectorySnapshot: Sendable {
    let root: String
    private let files: [ProjectFile]
    /// The digest over paths, modes and contents.
    let digest: SHA256Digest

    /// Reads the directory.
    ///
    /// - Throws: `bad-source` when there is no such directory, or it cannot be read.
    init(_ path: String, label: String) throws(BuildFailure) {
        let listing: ProjectListing
        do throws(ProjectWalkError) {
            listing = try ProjectWalk(root: path).listing()
        } catch {
            let isMissing = error.kind == .noProject
            throw BuildFailure(
                .badInput,
                code: "bad-source",
                isMissing ? "\(label) is no directory." : "\(error).",
                hint: isMissing ? "Paths are relative to the project directory." : nil
            )
        }
        root = listing.root
        // The lock file records this digest, so the digest cannot cover the lock file.
        files = listing.files.filter { $0.path != LockFile.filename && !$0.path.hasSuffix("/\(LockFile.filename)") }
        var hasher = SHA256Hasher()
        for file in files {
            guard let content = SHA256Digest(ofFileAt: "\(root)/\(file.path)") else {
                throw .inputOutput("read", "\(root)/\(file.path)")
            }
            hasher.update("\(file.path.utf8.count):\(file.path)\(file.isExecutable ? "x" : "-")".utf8)
            hasher.update(content.bytes)
        }
        digest = hasher.finalize()
    }

    /// Copies the files to a new directory.
    func copy(to directory: String) throws(BuildFailure) {
        var made: Set<String> = []
        for file in files {
            let target = "\(directory)/\(file.path)"
            let parent = FileAccess.directory(of: target)
            guard let content = FileAccess.contents(of: "\(root)/\(file.path)") else {
                throw .inputOutput("read", "\(root)/\(file.path)")
            }
            do {
                if made.insert(parent).inserted {
                    try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
                }
                try FileAccess.write(content, to: target, isDurable: false)
                if file.isExecutable {
                    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: target)
                }
            } catch let failure as BuildFailure {
                throw failure
            } catch {
                throw .cannotCreate(target)
            }
        }
    }
}
