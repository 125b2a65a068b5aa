/// How many compressed bytes stand for the first bytes of a tar stream, from points noted while it was read.
struct CompressionCurve {
    private var points: [(bytes: UInt64, compressed: UInt64)] = [(0, 0)]

    /// Notes that `compressed` bytes gave `bytes` of the stream; what lies before the last point is passed over.
    mutating func add(_ bytes: UInt64, compressed: UInt64) {
        let last = points[points.count - 1]
        guard bytes >= last.bytes, compressed >= last.compressed, bytes > last.bytes || compressed > last.compressed
        else { return }
        // Where nothing came out, as in front of the first block, the later point says as much.
        if bytes == last.bytes, points.count > 1 {
            points[points.count - 1].compressed = compressed
        } else {
            points.append((bytes, compressed))
        }
    }

    /// All compressed bytes so far.
    var end: UInt64 { points[points.count - 1].compressed }

    /// The compressed bytes up to `bytes` of the stream, by the straight line between the points around it.
    func compressed(upTo bytes: UInt64) -> UInt64 {
        var (low, high) = (0, points.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if points[middle].bytes <= bytes { low = middle } else { high = middle }
        }
        let (before, isLast) = (points[low], high == points.count)
        guard !isLast else { return before.compressed }
        let after = points[high]
        let share = Double(bytes - before.bytes) / Double(max(after.bytes - before.bytes, 1))
        return before.compressed + UInt64(Double(after.compressed - before.compressed) * share)
    }
}
