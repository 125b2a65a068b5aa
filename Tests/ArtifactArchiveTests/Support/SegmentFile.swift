import ArtifactArchive
import Digests
import Foundation

/// A segment written to a file, and what should come out of it.
struct SegmentFile {
    let segment: Segment
    let path: String
    let digest: SHA256Digest
    /// `path, mode, size, SHA-256` of every file.
    let listing: [String]

    /// Writes every file of a zip archive as a segment.
    init(
        of zip: String,
        in workspace: Workspace,
        named name: String,
        compression: Compression = .balanced
    ) throws {
        let archive = try ZipArchive(path: zip)
        let entries = archive.entries.filter { !$0.isDirectory }
        try self.init(in: workspace, named: name, compression: compression) { writer in
            try entries.map {
                let digest = try writer.add(path: $0.name, isExecutable: $0.isExecutable, entry: $0, of: archive)
                return "\($0.name)\t\($0.isExecutable ? "755" : "644")\t\($0.bytes)\t\(digest)"
            }
        }
    }

    /// Writes files from memory as a segment.
    init(
        _ files: [(path: String, contents: [UInt8])],
        in workspace: Workspace,
        named name: String,
        compression: Compression = .balanced
    ) throws {
        try self.init(in: workspace, named: name, compression: compression) { writer in
            try files.map {
                try writer.add(path: $0.path, isExecutable: false, contents: $0.contents)
                return "\($0.path)\t644\t\($0.contents.count)\t\(SHA256Digest(of: $0.contents))"
            }
        }
    }

    init(
        in workspace: Workspace,
        named name: String,
        compression: Compression = .balanced,
        _ add: (inout SegmentWriter) throws -> [String]
    ) throws {
        path = workspace.file(name)
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        let hasher = HasherBox()
        var writer = SegmentWriter(compression: compression) { bytes in
            hasher.value.update(bytes)
            try handle.write(contentsOf: Data(bytes))
        }
        listing = try add(&writer)
        segment = try writer.finish()
        try handle.close()
        digest = hasher.value.finalize()
    }

    private final class HasherBox {
        var value = SHA256Hasher()
    }
}

extension ArchiveComposer {
    mutating func append(_ file: SegmentFile) throws {
        try append(file.segment, at: file.path, expecting: file.digest)
    }
}
