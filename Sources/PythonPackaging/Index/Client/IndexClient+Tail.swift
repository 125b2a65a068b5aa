import ArtifactArchive
import ArtifactCache
import Digests
import HTTPTransport
import Synchronization

extension IndexClient {
    /// How much of a wheel's end is requested at first: wheels keep `.dist-info` last (PEP 427), and the directory of
    /// large ones alone takes up to 300 KB.
    static let tailBytes: UInt64 = 512 << 10
    static let maximumTailBytes: UInt64 = 16 << 20

    /// Reads the metadata from the end of a wheel; `nil` if it is small, or if the server or the wheel does not allow it.
    func tailMetadata(of file: DistributionFile) async throws -> [UInt8]? {
        guard let origin = HTTPURL(file.url)?.origin,
            !capabilities.withLock({ $0[origin]?.ignoresRanges ?? false }),
            let size = try await size(of: file), size > Self.smallWheelBytes
        else { return nil }
        var wanted = min(Self.tailBytes, size)
        for _ in 0..<3 {
            guard let tail = try await fetchTail(of: file, size, wanted, origin) else { return nil }
            do throws(ArchiveError) {
                let archive = try ZipTail(tail: tail, archiveBytes: size)
                guard let entry = try? Self.metadataEntry(archive.entries, of: file) else { return nil }
                if let content = try archive.contents(of: entry, limit: UInt64(Self.maximumMetadataBytes)) {
                    return content
                }
                wanted = archive.requiredTailBytes(for: entry)
            } catch {
                guard case .tailTooShort(let required) = error.kind else { return nil }
                wanted = required
            }
            guard wanted > UInt64(tail.count), wanted <= min(size / 2, Self.maximumTailBytes) else { return nil }
        }
        return nil
    }

    /// Requests the last `count` bytes; a server that ignores the range sends the whole wheel into the store.
    private func fetchTail(
        of file: DistributionFile,
        _ size: UInt64,
        _ count: UInt64,
        _ origin: String
    ) async throws -> [UInt8]? {
        var request = request(file.url)
        request.range = size - count...size - 1
        let target = TailTarget(range: size - count...size - 1, whole: DownloadTarget(file: file, store: store))
        self.count { $0.requests += 1 }
        do throws(HTTPError) {
            _ = try await http.download(request) {
                try target.start($0)
            } to: {
                try target.append($0)
            }
        } catch {
            target.whole.cancel()
            if error.kind == .cancelled { throw IndexError(error, subject: file.filename) }
            return nil
        }
        self.count { $0.bytesFetched += UInt64(target.tail.count) + target.whole.received }
        guard target.isWhole else {
            return target.tail.count == Int(count) ? target.tail : nil
        }
        capabilities.withLock { $0[origin, default: ServerCapabilities()].ignoresRanges = true }
        _ = try target.whole.finish()
        return nil
    }
}
