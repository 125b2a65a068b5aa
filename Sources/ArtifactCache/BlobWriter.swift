public import Digests

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Writes one blob of a store; nothing of it is visible until ``finish(expecting:)`` returns.
///
/// A writer may move between threads, but only one may use it at a time; it has no lock of its own,
/// because content has an order that concurrent callers could not keep. That is why Sendable is unchecked.
public final class BlobWriter: @unchecked Sendable {
    private let store: ArtifactStore
    private let path: String
    private var file: OpenFile?
    private let durability: Durability
    private var hasher = SHA256Hasher()
    private var unannounced = 0
    /// After how many bytes the system is asked to begin writing, so that ``finish(expecting:)`` has little to wait for.
    private static let announcedBytes = 4 << 20

    /// The number of bytes appended so far.
    public private(set) var bytes: UInt64 = 0

    init(_ store: ArtifactStore, _ durability: Durability) throws(StoreError) {
        self.store = store
        self.durability = durability
        path = store.layout.temporaryName()
        let file = try OpenFile(path, O_RDWR | O_CREAT | O_EXCL)
        // The lock tells the collection of abandoned files that this one has an owner.
        _ = try file.lock(wait: false)
        self.file = file
    }

    deinit { cancel() }

    /// Appends `bytes` to the content.
    public func append(_ bytes: UnsafeRawBufferPointer) throws(StoreError) {
        guard let file else { throw closed }
        try file.write(bytes)
        hasher.update(bytes)
        self.bytes += UInt64(bytes.count)
        unannounced += bytes.count
        if durability == .durable, unannounced >= Self.announcedBytes {
            file.startWriting()
            unannounced = 0
        }
    }

    /// Publishes the blob.
    ///
    /// - Parameter expecting: The digest that the content must have, if it is known.
    /// - Returns: The blob, safe from a power cut unless the writer was made with ``Durability/relaxed``.
    /// - Throws: ``StoreError`` of kind ``StoreError/Kind/digestMismatch`` if the content has another digest; then, as
    ///   after any other error, nothing is stored.
    public func finish(expecting: SHA256Digest? = nil) throws(StoreError) -> StoredBlob {
        guard let file else { throw closed }
        defer { cancel() }
        let digest = hasher.finalize()
        if let expecting, digest != expecting {
            throw StoreError(
                kind: .digestMismatch,
                path: "",
                message: "expected content with SHA-256 \(expecting), got \(bytes) bytes with SHA-256 \(digest)"
            )
        }
        guard fchmod(file.descriptor, 0o400) == 0 else { throw .system("change the mode", path) }
        if durability == .durable { try file.synchronize() }
        return try store.publish(path, digest: digest, bytes: bytes, durability)
    }

    /// Discards the content; does nothing after ``finish(expecting:)``.
    public func cancel() {
        guard file != nil else { return }
        file = nil
        unlink(path)
    }

    private var closed: StoreError {
        StoreError(kind: .writerClosed, path: path, message: "the writer has finished or was cancelled")
    }
}
