import ArtifactArchive
import ArtifactCache
import Digests
import Synchronization

/// What is known of the archives in a project's output directory, so that the next one can begin like them.
///
/// Where the file system shares content between files, it begins with a clone of the published archive. Elsewhere the
/// archive that a build replaces is kept beside the new one, and the build after that one makes its own of it. Without
/// either, the segments of the published archive are copied before it is certain that they are those of the next.
struct ArchiveBases: Sendable {
    /// An archive as a build left it.
    struct Entry: Sendable, Hashable {
        var identity: FileIdentity
        var parts: [ArchiveBase.Part]
    }

    /// Where a base came from.
    enum Origin: Sendable {
        /// A copy that shares the content of the published archive.
        case clone
        /// The archive before the published one.
        case previous
        /// The segments in the store.
        case store
    }

    /// An archive that another may begin with.
    struct Opened: Sendable {
        var base: ArchiveBase
        var origin: Origin
    }

    /// The work of opening one, beside everything else.
    typealias Opening = Task<Opened?, Never>

    /// The archive in place.
    private(set) var published: Entry?
    /// The one before.
    private(set) var previous: Entry?

    private let store: ArtifactStore
    private let key: ResultKey

    private static let stage = "archive-bases"
    private static let header = "archive-bases 1"
    /// The size below which copying takes less time than looking for something to keep, in bytes.
    private static let leastBytes: UInt64 = 1 << 20
    /// How many archives must still fit on the disk for one to be kept.
    private static let leastFreeArchives: UInt64 = 4

    /// Reads what earlier builds of the project at `root` left behind; a store that fails only costs time.
    init(root: String, outputName: String, store: ArtifactStore) {
        self.store = store
        key = ResultKey(stage: Self.stage, input: SHA256Digest(of: "\(Self.stage) 1\n\(root)\n\(outputName)"))
        guard let result = try? store.result(for: key) else { return }
        (published, previous) = Self.decoded(result.value)
    }

    /// Begins to open an archive that another may begin with, and to check every byte of its segments.
    ///
    /// - Parameters:
    ///   - name: The name of the archive in `output`.
    ///   - output: The directory.
    /// - Returns: The work, which has no archive at its end when none is of use; it gives up when it is cancelled.
    func opening(_ name: String, in output: OutputDirectory) -> Opening {
        let isCancelled = Mutex(false)
        return Task.detached {
            await withTaskCancellationHandler {
                open(name, in: output) { !isCancelled.withLock { $0 } }
            } onCancel: {
                isCancelled.withLock { $0 = true }
            }
        }
    }

    private func open(_ name: String, in output: OutputDirectory, isWanted: @Sendable () -> Bool) -> Opened? {
        guard let published else { return nil }
        let format = ArchiveFormat(filename: name) ?? .tarGzip
        let temporary = output.temporaryPath(for: name)
        if let base = ArchiveBase.cloned(
            "\(output.path)/\(name)",
            format: format,
            identity: published.identity,
            parts: published.parts,
            to: temporary,
            isWanted: isWanted
        ) {
            return Opened(base: base, origin: .clone)
        }
        if let previous,
            let base = ArchiveBase.verified(
                output.previousPath(for: name),
                format: format,
                identity: previous.identity,
                parts: previous.parts,
                isWanted: isWanted
            )
        {
            return Opened(base: base, origin: .previous)
        }
        let checks = SegmentChecks(store: store)
        let (sources, files) = sources(published.parts, checks)
        guard let base = ArchiveBase.copied(sources, format: format, to: temporary, isWanted: isWanted) else {
            return nil
        }
        checks.record(base.parts, before: files)
        return Opened(base: base, origin: .store)
    }

    /// The files of the first segments, as far as the store has them.
    private func sources(
        _ parts: [ArchiveBase.Part],
        _ checks: SegmentChecks
    ) -> (sources: [ArchiveBase.Source], files: [SHA256Digest: SegmentChecks.File]) {
        var found: [(part: ArchiveBase.Part, path: String)] = []
        for part in parts {
            guard let blob = (try? store.blob(part.digest)) ?? nil, blob.bytes == part.bytes else { break }
            found.append((part, blob.path))
        }
        let files = checks.known(Dictionary(found.map { ($0.part.digest, $0.path) }) { first, _ in first })
        let sources = found.map { part, path in
            ArchiveBase.Source(part, path: path, isVerified: files[part.digest]?.checksum == part.checksum)
        }
        return (sources, files)
    }

    /// Whether the archive that `outputs` replaces is worth keeping for the build after this one.
    ///
    /// It takes as much space as an archive; a disk that is nearly full has better uses for it.
    func keepsPrevious(_ outputs: ComposedOutputs, in output: OutputDirectory) -> Bool {
        guard published != nil, outputs.origin != .clone, outputs.archive.bytes >= Self.leastBytes else { return false }
        return FileAccess.freeBytes(at: output.path) / Self.leastFreeArchives >= outputs.archive.bytes
    }

    /// Records the archives that are in `output` now.
    ///
    /// - Parameters:
    ///   - name: The name of the published archive.
    ///   - archive: What was published.
    ///   - output: The directory.
    func record(_ name: String, _ archive: ComposedArchive, in output: OutputDirectory) {
        guard archive.bytes >= Self.leastBytes, let identity = FileIdentity(at: "\(output.path)/\(name)") else {
            return
        }
        var text = Self.header + "\n" + Self.encoded(Entry(identity: identity, parts: archive.parts))
        // Only names have changed: what was in place is the one before now.
        if let published, let now = FileIdentity(at: output.previousPath(for: name)),
            now.inode == published.identity.inode, now.bytes == published.identity.bytes,
            now.modified == published.identity.modified
        {
            text += Self.encoded(Entry(identity: now, parts: published.parts))
        }
        try? store.record(ActionResult(value: Array(text.utf8)), for: key, durability: .relaxed)
    }

    private static func encoded(_ entry: Entry) -> String {
        entry.parts.reduce(into: "archive \(entry.identity.text)\n") { text, part in
            text += "\(part.digest.hex) \(part.bytes) \(part.checksum)\n"
        }
    }

    private static func decoded(_ value: [UInt8]) -> (published: Entry?, previous: Entry?) {
        let lines = String(decoding: value, as: UTF8.self).split(separator: "\n")
        guard lines.first.map(String.init) == header else { return (nil, nil) }
        var entries: [Entry] = []
        for line in lines.dropFirst() {
            let fields = line.split(separator: " ")
            if fields.count == 5, fields[0] == "archive", let bytes = UInt64(fields[1]),
                let modified = Int64(fields[2]), let changed = Int64(fields[3]), let inode = UInt64(fields[4])
            {
                let identity = FileIdentity(bytes: bytes, modified: modified, changed: changed, inode: inode)
                entries.append(Entry(identity: identity, parts: []))
            } else if fields.count == 3, let digest = SHA256Digest(hex: fields[0]), let bytes = UInt64(fields[1]),
                let checksum = UInt32(fields[2]), !entries.isEmpty
            {
                entries[entries.count - 1].parts.append(.init(digest: digest, bytes: bytes, checksum: checksum))
            } else {
                return (nil, nil)
            }
        }
        return (entries.first, entries.dropFirst().first)
    }
}
