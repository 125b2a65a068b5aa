import ArtifactArchive
import ArtifactCache
import Digests
import PythonPackaging

/// Turns wheels into segments, once per wheel: checks every entry against `RECORD` and compresses what is small.
struct WheelIngest: Sendable {
    let store: ArtifactStore
    /// What the segments look like.
    let form: PackageForm

    private static let stage = "wheel-segment"
    private static let savingsStage = "wheel-slimming"

    /// The most bytes of a file that is read as a whole: metadata and scripts.
    private static let mostMetadataBytes: UInt64 = 64 << 20

    /// Returns the segment made of the wheel with this digest; `nil` when it must be made.
    func known(_ wheel: SHA256Digest) throws -> PackageSegment? {
        guard let result = try store.result(for: key(wheel)), try WheelMetadataStore(store).isKnown(wheel) else {
            return nil
        }
        return PackageSegment(encoded: result.value)
    }

    /// Returns what was left out of the segment made of the wheel with this digest; `nil` when it must be made.
    func savings(_ wheel: SHA256Digest) throws -> SlimSavings? {
        guard !form.slim.isEmpty else { return SlimSavings() }
        return try store.result(for: key(wheel, Self.savingsStage)).flatMap { SlimSavings(encoded: $0.value) }
    }

    /// Whether builds need the wheel with this digest no more.
    func hasSegment(of wheel: SHA256Digest) throws(StoreError) -> Bool {
        guard try store.hasResult(for: key(wheel)) else { return false }
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
            let installation = try WheelInstallation(
                of: name,
                entries: archive.entries.map(\.installed),
                slimming: form.slim
            ) { position in
                try archive.contents(of: archive.entries[position], limit: Self.mostMetadataBytes)
            } digest: { position in
                try archive.read(archive.entries[position])
            }
            let made = try write(installation, from: archive, filename: filename)
            if let entry = archive.entries.first(where: { $0.name == "\(installation.distInfo)/METADATA" }) {
                try WheelMetadataStore(store).record(
                    try archive.contents(of: entry, limit: Self.mostMetadataBytes),
                    of: wheel.digest
                )
            }
            if !form.slim.isEmpty {
                let savings = Self.savings(of: installation, from: archive)
                try store.record(ActionResult(value: savings.encoded), for: key(wheel.digest, Self.savingsStage))
            }
            try store.record(
                ActionResult(value: made.encoded, blobs: [made.digest]),
                for: key(wheel.digest)
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

    private static func savings(of installation: WheelInstallation, from archive: ZipArchive) -> SlimSavings {
        installation.slimmed.reduce(into: SlimSavings()) { savings, file in
            savings.add(file, compressedBytes: archive.entries[file.position].compressedBytes)
        }
    }

    private func write(
        _ installation: WheelInstallation,
        from archive: ZipArchive,
        filename: String
    ) throws -> PackageSegment {
        let output = try store.makeWriter(.relaxed)
        var writer = SegmentWriter(compression: form.compression) { try output.append($0) }
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

    private func key(_ wheel: SHA256Digest, _ stage: String = Self.stage) -> ResultKey {
        ResultKey(stage: stage, input: SHA256Digest(of: "\(stage) 1 \(form.identifier)\n\(wheel.hex)\n"))
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
