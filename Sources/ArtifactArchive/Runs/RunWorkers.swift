internal import Dispatch
internal import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The cores, for whoever has runs to encode.
///
/// As many are encoded at once as there are cores, however many segments are written at the same time. That bounds the
/// memory encoders take.
final class RunWorkers: Sendable {
    /// The workers of this process.
    static let shared = RunWorkers(ProcessInfo.processInfo.activeProcessorCount)

    /// The size of a full run, in bytes.
    static let runBytes = 4 << 20

    private let helpers: DispatchSemaphore
    private let encoders: DispatchSemaphore
    private let idle = Mutex<[RunEncoding: [IdleEncoder]]>([:])

    /// Encoders are handed from thread to thread and used by one at a time.
    private struct IdleEncoder: @unchecked Sendable {
        let encoder: any RunEncoder
    }

    init(_ cores: Int) {
        // Whoever asks works too.
        helpers = DispatchSemaphore(value: max(cores - 1, 0))
        encoders = DispatchSemaphore(value: max(cores, 1))
    }

    /// Encodes `run` on another core if one is free, else here.
    func encode(_ run: EncodedRun, as encoding: RunEncoding) {
        guard helpers.wait(timeout: .now()) == .success else { return run.encode(with: self, as: encoding) }
        DispatchQueue.global().async {
            run.encode(with: self, as: encoding)
            self.helpers.signal()
        }
    }

    /// Runs `body` with an encoder that is kept for the next run, as soon as a core is free.
    func withEncoder<Encoded>(of encoding: RunEncoding, _ body: (any RunEncoder) throws -> Encoded) throws -> Encoded {
        encoders.wait()
        defer { encoders.signal() }
        let kept = idle.withLock { $0[encoding]?.popLast() }
        let encoder = try kept?.encoder ?? encoding.makeEncoder(runBytes: Self.runBytes)
        let encoded = try body(encoder)
        let returned = IdleEncoder(encoder: encoder)
        idle.withLock { $0[encoding, default: []].append(returned) }
        return encoded
    }
}
