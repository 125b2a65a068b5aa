/// Copies segments behind each other.
struct SegmentCopy {
    let output: OpenFile
    let segments: ArraySlice<PlacedSegment>

    /// Copies all of them to the output's current position, and tells `progress` how far it is.
    func run(_ progress: CopyProgress) throws {
        for placed in segments {
            switch placed.source {
            case .file(let path, _):
                let source = try OpenFile(reading: path)
                try FileCopier.copy(placed.segment.bytes, from: source, to: output) { bytes in
                    try progress.advance(by: bytes)
                    output.startWriting()
                }
            case .memory(let content):
                try content.withUnsafeBytes { try output.write($0) }
                try progress.advance(by: UInt64(content.count))
            }
        }
    }
}
