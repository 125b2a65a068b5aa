internal import Digests
internal import Dispatch
internal import Synchronization

extension ArchiveBase {
    /// A segment to copy.
    public struct Source: Sendable {
        /// What it should be.
        public let part: Part
        /// The file that holds it.
        public let path: String
        /// Whether its digest is known to have been right for as long as the file has not changed.
        public let isVerified: Bool

        /// Describes a segment to copy.
        public init(_ part: Part, path: String, isVerified: Bool) {
            self.part = part
            self.path = path
            self.isVerified = isVerified
        }
    }

    /// Begins an archive with segments that are likely to be in it, before that is certain.
    ///
    /// - Parameters:
    ///   - sources: The segments, in order.
    ///   - format: The format of the archive.
    ///   - path: The path of the archive, which is created or emptied.
    ///   - isWanted: Asked between pieces whether to go on; from any thread.
    /// - Returns: The base, of as many segments as were copied and found to be sound; `nil` when there are none.
    public static func copied(
        _ sources: [Source],
        format: ArchiveFormat,
        to path: String,
        isWanted: @Sendable () -> Bool = { true }
    ) -> ArchiveBase? {
        guard !sources.isEmpty, let file = try? OpenFile(writing: path) else { return nil }
        let segments = placed(sources, behind: UInt64(format.header.count))
        let progress = CopyProgress(written: 0)
        let sound = Mutex<[Part]>([])
        DispatchQueue.concurrentPerform(iterations: 2) { index in
            // What goes wrong here is told, if it still does then, when the archive is finished.
            do {
                if index == 0 {
                    try format.header.withUnsafeBytes { try file.write($0) }
                    try progress.advance(by: UInt64(format.header.count))
                    for segment in segments {
                        guard isWanted() else { return progress.cancel() }
                        try SegmentCopy(output: file, segments: [segment]).run(progress)
                    }
                } else {
                    var reader = WrittenReader(file, progress)
                    for segment in segments {
                        let checksum = try SegmentCheck(segment).run(&reader) { _ in }
                        let part = Part(digest: segment.digest, bytes: segment.segment.bytes, checksum: checksum)
                        sound.withLock { $0.append(part) }
                    }
                }
            } catch {
                progress.cancel()
            }
        }
        let parts = sound.withLock { $0 }
        return parts.isEmpty ? nil : ArchiveBase(parts: parts, format: format, file: file)
    }

    private static func placed(_ sources: [Source], behind start: UInt64) -> [PlacedSegment] {
        var offset = start
        return sources.map { source in
            let part = source.part
            defer { offset += part.bytes }
            return PlacedSegment(
                segment: Segment(crc32: 0, tarBytes: 0, bytes: part.bytes, files: []),
                source: .file(source.path, checksum: source.isVerified ? part.checksum : nil),
                digest: part.digest,
                offset: offset
            )
        }
    }
}
