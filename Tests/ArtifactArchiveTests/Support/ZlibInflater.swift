@testable import ArtifactArchive

/// What zlib makes of a raw DEFLATE stream.
enum ZlibInflater {
    /// The content; `nil` when zlib refuses the stream, or something follows it, or there is more than `limit`.
    static func inflate(_ data: [UInt8], limit: Int = 1 << 22) throws -> [UInt8]? {
        let stream = try InflateStream()
        var output: [UInt8] = []
        return data.withUnsafeBytes { data in
            while true {
                guard
                    let step = try? stream.inflate(UnsafeRawBufferPointer(rebasing: data[stream.consumed...]), flush: 0)
                else { return nil }
                let isStuck = !stream.isOutputFull && !step.isStreamEnd
                output.append(contentsOf: stream.takeOutput())
                if step.isStreamEnd { return stream.consumed == data.count ? output : nil }
                if isStuck || output.count > limit { return nil }
            }
        }
    }
}
