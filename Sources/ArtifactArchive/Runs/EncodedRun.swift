internal import Dispatch
internal import Synchronization

/// A run on its way from content to what is written.
final class EncodedRun: Sendable {
    /// The size of the content, in bytes.
    let bytes: Int

    private let content: Mutex<[UInt8]>
    private let result = Mutex<Result<[UInt8], any Error>?>(nil)
    private let finished = DispatchSemaphore(value: 0)

    init(_ content: [UInt8]) {
        bytes = content.count
        self.content = Mutex(content)
    }

    /// Encodes the content, once, and lets it go.
    func encode(with workers: RunWorkers, as encoding: RunEncoding) {
        let content = content.withLock { content in
            defer { content = [] }
            return content
        }
        let encoded = Result {
            try workers.withEncoder(of: encoding) { encoder in
                try content.withUnsafeBytes { try encoder.encode($0) }
            }
        }
        result.withLock { $0 = encoded }
        finished.signal()
    }

    /// Whether ``take()`` would not wait.
    var isEncoded: Bool { result.withLock { $0 != nil } }

    /// Waits for the encoded run; to be called once.
    func take() throws -> [UInt8] {
        finished.wait()
        return try result.withLock { result in
            defer { result = nil }
            return try result?.get() ?? []
        }
    }
}
