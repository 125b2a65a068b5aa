#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension ArtifactStore {
    /// Returns the answer kept for `key`; `nil` if there is none or it is damaged.
    ///
    /// It stays as it is for as long as it is held, even if another is kept or a collection removes it.
    public func answer(for key: ResultKey) throws(StoreError) -> StoredAnswer? {
        guard let file = try OpenFile.reading(layout.answer(key)) else { return nil }
        let status = try file.status()
        guard status.isRegularFile, let answer = try StoredAnswer(file, key, bytes: status.bytes) else { return nil }
        if status.modified < lease.start - Self.useTolerance { file.setModified(usedNow) }
        return answer
    }

    /// Keeps `content` as the answer for `key` in place of an earlier one.
    ///
    /// A power cut may take it back: answers are for what a server can be asked again. They are read without the index.
    ///
    /// - Throws: ``StoreError`` if the file cannot be written; then the earlier one is still there.
    public func keep(_ content: [UInt8], for key: ResultKey) throws(StoreError) {
        let name = layout.temporaryName()
        do throws(StoreError) {
            let file = try OpenFile(name, O_WRONLY | O_CREAT | O_EXCL)
            try file.write(StoredAnswer.header(of: content, key, recordedAt: Int64(time(nil))))
            try file.write(content)
            try publish(name, at: layout.answer(key))
        } catch {
            unlink(name)
            throw error
        }
    }

    private func publish(_ temporary: String, at path: String) throws(StoreError) {
        if try Directory.move(temporary, to: path) { return }
        try Directory.create(Directory.parent(of: path))
        guard try Directory.move(temporary, to: path) else { throw .system("keep the answer", temporary, code: ENOENT) }
    }
}
