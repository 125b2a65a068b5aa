internal import Dispatch
internal import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The other cores, for whoever has runs to encode: as many run at once as there are cores, however many segments are
/// written at the same time.
final class RunWorkers: Sendable {
    /// The workers of this process.
    static let shared = RunWorkers(ProcessInfo.processInfo.activeProcessorCount)

    /// The size of a full run, in bytes.
    static let runBytes = 4 << 20

    private let slots: DispatchSemaphore
    private let idle = Mutex<[RunEncoding: [IdleEncoder]]>([:])

    /// Encoders are handed from thread to thread and used by one at a time.
    private struct IdleEncoder: @unchecked Sendable {
        let encoder: any RunEncoder
    }

    init(_ cores: Int) {
        // Whoever asks works too.
        slots = DispatchSemaphore(value: max(cores - 1, 0))
    }

    /// Encodes `run` on another core if one is free, else here.
    func encode(_ run: EncodedRun, as encoding: RunEncoding) {
        guard slots.wait(timeout: .now()) == .success else { return run.encode(with: self, as: encoding) }
        DispatchQueue.global().async {
            run.encode(with: self, as: encoding)
            self.slots.signal()
        }
    }

    /// Runs `body` with an encoder that is kept for the next run.
    func withEncoder<Encoded>(of encoding: RunEncoding, _ body: (any RunEncoder) throws -> Encoded) throws -> Encoded {
        let kept = idle.withLock { $0[encoding]?.popLast() }
        let encoder = try kept?.encoder ?? encoding.makeEncoder(runBytes: Self.runBytes)
        let encoded = try body(encoder)
        let returned = IdleEncoder(encoder: encoder)
        idle.withLock { $0[encoding, default: []].append(returned) }
        return encoded
    }
}
