internal import Digests
internal import Dispatch
internal import Synchronization

/// Computes the digest of a stream on another core than the one that makes the stream.
///
/// The bytes that wait to be hashed are bounded.
final class StreamDigest: Sendable {
    /// How many bytes are handed over at once, at most but for the last piece of one call.
    private static let pieceBytes = 256 << 10
    /// How many pieces may wait.
    private static let waitingPieces = 8

    private let queue = DispatchQueue(label: "stream-digest")
    private let places = DispatchSemaphore(value: waitingPieces)
    private let hashed: Mutex<(hasher: SHA256Hasher, states: [[UInt8]])>
    private let piece = Mutex<[UInt8]>([])

    /// Continues after the bytes that `hasher` has seen.
    init(continuing hasher: SHA256Hasher) {
        hashed = Mutex((hasher, []))
    }

    /// Adds bytes to the stream; waits while too many have not been hashed yet.
    func update(_ bytes: UnsafeRawBufferPointer) {
        let full: [UInt8]? = piece.withLock { piece in
            piece.append(contentsOf: bytes)
            return piece.count >= Self.pieceBytes ? exchange(&piece) : nil
        }
        if let full { hash(full) }
    }

    /// Remembers the state of the digest at this place of the stream.
    func mark() {
        hash(piece.withLock { exchange(&$0) })
        queue.async { self.hashed.withLock { $0.states.append($0.hasher.state) } }
    }

    /// Waits until everything is hashed; returns the digest, and its states at the places that were marked.
    func finish() -> (digest: SHA256Digest, states: [[UInt8]]) {
        hash(piece.withLock { exchange(&$0) })
        return queue.sync { hashed.withLock { ($0.hasher.finalize(), $0.states) } }
    }

    private func exchange(_ piece: inout [UInt8]) -> [UInt8] {
        let full = piece
        piece = []
        piece.reserveCapacity(full.isEmpty ? 0 : Self.pieceBytes * 3 / 2)
        return full
    }

    private func hash(_ piece: [UInt8]) {
        guard !piece.isEmpty else { return }
        places.wait()
        queue.async {
            self.hashed.withLock { $0.hasher.update(piece) }
            self.places.signal()
        }
    }
}
