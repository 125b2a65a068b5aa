import Dispatch
import PythonPackaging
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The project's `.flash` directory: one build at a time writes there, and outputs appear in it together.
///
/// Outputs are prepared as temporary files beside their destination. Publishing several writes down what will be
/// renamed, renames, and removes the note; a process killed in between is caught up with by the next one that opens
/// the directory, so an archive is never seen for long beside another build's manifest. One file needs no note: it is
/// renamed or it is not.
public final class OutputDirectory: Sendable {
    /// The absolute path of the directory.
    public let path: String
    private let projectPath: String
    private let lockDescriptor: Int32

    private static let temporaryPrefix = ".tmp-"
    private static let previousPrefix = ".previous-"
    private static let journalName = ".publishing"

    /// Opens, and if need be creates, the output directory of the project at `projectPath` and locks it.
    ///
    /// - Throws: `cannot-create` when the project is not writable, `try-again` while another build runs.
    public init(projectPath: String) throws(BuildFailure) {
        let path = projectPath + "/.flash"
        if mkdir(path, 0o755) == 0 {
            try FileAccess.synchronize(projectPath)
        } else if errno != EEXIST {
            throw .cannotCreate(path)
        }
        let descriptor = open(path + "/.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .cannotCreate(path + "/.lock") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.holder(of: descriptor)
            close(descriptor)
            throw BuildFailure(
                .tryAgain,
                code: "build-running",
                "Another build of this project is running\(holder).",
                hint: "Wait for it to finish, or stop it, and build again."
            )
        }
        let note = "\(getpid())\n"
        _ = ftruncate(descriptor, 0)
        _ = note.withCString { pwrite(descriptor, $0, strlen($0), 0) }
        self.path = path
        self.projectPath = projectPath
        self.lockDescriptor = descriptor
        try finishInterruptedPublication()
        Self.removeTemporaries(in: path)
        CriticalSection.outputs.onExit { Self.removeTemporaries(in: path) }
    }

    deinit {
        Self.removeTemporaries(in: path)
        // A child process that is just being started may hold a copy of the descriptor, which closing would not unlock.
        flock(lockDescriptor, LOCK_UN)
        close(lockDescriptor)
    }

    /// A path in the directory for a file that is not yet ready to be seen.
    public func temporaryPath(for name: String) -> String {
        "\(path)/\(Self.temporaryPrefix)\(name)"
    }

    /// The path in the directory for the file that publishing another of this name replaced.
    public func previousPath(for name: String) -> String {
        "\(path)/\(Self.previousPrefix)\(name)"
    }

    /// Writes `content` to a temporary file and returns its path.
    public func prepare(_ content: [UInt8], for name: String) throws(BuildFailure) -> String {
        let target = temporaryPath(for: name)
        try FileAccess.write(content, to: target, isDurable: false)
        return target
    }

    /// Puts every prepared file at its destination, all of them or, after a crash, all of them on the next run.
    ///
    /// - Parameters:
    ///   - files: temporary paths from this directory, with the destination of each inside the project.
    ///   - kept: the name, in this directory, of an output whose replaced file is kept at ``previousPath(for:)``, if the
    ///     file system can.
    /// - Throws: `cannot-create` or `io`; what was not renamed yet is finished by the next build.
    public func publish(
        _ files: [(temporary: String, destination: String)],
        keepingPrevious kept: String? = nil
    ) throws(BuildFailure) {
        let isKept = kept.map { link("\(path)/\($0)", temporaryPath(for: Self.previousPrefix)) == 0 } ?? false
        try replace(files)
        removePrevious()
        if let kept, isKept { rename(temporaryPath(for: Self.previousPrefix), previousPath(for: kept)) }
    }

    /// Renames the files to their destinations.
    private func replace(_ files: [(temporary: String, destination: String)]) throws(BuildFailure) {
        let destinations = Set(files.map { FileAccess.directory(of: $0.destination) })
        if let file = files.first, files.count == 1 {
            try Self.synchronize([file.temporary])
            return try CriticalSection.outputs.run { () throws(BuildFailure) in
                try FileAccess.rename(file.temporary, to: file.destination)
                try Self.synchronize(destinations.sorted())
            }
        }
        let journal = files.map { relative($0.temporary) + "\u{0}" + relative($0.destination) + "\u{0}" }.joined()
        let prepared = try prepare(Array(journal.utf8), for: Self.journalName)
        try Self.synchronize(files.map(\.temporary) + [prepared])
        let journalPath = "\(path)/\(Self.journalName)"
        // Renames reach the disk in their order (file systems keep one log of them), so that the note need not be waited for.
        try FileAccess.rename(prepared, to: journalPath)
        try CriticalSection.outputs.run { () throws(BuildFailure) in
            for file in files {
                try FileAccess.rename(file.temporary, to: file.destination)
            }
            try Self.synchronize(destinations.union([path]).sorted())
            unlink(journalPath)
        }
    }

    /// Waits for all of the files or directories at once: a file system writes them with one commit of its journal.
    private static func synchronize(_ paths: [String]) throws(BuildFailure) {
        if let path = paths.first, paths.count == 1 { return try FileAccess.synchronize(path) }
        let failure = Mutex<BuildFailure?>(nil)
        DispatchQueue.concurrentPerform(iterations: paths.count) { index in
            do throws(BuildFailure) {
                try FileAccess.synchronize(paths[index])
            } catch {
                failure.withLock { $0 = error }
            }
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
    }

    private func finishInterruptedPublication() throws(BuildFailure) {
        let journalPath = "\(path)/\(Self.journalName)"
        guard let journal = FileAccess.contents(of: journalPath) else { return }
        let names = journal.split(separator: 0, omittingEmptySubsequences: false)
            .dropLast().map { String(decoding: $0, as: UTF8.self) }
        for index in stride(from: 0, to: names.count - names.count % 2, by: 2) {
            let (temporary, destination) = (names[index], names[index + 1])
            let isOurs =
                temporary.hasPrefix(".flash/\(Self.temporaryPrefix)") && !temporary.pathComponents().contains("..")
            let isInside = !destination.isAbsolutePath && !destination.pathComponents().contains("..")
            guard isOurs, isInside, access("\(projectPath)/\(temporary)", F_OK) == 0 else { continue }
            try FileAccess.rename("\(projectPath)/\(temporary)", to: "\(projectPath)/\(destination)")
        }
        unlink(journalPath)
    }

    private static func removeTemporaries(in path: String) {
        remove(prefix: temporaryPrefix, in: path)
    }

    /// Gives back the space of replaced files that are not needed any more.
    public func removePrevious() {
        Self.remove(prefix: Self.previousPrefix, in: path)
    }

    private static func remove(prefix: String, in path: String) {
        guard let directory = opendir(path) else { return }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix(prefix) {
                unlink("\(path)/\(name)")
            }
        }
    }

    private func relative(_ absolute: String) -> String {
        absolute.hasPrefix(projectPath + "/") ? String(absolute.dropFirst(projectPath.count + 1)) : absolute
    }

    private static func holder(of descriptor: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        let digits = buffer.prefix(max(count, 0)).prefix { (48...57).contains($0) }
        return digits.isEmpty ? "" : " (process \(String(decoding: digits, as: UTF8.self)))"
    }
}
