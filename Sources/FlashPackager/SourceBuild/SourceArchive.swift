import ArtifactArchive
import PythonPackaging

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A source archive: a gzip-compressed tar (PEP 625) or, as older ones are, a zip file.
struct SourceArchive {
    let path: String
    let label: String

    /// The most a source may hold unpacked; what builds as pure Python is a thousand times smaller.
    private static let limits = ArchiveLimits(members: 200_000, bytes: 2 << 30)

    /// Unpacks the archive below a directory and finds its top.
    ///
    /// - Returns: the directory of the source: the only one at the top, as PEP 625 has it, else the top itself.
    /// - Throws: `bad-source` when it is damaged, or a member would reach outside.
    func extract(to directory: String) throws(BuildFailure) -> String {
        do {
            if isZip {
                try extractZip(to: directory)
            } else {
                try ArchiveReader.extract(path, to: directory, limits: Self.limits)
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: directory)
                .filter { $0 != "pax_global_header" }
            return names.count == 1 ? "\(directory)/\(names[0])" : directory
        } catch {
            throw failure(error)
        }
    }

    /// Reads the metadata of a source distribution, when it is that of every wheel built from it (PEP 643).
    ///
    /// - Returns: the bytes of `PKG-INFO`; `nil` when it has none, or says that a build may change the dependencies.
    func staticMetadata() throws(BuildFailure) -> [UInt8]? {
        do {
            guard let content = try packageInformation(), CoreMetadata.isReliable(inSource: content) else { return nil }
            return content
        } catch {
            throw failure(error)
        }
    }

    /// The `PKG-INFO` of the only directory at the top.
    private func packageInformation() throws -> [UInt8]? {
        func isTop(_ name: String) -> Bool {
            let parts = name.split(separator: "/", omittingEmptySubsequences: false)
            return parts.count == 2 && parts[1] == "PKG-INFO" && parts[0] != ".." && parts[0] != "."
        }
        if isZip {
            let archive = try ZipArchive(path: path)
            return try archive.entries.first { isTop($0.name) }.map { try archive.contents(of: $0, limit: 16 << 20) }
        }
        let member = try ArchiveReader.members(of: path, limits: Self.limits).first {
            $0.kind == .file && isTop($0.path)
        }
        return try member.flatMap { try ArchiveReader.contents(of: $0.path, in: path, limit: 16 << 20) }
    }

    private var isZip: Bool {
        guard let file = fopen(path, "rb") else { return false }
        defer { fclose(file) }
        return fgetc(file) == Int32(UInt8(ascii: "P")) && fgetc(file) == Int32(UInt8(ascii: "K"))
    }

    private func extractZip(to directory: String) throws {
        let archive = try ZipArchive(path: path)
        var total: UInt64 = 0
        for entry in archive.entries {
            let name = entry.name
            let isUnsafe =
                name.isAbsolutePath || name.utf8.contains(UInt8(ascii: "\\")) || name.pathComponents().contains("..")
            if isUnsafe || entry.isSymbolicLink {
                throw ArchiveError(.unsafeMember, file: path, entry: entry.name, "it would reach out of the directory")
            }
            let target = "\(directory)/\(entry.name)"
            if entry.isDirectory {
                try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
                continue
            }
            let (sum, isOverflow) = total.addingReportingOverflow(entry.bytes)
            guard !isOverflow, sum <= Self.limits.bytes else {
                throw ArchiveError(.limitExceeded, file: path, "more than \(Self.limits.bytes) bytes")
            }
            total = sum
            let parent = FileAccess.directory(of: target)
            try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
            try FileAccess.write(try archive.contents(of: entry), to: target, isDurable: false)
        }
    }

    private func failure(_ error: any Error) -> BuildFailure {
        if let failure = error as? BuildFailure { return failure }
        let reason = (error as? ArchiveError).map { error in
            [error.entry.map { "'\($0)'" }, error.message].compactMap(\.self).joined(separator: ": ")
        }
        return BuildFailure(
            .badInput,
            code: "bad-source",
            "\(label) cannot be unpacked: \(reason ?? "\(error)").",
            hint: "Use another version of the package, and tell its maintainers."
        )
    }
}
