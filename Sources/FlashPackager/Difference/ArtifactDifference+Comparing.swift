import ArtifactArchive
import Digests
import ManifestGen

extension ArtifactDifference {
    /// Compares two artifacts, each named by its project directory or its archive; both are read side by side.
    ///
    /// - Throws: `no-project` when there is no archive; `bad-input` when one is damaged.
    public init(from first: String, to second: String) async throws(BuildFailure) {
        do {
            async let before = Side(ArtifactLocation(first).requiredArchive())
            async let after = Side(ArtifactLocation(second).requiredArchive())
            self.init(try await before, try await after)
        } catch {
            throw BuildFailure(describing: error)
        }
    }

    /// One of the artifacts.
    private struct Side {
        /// What unpacking leaves at a path.
        struct File {
            var content: SHA256Digest?
            var kind: ArchiveMember.Kind
            var isExecutable: Bool
            var bytes: UInt64
            var package: String?
        }

        let inspection: Inspection
        let files: [String: File]
        let manifest: StoredManifest?

        init(_ archive: String) throws {
            let contents = try ArtifactContents(readingArchive: archive)
            manifest = contents.manifestContent.flatMap { StoredManifest($0) }
            inspection = Inspection(contents, nil, detail: .files, sizeLimit: BuildOptions.defaultSizeLimit)
            var files: [String: File] = [:]
            let members = contents.entries.map(\.member).filter { $0.kind != .directory }
            for (member, file) in zip(members, inspection.files ?? []) {
                files[file.path] = File(
                    content: member.sha256,
                    kind: member.kind,
                    isExecutable: member.isExecutable,
                    bytes: member.bytes,
                    package: file.package
                )
            }
            // It tells of all others, so it differs whenever they do.
            files[Manifest.filename] = nil
            self.files = files
        }
    }

    private init(_ before: Side, _ after: Side) {
        bytes = Sizes(before: before.inspection.bytes, after: after.inspection.bytes)
        unpackedBytes = Sizes(
            before: before.inspection.unpackedBytes ?? 0,
            after: after.inspection.unpackedBytes ?? 0
        )
        files = Self.files(before.files, after.files)
        packages = Self.packages(before.inspection, after.inspection, differing: Set(files.compactMap(\.package)))
        settings = ManifestDifference.settings(before.manifest, after.manifest)
    }

    private static func files(_ before: [String: Side.File], _ after: [String: Side.File]) -> [File] {
        Set(before.keys).union(after.keys).sorted().compactMap { path in
            let (old, new) = (before[path], after[path])
            if let old, let new, old.content == new.content, old.kind == new.kind, old.isExecutable == new.isExecutable
            {
                return nil
            }
            return File(
                path: path,
                change: Change(old != nil, new != nil),
                package: (new ?? old)?.package,
                bytes: Sizes(before: old?.bytes ?? 0, after: new?.bytes ?? 0)
            )
        }
    }

    private static func packages(_ before: Inspection, _ after: Inspection, differing: Set<String>) -> [Package] {
        let old = Dictionary(before.packages.map { ($0.name, $0) }) { first, _ in first }
        let new = Dictionary(after.packages.map { ($0.name, $0) }) { first, _ in first }
        return Set(old.keys).union(new.keys).sorted().compactMap { name in
            let (from, to) = (old[name], new[name])
            if let from, let to, from.version == to.version, !differing.contains(name) { return nil }
            return Package(
                name: name,
                change: Change(from != nil, to != nil),
                from: from?.version,
                to: to?.version,
                bytes: Sizes(before: from?.bytes ?? 0, after: to?.bytes ?? 0)
            )
        }
    }
}

extension ArtifactDifference.Change {
    init(_ isBefore: Bool, _ isAfter: Bool) {
        self = isBefore ? (isAfter ? .changed : .removed) : .added
    }
}
