import Digests

@testable import ArtifactArchive

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Harness {
    /// A whole archive as a file: opened, read in both ways, and made a segment.
    static let zipArchives = Harness(name: "zip-archives", longestInput: 8192) { input in
        let path = scratchFile(holding: input)
        let tail = try? ZipTail(tail: input, archiveBytes: UInt64(input.count))
        let archive: ZipArchive
        do throws(ArchiveError) {
            archive = try ZipArchive(path: path)
        } catch {
            expect(error.file == path, "the file is not named: \(error)")
            return
        }
        expect(archive.entries == tail?.entries, "another directory than that of the tail")
        for entry in archive.entries { expectOneContent(of: entry, archive) }
        expectSegment(of: archive)
    }

    private static let limit: UInt64 = 1 << 20

    private static func expectOneContent(of entry: ZipEntry, _ archive: ZipArchive) {
        guard entry.bytes <= limit else { return }
        let whole = Result<[UInt8], ArchiveError> { () throws(ArchiveError) in
            try archive.contents(of: entry, limit: limit)
        }
        var streamed: [UInt8] = []
        do {
            let digest = try archive.read(entry) { streamed.append(contentsOf: $0) }
            guard case .success(let content) = whole else {
                return expect(false, "\(entry.name) can be read only in pieces")
            }
            expect(content == streamed, "\(entry.name) has two contents")
            expect(digest == SHA256Digest(of: content), "\(entry.name) has another digest")
        } catch let error as ArchiveError {
            expect(error.entry == entry.name && error.file == archive.path, "the entry is not named: \(error)")
            guard case .failure(let error) = whole else {
                return expect(false, "\(entry.name) can be read only at once")
            }
            expect(error.entry == entry.name && error.file == archive.path, "the entry is not named: \(error)")
        } catch {
            expect(false, "another kind of error: \(error)")
        }
    }

    private static func expectSegment(of archive: ZipArchive) {
        let files = archive.entries.filter { !$0.isDirectory && $0.bytes <= limit }
        var bytes: [UInt8] = []
        var writer = SegmentWriter(compression: .balanced) { bytes.append(contentsOf: $0) }
        let segment: Segment
        do {
            for (index, entry) in files.enumerated() {
                try writer.add(path: "f\(index)", isExecutable: false, entry: entry, of: archive)
            }
            segment = try writer.finish()
        } catch {
            return expect(error is ArchiveError, "another kind of error: \(error)")
        }
        expect(segment.bytes == UInt64(bytes.count), "the segment has another size")
        var crc32: UInt32 = 0
        var count: UInt64 = 0
        expectNoError("the segment") {
            let scan = try (bytes + [3, 0]).withUnsafeBytes { try DeflateScanner().scan($0, limit: .max) { _ in } }
            (crc32, count) = (scan.crc32, scan.bytes)
        }
        expect(crc32 == segment.crc32 && count == segment.tarBytes, "the segment inflates to something else")
    }

    /// A file of this process alone.
    private static let scratchPath = "\(access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp")/flash-fuzz-\(getpid())"

    private static func scratchFile(holding bytes: [UInt8]) -> String {
        let descriptor = open(scratchPath, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        expect(descriptor >= 0, "no scratch file")
        let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
        expect(written == bytes.count, "the scratch file is not written")
        return scratchPath
    }
}
