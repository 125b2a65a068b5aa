import ArtifactArchive
import ArtifactCache
import Digests
import PythonPackaging

/// Turns wheels into segments, once per wheel: checks every entry against `RECORD` and compresses what is small.
struct WheelIngest: Sendable {
    let store: ArtifactStore

    private static let stage = "wheel-segment"
    /// Part of the key: changes when the same wheel would give other bytes.
    private static let format = "1 \(Compression.balanced.identifier)"

    /// The most bytes of a file that is read as a whole: metadata and scripts.
    private static let mostMetadataBytes: UInt64 = 64 << 20

    /// Returns the segment made of the wheel with this digest; `nil` when it must be made.
    func known(_ wheel: SHA256Digest) throws -> PackageSegment? {
        guard let result = try store.result(for: Self.key(wheel)), try WheelMetadataStore(store).isKnown(wheel) else {
            return nil
        }
        return PackageSegment(encoded: result.value)
    }

    /// Whether builds need the wheel with this digest no more.
    func hasSegment(of wheel: SHA256Digest) throws(StoreError) -> Bool {
        guard try store.hasResult(for: Self.key(wheel)) else { return false }
        return try WheelMetadataStore(store).isKnown(wheel)
    }

    /// Makes the segment of a wheel that is in the store.
    ///
    /// - Parameters:
    ///   - wheel: the wheel, as it was stored.
    ///   - filename: the wheel's name (PEP 427).
    /// - Returns: the segment.
    /// - Throws: `bad-wheel` when the wheel breaks the rules; `store-damaged` when the store's copy is not what was stored.
    func ingest(_ wheel: StoredBlob, filename: String) throws -> PackageSegment {
        do {
            return try read(wheel, filename: filename)
        } catch {
            guard let digest = SHA256Digest(ofFileAt: wheel.path), digest != wheel.digest else { throw error }
            try store.quarantine(wheel.digest)
            throw BuildFailure.damagedStore("the wheel \(filename) has other content than was stored")
        }
    }

    private func read(_ wheel: StoredBlob, filename: String) throws -> PackageSegment {
        guard let name = WheelFilename(filename) else {
            throw BuildFailure(.badInput, code: "bad-wheel", "\(filename) is not the file name of a wheel (PEP 427).")
        }
        do {
            let archive = try ZipArchive(path: wheel.path)
            let installation = try WheelInstallation(of: name, entries: archive.entries.map(\.installed)) { position in
                try archive.contents(of: archive.entries[position], limit: Self.mostMetadataBytes)
            } digest: { position in
                try archive.read(archive.entries[position])
            }
            let made = try write(installation, from: archive, filename: filename)
            if let entry = archive.entries.first(where: { $0.name == "\(installation.distInfo)/METADATA" }) {
                try WheelMetadataStore(store).record(try archive.contents(of: entry, limit: Self.mostMetadataBytes), of: wheel.digest)
            }
            try store.record(
                ActionResult(value: made.encoded, blobs: [made.digest]),
                for: Self.key(wheel.digest)
            )
            return made
        } catch let error as ArchiveError where error.file == wheel.path || error.file == nil {
            throw BuildFailure(
                .badInput,
                code: "bad-wheel",
                "The wheel \(filename) is damaged: \(error.withoutFile).",
                hint: "Use another version of the package, and tell its maintainers."
            )
        }
    }

    private func write(
        _ installation: WheelInstallation,
        from archive: ZipArchive,
        filename: String
    ) throws -> PackageSegment {
        let output = try store.makeWriter()
        var writer = SegmentWriter { try output.append($0) }
        var digests: [SHA256Digest] = []
        for file in installation.files {
            switch file.content {
            case .generated(let content):
                digests.append(try writer.add(path: file.path, isExecutable: file.isExecutable, contents: content))
            case .entry(let position, let expected):
                let digest = try writer.add(
                    path: file.path,
                    isExecutable: file.isExecutable,
                    entry: archive.entries[position],
                    of: archive
                )
                guard digest == expected else {
                    throw BuildFailure(
                        .badInput,
                        code: "bad-wheel",
                        "The wheel \(filename) is damaged: \(file.path) is not the file its RECORD describes.",
                        hint: "Use another version of the package, and tell its maintainers."
                    )
                }
                digests.append(digest)
            }
        }
        let segment = try writer.finish()
        let blob = try output.finish()
        let files = zip(segment.files, digests).map { file, sha256 in
            InstalledFile(path: file.path, bytes: file.bytes, compressedBytes: file.compressedBytes, sha256: sha256)
        }
        return PackageSegment(
            digest: blob.digest,
            segment: SegmentSummary(segment),
            record: InstalledRecord(among: files),
            files: files
        )
    }

    private static func key(_ wheel: SHA256Digest) -> ResultKey {
        ResultKey(stage: stage, input: SHA256Digest(of: "\(stage) \(format)\n\(wheel.hex)\n"))
    }
}

extension ZipEntry {
    /// The entry as the rules of installation see it.
    fileprivate var installed: WheelInstallation.Entry {
        WheelInstallation.Entry(
            name: name,
            bytes: bytes,
            isDirectory: isDirectory,
            isExecutable: isExecutable,
            isSymbolicLink: isSymbolicLink
        )
    }
}

extension ArchiveError {
    /// The entry and the message, without the name of the file in the store.
    fileprivate var withoutFile: String {
        [entry, message].compactMap(\.self).joined(separator: ": ")
    }
}
