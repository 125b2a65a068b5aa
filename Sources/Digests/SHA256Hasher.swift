import CCrypto

/// Computes a SHA-256 digest over content that arrives in pieces.
///
/// The running state is a value: copying a hasher forks the computation, and ``state`` can be stored and resumed later.
public struct SHA256Hasher: Sendable {
    private var context: SHA256_CTX

    /// Creates a hasher that has seen nothing.
    public init() {
        context = SHA256_CTX()
        SHA256_Init(&context)
    }

    /// Resumes a hasher from a stored ``state``; `nil` when the bytes are not such a state.
    public init?(state: [UInt8]) {
        guard state.count == MemoryLayout<SHA256_CTX>.size else { return nil }
        context = state.withUnsafeBytes { $0.loadUnaligned(as: SHA256_CTX.self) }
        guard context.md_len == 32, context.num < 64 else { return nil }
    }

    /// The running state, for a hasher of the same machine architecture to resume from.
    public var state: [UInt8] {
        withUnsafeBytes(of: context) { Array($0) }
    }

    /// Adds `bytes` to the content.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress else { return }
        SHA256_Update(&context, base, bytes.count)
    }

    /// Adds `bytes` to the content.
    public mutating func update(_ bytes: some Collection<UInt8>) {
        let handled: Void? = bytes.withContiguousStorageIfAvailable { update(UnsafeRawBufferPointer($0)) }
        if handled == nil {
            Array(bytes).withUnsafeBytes { update($0) }
        }
    }

    /// Returns the digest of everything added so far and leaves the hasher usable.
    public func finalize() -> SHA256Digest {
        var finished = context
        var bytes = [UInt8](repeating: 0, count: 32)
        SHA256_Final(&bytes, &finished)
        return SHA256Digest(bytes: bytes)!
    }
}
