public import Digests

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A blob of the store as a file.
public struct StoredBlob: Hashable, Sendable {
    /// The digest of the content.
    public let digest: SHA256Digest
    /// The absolute path of the file, which must not be modified.
    public let path: String
    /// The size of the content in bytes.
    public let bytes: UInt64
}

extension ArtifactStore {
    /// Returns which of `digests` the store holds; these stay until the store closes.
    public func contains(_ digests: [SHA256Digest]) throws(StoreError) -> Set<SHA256Digest> {
        try withIndex { (index) throws(StoreError) in Set(try hold(digests, in: index).keys) }
    }

    /// Returns a blob as a file, which stays until the store closes; `nil` if the store does not hold it.
    ///
    /// The content is not verified: hash it while reading, and call ``quarantine(_:)`` if it is wrong.
    public func blob(_ digest: SHA256Digest) throws(StoreError) -> StoredBlob? {
        guard let row = try withIndex({ (index) throws(StoreError) in try hold([digest], in: index)[digest] }) else {
            return nil
        }
        guard row.isInline else { return StoredBlob(digest: digest, path: layout.blob(digest), bytes: row.bytes) }
        guard let content = try load(digest) else { return nil }
        return try write(content, expecting: digest)
    }

    /// Returns the verified content of a blob; `nil` if the store does not hold it.
    ///
    /// A blob that is damaged is moved to the quarantine and reported as absent.
    public func load(_ digest: SHA256Digest) throws(StoreError) -> [UInt8]? {
        let held = try withIndex { (index) throws(StoreError) -> (row: BlobRow, inline: [UInt8]?)? in
            guard let row = try hold([digest], in: index)[digest] else { return nil }
            return (row, row.isInline ? try index.content(of: digest) : nil)
        }
        guard let held else { return nil }
        let content = held.row.isInline ? held.inline : try OpenFile.reading(layout.blob(digest))?.contents()
        guard let content else { return nil }
        guard SHA256Digest(of: content) == digest else {
            try quarantine(digest)
            return nil
        }
        return content
    }

    /// Stores `content` and returns its digest.
    public func store(_ content: [UInt8]) throws(StoreError) -> SHA256Digest {
        let digest = SHA256Digest(of: content)
        if content.count > Self.inlineLimit { return try write(content, expecting: digest).digest }
        try withIndex { (index) throws(StoreError) in
            if let row = try hold([digest], in: index)[digest] {
                if !row.isInline { return }
                if try index.content(of: digest) == content { return }
            }
            let row = BlobRow(digest: digest, bytes: UInt64(content.count), isInline: true, used: usedNow)
            try index.database.transaction { () throws(StoreError) in try index.put(row, content: content) }
        }
        return digest
    }

    /// Makes a writer for content that arrives in pieces.
    ///
    /// - Parameter durability: Whether a power cut may take the blob back; `relaxed` suits what can be made or fetched again
    ///   and is compared with its digest when it is used, because nobody waits for the disk then.
    /// - Returns: The writer.
    /// - Throws: ``StoreError`` if the store cannot be written.
    public func makeWriter(_ durability: Durability = .durable) throws(StoreError) -> BlobWriter {
        try BlobWriter(self, durability)
    }

    private func write(_ content: [UInt8], expecting digest: SHA256Digest) throws(StoreError) -> StoredBlob {
        let writer = try makeWriter()
        try content.withUnsafeBufferPointer { (bytes) throws(StoreError) in
            try writer.append(UnsafeRawBufferPointer(bytes))
        }
        return try writer.finish(expecting: digest)
    }

    /// Gives a finished temporary file its place, and makes it visible once its name is safe from a power cut.
    ///
    /// The write lock of the index covers both steps, so that collection, which holds it too, cannot come between them.
    func publish(
        _ temporary: String,
        digest: SHA256Digest,
        bytes: UInt64,
        _ durability: Durability
    ) throws(StoreError) -> StoredBlob {
        let blob = StoredBlob(digest: digest, path: layout.blob(digest), bytes: bytes)
        let row = BlobRow(digest: digest, bytes: bytes, isInline: false, used: usedNow)
        var isPlaced = false
        do throws(StoreError) {
            try withIndex { (index) throws(StoreError) in
                try index.database.transaction(durability) { () throws(StoreError) in
                    if !isPlaced { try place(temporary, at: blob.path, durability) }
                    isPlaced = true
                    try index.put(row)
                }
            }
        } catch {
            if isPlaced { try? removeUnlisted(digest) }
            throw error
        }
        return blob
    }

    /// Removes the file of a blob unless the index lists it.
    private func removeUnlisted(_ digest: SHA256Digest) throws(StoreError) {
        try withIndex { (index) throws(StoreError) in
            try index.database.transaction { () throws(StoreError) in
                if try index.blob(digest) == nil { try Directory.remove(layout.blob(digest)) }
            }
        }
    }

    private func place(_ temporary: String, at path: String, _ durability: Durability) throws(StoreError) {
        let parent = Directory.parent(of: path)
        if try !Directory.move(temporary, to: path) {
            try Directory.create(parent)
            try Directory.synchronize(layout.blobs)
            guard try Directory.move(temporary, to: path) else {
                throw .system("publish the blob", temporary, code: ENOENT)
            }
        }
        if durability == .durable { try Directory.synchronize(parent) }
    }
}
