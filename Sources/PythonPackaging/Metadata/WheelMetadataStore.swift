public import ArtifactCache
public import Digests

/// The core metadata that wheels themselves hold, by the digest of the wheel.
///
/// An index may serve the metadata of a wheel as a file of its own (PEP 658), which ought to be the same. What the wheel
/// holds is what is installed, so once a wheel was read this comes before anything an index says.
public struct WheelMetadataStore: Sendable {
    private let store: ArtifactStore

    /// Creates a view of `store`.
    public init(_ store: ArtifactStore) {
        self.store = store
    }

    /// Returns the metadata of the wheel with this digest; `nil` when the wheel was not read yet.
    ///
    /// - Throws: `StoreError` when the store fails, ``CoreMetadataError`` when the wheel's metadata is malformed.
    public func metadata(of wheel: SHA256Digest) throws -> CoreMetadata? {
        try store.result(for: Self.key(wheel)).map { try CoreMetadata($0.value) }
    }

    /// Whether the wheel with this digest was read.
    public func isKnown(_ wheel: SHA256Digest) throws(StoreError) -> Bool {
        try store.result(for: Self.key(wheel)) != nil
    }

    /// Keeps the `METADATA` of the wheel with this digest.
    public func record(_ content: [UInt8], of wheel: SHA256Digest) throws {
        try store.record(ActionResult(value: MetadataHeader.condensed(content)), for: Self.key(wheel))
    }

    static func key(_ wheel: SHA256Digest) -> ResultKey {
        ResultKey(stage: "wheel-metadata", input: wheel)
    }
}
