import ArtifactArchive
import Digests
import ManifestGen
import PythonPackaging

/// What is in an archive and to which package each file belongs, by the archive's own manifest and `RECORD`s (PEP 376).
struct ArtifactContents: Sendable {
    /// A package, as its `RECORD` describes it.
    struct Package: Sendable {
        var name: String
        var version: String
        /// Where its `RECORD` is.
        var recordPath: String
        /// The digest its `RECORD` must have; `nil` when the manifest does not tell.
        var recordDigest: SHA256Digest?
        /// The files the `RECORD` lists, by the path in the archive; `nil` when it cannot be read.
        var files: [String: WheelRecord.Item]?
    }

    /// The archive's path.
    let archive: String
    /// Everything in the archive, in its order.
    let entries: [ArchiveSurvey.Entry]
    /// The length of the archive in bytes.
    let bytes: UInt64
    /// The manifest in the archive; `nil` when there is none.
    let manifestContent: [UInt8]?

    /// Reads the archive at `path`, with the digests of contents where they are asked for.
    ///
    /// - Throws: ``ArchiveError``.
    init(readingArchive path: String, hashesContents: Bool = true) throws {
        let limits = Self.limits(archiveBytes: FileIdentity(at: path)?.bytes ?? 0)
        let survey = try ArchiveReader.survey(
            path,
            limits: limits,
            hashesContents: hashesContents,
            keptBytes: 128 << 20
        ) { name in
            Self.isManifest(name) || Self.isRecord(name)
        }
        archive = path
        entries = survey.entries
        bytes = survey.bytes
        manifestContent = survey.entries.last { Self.isManifest($0.member.path) }?.contents
    }

    /// A hundred times what the archive has, since real ones unpack to three or four times; at most what no platform takes.
    private static func limits(archiveBytes: UInt64) -> ArchiveLimits {
        let bytes = min(max(archiveBytes, 10 << 20), 1 << 32) * 100
        return ArchiveLimits(members: 1_000_000, bytes: min(bytes, 16 << 30), nameBytes: 256 << 20)
    }

    /// The packages in the order of the archive: those `manifest` names, else all that have a `RECORD`.
    func packages(by manifest: StoredManifest?) -> [Package] {
        var records: [String: [UInt8]] = [:]
        var order: [String] = []
        for entry in entries {
            let path = Self.normalized(entry.member.path)
            guard Self.isRecord(path), let content = entry.contents else { continue }
            if records.updateValue(content, forKey: path) == nil { order.append(path) }
        }
        if let listed = manifest?.packages {
            return listed.map { package in
                let path = package.record?.path ?? Self.recordPath(of: package, among: order)
                return Package(
                    name: package.name,
                    version: package.version,
                    recordPath: path,
                    recordDigest: package.record?.sha256,
                    files: records[path].flatMap { Self.files($0) }
                )
            }
        }
        return order.map { path in
            let (name, version) = Self.nameAndVersion(ofRecordAt: path)
            return Package(
                name: name,
                version: version,
                recordPath: path,
                files: records[path].flatMap { Self.files($0) }
            )
        }
    }

    /// A member's path without a leading `./`, which other archivers write.
    static func normalized(_ path: String) -> String {
        path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    }

    private static func isManifest(_ path: String) -> Bool { normalized(path) == Manifest.filename }

    private static func isRecord(_ path: String) -> Bool {
        let path = normalized(path)
        return path.hasSuffix(".dist-info/RECORD") && path.utf8.filter { $0 == UInt8(ascii: "/") }.count == 1
    }

    /// The files that a `RECORD` lists.
    ///
    /// pip, told to install into a directory, leaves `../../bin/` in front of scripts.
    private static func files(_ content: [UInt8]) -> [String: WheelRecord.Item]? {
        guard let record = try? WheelRecord(content) else { return nil }
        return Dictionary(
            record.items.map { ($0.key.hasPrefix("../../") ? String($0.key.dropFirst(6)) : $0.key, $0.value) }
        ) { first, _ in first }
    }

    /// `NAME-VERSION.dist-info/RECORD` (PEP 427).
    private static func nameAndVersion(ofRecordAt path: String) -> (name: String, version: String) {
        let stem = path.dropLast(".dist-info/RECORD".count)
        let parts = stem.split(separator: "-", maxSplits: 1)
        guard parts.count == 2 else { return (String(stem), "") }
        return (PackageName(normalizing: String(parts[0])).normalized, String(parts[1]))
    }

    private static func recordPath(of package: StoredManifest.Package, among paths: [String]) -> String {
        paths.first { nameAndVersion(ofRecordAt: $0).name == package.name } ?? "\(package.name).dist-info/RECORD"
    }
}
