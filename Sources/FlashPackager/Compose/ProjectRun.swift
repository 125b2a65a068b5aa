import ArtifactArchive
import ArtifactCache
import Digests
import Dispatch
import Synchronization

/// The project's own files as parts of the archive: groups of files, each kept in the store until one of them changes.
struct ProjectRun: Sendable {
    /// The name of every part with files of the project.
    static let partName = "project"

    /// A file and the digest of its content.
    typealias File = (file: InputFile, sha256: SHA256Digest)

    let store: ArtifactStore
    let modificationTime: UInt32
    let compression: Compression

    private static let stage = "project-group"
    /// The size of files that are sooner compressed than stored durably, in bytes.
    private static let smallBytes: UInt64 = 256 << 10

    /// Returns the parts for `files`, in their order, whose contents have the given digests.
    ///
    /// - Throws: `source-changed` when a file has another content by now; what keeps files from being read or kept.
    func parts(_ files: [File]) throws(BuildFailure) -> [ArtifactPart] {
        do {
            let groups = ProjectGroups.ranges(of: files.map(\.file)).map { files[$0] }
            var parts = try known(groups)
            let missing = groups.indices.filter { parts[$0] == nil }
            // A group that was just edited is likely to be edited again, and keeping it takes as long as compressing it.
            let isEdit = missing.count == 1 && groups.count > 1
            let made = try Self.concurrently(missing.map { groups[$0] }) { group in
                let isKept = Self.bytes(of: group) > (isEdit ? ProjectGroups.largeBytes * 2 : Self.smallBytes)
                return try make(group, isKept: isKept, isAlone: missing.count == 1)
            }
            try store.record(made.compactMap(\.result))
            for (index, new) in zip(missing, made) { parts[index] = new.part }
            return parts.compactMap { $0 }
        } catch {
            throw BuildFailure(describing: error)
        }
    }

    /// The parts that are in the store.
    private func known(_ groups: [ArraySlice<File>]) throws -> [ArtifactPart?] {
        let keys = groups.map { Self.bytes(of: $0) > Self.smallBytes ? key(of: $0) : nil }
        let results = try store.results(for: keys.compactMap { $0 })
        return try keys.map { key in
            guard let key, let result = results[key], let known = PackageSegment(encoded: result.value),
                let blob = try store.blob(known.digest)
            else { return nil }
            return part(known, at: blob.path)
        }
    }

    /// A part that was just made, and what to record of it if it is in the store.
    private struct Made: Sendable {
        var part: ArtifactPart
        var result: (key: ResultKey, result: ActionResult)?
    }

    private func make(_ group: ArraySlice<File>, isKept: Bool, isAlone: Bool) throws -> Made {
        let isParallel = isAlone || group.count == 1
        guard isKept else {
            let buffer = ByteBuffer()
            let segment = try write(group, isParallel: isParallel) { buffer.bytes.append(contentsOf: $0) }
            return Made(part: ArtifactPart(name: Self.partName, segment, content: buffer.bytes))
        }
        let output = try store.makeWriter()
        let segment = try write(group, isParallel: isParallel) { try output.append($0) }
        let blob = try output.finish()
        let made = PackageSegment(digest: blob.digest, segment: SegmentSummary(segment), record: nil, files: [])
        let result = ActionResult(value: made.encoded, blobs: [blob.digest])
        return Made(part: part(made, at: blob.path), result: (key(of: group), result))
    }

    private func write(
        _ group: ArraySlice<File>,
        isParallel: Bool,
        to sink: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Segment {
        var writer = SegmentWriter(
            compression: compression,
            modificationTime: modificationTime,
            isParallel: isParallel,
            sink: sink
        )
        for (file, sha256) in group {
            let written = try writer.add(path: file.path, isExecutable: file.isExecutable, file: file.absolutePath)
            guard written == sha256 else {
                throw ArchiveError(.sourceChanged, file: file.displayPath, "the file changed during the build")
            }
        }
        return try writer.finish()
    }

    private func key(of group: ArraySlice<File>) -> ResultKey {
        var input = Array("\(Self.stage) \(compression.identifier) \(modificationTime)\n".utf8)
        for (file, sha256) in group {
            input += sha256.bytes
            input.append(file.isExecutable ? 1 : 0)
            input += file.path.utf8
            input.append(0)
        }
        return ResultKey(stage: Self.stage, input: SHA256Digest(of: input))
    }

    private func part(_ segment: PackageSegment, at path: String) -> ArtifactPart {
        ArtifactPart(name: Self.partName, source: .file(path), digest: segment.digest, segment: segment.segment)
    }

    private static func bytes(of group: ArraySlice<File>) -> UInt64 {
        group.reduce(0) { $0 &+ $1.file.bytes }
    }

    /// Makes a part of every group on all cores; after a failure, no further one is begun.
    private static func concurrently(
        _ groups: [ArraySlice<File>],
        _ make: @Sendable (ArraySlice<File>) throws -> Made
    ) throws -> [Made] {
        let outcomes = Mutex<(made: [Int: Made], failure: (any Error)?)>(([:], nil))
        DispatchQueue.concurrentPerform(iterations: groups.count) { index in
            guard outcomes.withLock({ $0.failure == nil }) else { return }
            let outcome = Result { try make(groups[index]) }
            outcomes.withLock {
                switch outcome {
                case .success(let made): $0.made[index] = made
                case .failure(let error): $0.failure = error
                }
            }
        }
        let (made, failure) = outcomes.withLock { $0 }
        if let failure { throw failure }
        return groups.indices.compactMap { made[$0] }
    }
}

extension SegmentSummary {
    /// Summarizes a segment that was just written.
    init(_ segment: Segment) {
        self.init(crc32: segment.crc32, tarBytes: segment.tarBytes, bytes: segment.bytes)
    }
}
