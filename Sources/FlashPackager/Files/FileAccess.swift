import Digests
import PythonPackaging

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Durable file operations whose failures say which file and why.
enum FileAccess {
    /// Creates or replaces the file at `path` with `content` and, if `isDurable`, waits until it is on disk.
    static func write(_ content: [UInt8], to path: String, isDurable: Bool = true) throws(BuildFailure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .cannotCreate(path) }
        defer { close(descriptor) }
        var offset = 0
        while offset < content.count {
            let written = content.withUnsafeBytes {
                #if canImport(Glibc)
                    Glibc.write(descriptor, $0.baseAddress! + offset, content.count - offset)
                #else
                    Darwin.write(descriptor, $0.baseAddress! + offset, content.count - offset)
                #endif
            }
            if written < 0 {
                if errno == EINTR { continue }
                throw .inputOutput("write", path)
            }
            offset += written
        }
        guard !isDurable || fsync(descriptor) == 0 else { throw .inputOutput("write", path) }
    }

    /// Waits until the file or directory at `path` is on disk.
    static func synchronize(_ path: String) throws(BuildFailure) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .inputOutput("open", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw .inputOutput("write", path) }
    }

    /// Renames `source` over `destination`.
    static func rename(_ source: String, to destination: String) throws(BuildFailure) {
        #if canImport(Glibc)
            let status = Glibc.rename(source, destination)
        #else
            let status = Darwin.rename(source, destination)
        #endif
        guard status == 0 else { throw .cannotCreate(destination) }
    }

    /// The absolute path of the working directory; `/` when it was removed.
    static var workingDirectory: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }

    /// Replaces the file at `path`, or the one a link there leads to, in one step: readers see the old content or the new.
    ///
    /// A device or pipe is written to and stays what it is.
    static func replace(_ path: String, with content: [UInt8]) throws(BuildFailure) {
        guard isRegularFile(path) else {
            return try write(content, to: path, isDurable: false)
        }
        let path = resolved(path)
        let (folder, name) = path.folderAndName
        let parent = folder.map(String.init) ?? "./"
        let temporary = "\(parent).\(name).\(getpid()).tmp"
        try CriticalSection.outputs.run { () throws(BuildFailure) in
            do throws(BuildFailure) {
                try write(content, to: temporary)
                try rename(temporary, to: path)
            } catch {
                unlink(temporary)
                throw error
            }
            try synchronize(parent)
        }
    }

    /// Whether a regular file is at `path`, or nothing yet.
    static func isRegularFile(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return errno == ENOENT }
        return status.st_mode & S_IFMT == S_IFREG
    }

    /// The path without symbolic links; `path` itself when there is nothing.
    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// The directory a path is in.
    static func directory(of path: String) -> String {
        guard let folder = path.folderAndName.folder else { return "." }
        return folder == "/" ? "/" : String(Substring(folder.utf8.dropLast()))
    }

    /// Whether something that can be seen is at `path`.
    static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// The space that ordinary users can still fill on the file system of `path`, in bytes; 0 when it is not known.
    static func freeBytes(at path: String) -> UInt64 {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return 0 }
        let (bytes, isLarge) = UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
        return isLarge ? .max : bytes
    }

    /// Reads the whole file at `path`; `nil` when there is none or it cannot be read.
    static func contents(of path: String) -> [UInt8]? {
        FileContent.bytes(of: path)
    }
}

extension BuildFailure {
    /// Describes an output that cannot be created, from `errno`.
    static func cannotCreate(_ path: String) -> BuildFailure {
        let reason = errno
        if reason == ENOSPC || reason == EDQUOT { return diskFull(path) }
        return BuildFailure(
            .cannotCreate,
            code: reason == EROFS || reason == EACCES || reason == EPERM ? "read-only" : "cannot-create",
            "Cannot create \(path): \(String(cString: strerror(reason))).",
            hint: "Check that the directory is writable, or build a copy of the project elsewhere."
        )
    }

    /// Describes a failed read or write, from `errno`.
    static func inputOutput(_ operation: String, _ path: String) -> BuildFailure {
        let reason = errno
        if reason == ENOSPC || reason == EDQUOT { return diskFull(path) }
        return BuildFailure(
            .inputOutput,
            code: "io",
            "Cannot \(operation) \(path): \(String(cString: strerror(reason)))."
        )
    }

    private static func diskFull(_ path: String) -> BuildFailure {
        BuildFailure(
            .inputOutput,
            code: "disk-full",
            "The disk is full: \(path) could not be written.",
            hint: "Free some space (`flash cache prune` empties the artifact store) and build again."
        )
    }
}
