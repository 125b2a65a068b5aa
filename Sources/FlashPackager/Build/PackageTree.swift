import ArtifactArchive
import ArtifactCache
import Digests
import PythonPackaging

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The files of a package as read-only files of the store, unpacked from its segment when they are first needed.
struct PackageTree: Sendable {
    let store: ArtifactStore
    /// The format of the segments.
    let format: ArchiveFormat

    /// What every file of a tree was last modified at; a file with another time was tampered with.
    private static let modificationTime = 315_532_800

    /// Finds or makes the tree of a package.
    ///
    /// - Parameters:
    ///   - package: the package.
    ///   - temporary: where an archive of the package may be written meanwhile.
    /// - Returns: the directory with the package's files, each of which has the size it should.
    /// - Throws: what keeps it from being made.
    func directory(of package: FetchedPackage, temporary: String) throws -> String {
        let files = package.segment.files()
        let (name, bytes) = (Self.name(of: package, files), files.reduce(0) { $0 + $1.bytes })
        if let path = try store.tree(name, bytes: bytes) {
            if files.allSatisfy({ Self.isIntact($0, in: path) }) { return path }
            try store.discardTree(name, bytes: bytes)
        }
        let part = ArtifactPart(package)
        return try store.makeTree(name, bytes: bytes) { directory in
            try part.unpack(to: directory, format: format, temporary: temporary)
            for file in files { try Self.protect("\(directory)/\(file.path)") }
        }
    }

    /// Names the files with their digests, and the wheel they are from: it has the modes.
    private static func name(of package: FetchedPackage, _ files: [InstalledFile]) -> SHA256Digest {
        var hasher = SHA256Hasher()
        hasher.update("package-tree-1 \(package.package.wheel.sha256.hex)\n".utf8)
        for file in files { hasher.update("\(file.sha256.hex) \(file.path)\n".utf8) }
        return hasher.finalize()
    }

    private static func isIntact(_ file: InstalledFile, in directory: String) -> Bool {
        var status = stat()
        guard lstat("\(directory)/\(file.path)", &status) == 0 else { return false }
        return status.st_mode & S_IFMT == S_IFREG && UInt64(status.st_size) == file.bytes
            && status.modificationSeconds == modificationTime
    }

    private static func protect(_ path: String) throws(BuildFailure) {
        var status = stat()
        guard lstat(path, &status) == 0, chmod(path, status.st_mode & 0o555) == 0 else {
            throw .inputOutput("protect", path)
        }
        let time = timespec(tv_sec: modificationTime, tv_nsec: 0)
        guard [time, time].withUnsafeBufferPointer({ utimensat(AT_FDCWD, path, $0.baseAddress, 0) }) == 0 else {
            throw .inputOutput("set the time of", path)
        }
    }
}

extension ArtifactPart {
    /// The part that is a package.
    init(_ fetched: FetchedPackage) {
        self.init(
            name: "\(fetched.package.name.normalized) \(fetched.package.version)",
            source: .file(fetched.path),
            digest: fetched.segment.digest,
            segment: fetched.segment.segment
        )
    }

    /// Unpacks the part into a directory that is empty or does not exist; returns its files.
    @discardableResult
    func unpack(to directory: String, format: ArchiveFormat, temporary: String) throws -> [String] {
        defer { unlink(temporary) }
        var composer = try ArchiveComposer(path: temporary, format: format, digestsTarStream: false)
        let segment = Segment(crc32: segment.crc32, tarBytes: segment.tarBytes, bytes: segment.bytes, files: [])
        switch source {
        case .file(let path): try composer.append(segment, at: path, expecting: digest)
        case .memory(let content): try composer.append(segment, content: content)
        }
        _ = try composer.finish()
        return try ArchiveReader.extract(temporary, to: directory).map(\.path)
    }
}

extension stat {
    /// When the content was last modified, in seconds since 1970.
    fileprivate var modificationSeconds: Int {
        #if canImport(Darwin)
            st_mtimespec.tv_sec
        #else
            st_mtim.tv_sec
        #endif
    }
}
