import ArtifactArchive
import ArtifactCache
import Digests
import HTTPTransport
import Synchronization

extension IndexClient {
    /// Wheels up to this size are downloaded for their metadata: it takes no longer, and they will be needed.
    static let smallWheelBytes: UInt64 = 1 << 20
    static let maximumMetadataBytes = 16 << 20

    /// Gets the core metadata of a wheel by the cheapest way there is.
    ///
    /// In this order: the store, where what the wheel itself holds comes first; the metadata file the index advertises (PEP 658) or is known to serve; a small wheel
    /// as a whole; the end of the wheel by a range request; the whole wheel.
    ///
    /// - Parameter file: A wheel ``files(of:)`` returned.
    /// - Returns: The metadata, checked to be that of the project and version the file is named after.
    /// - Throws: ``IndexError``, or `StoreError` when the store fails.
    public func metadata(of file: DistributionFile) async throws -> CoreMetadata {
        guard file.kind == .wheel else { throw IndexError(.notAWheel, file.filename, url: file.url) }
        if let known = try await storedMetadata(of: file) { return known }
        return try await metadata.value(for: file.identity) { [self] in
            let content = try await findMetadata(of: file)
            let parsed = try parse(content, of: file)
            let result = ActionResult(value: MetadataHeader.condensed(content))
            try store.record(result, for: Self.metadataKey(file), durability: .relaxed)
            return parsed
        }
    }

    /// Whether the metadata of a wheel may be asked for before it is known to be needed.
    ///
    /// While everything came from the store, nothing is fetched on a mere guess: a run may end before the answer is there
    /// to be kept, and would connect to the server each time.
    public func isForeseeable(_ file: DistributionFile) async -> Bool {
        if statistics.requests > 0 { return true }
        return (try? await storedMetadata(of: file)) != nil
    }

    private func storedMetadata(of file: DistributionFile) async throws -> CoreMetadata? {
        try await storedMetadata.value(for: file.identity) { [self] in
            let key = Self.metadataKey(file)
            let ownKey = file.sha256.map(WheelMetadataStore.key)
            let records = try store.results(for: [ownKey, key].compactMap(\.self))
            if let own = ownKey.flatMap({ records[$0] }),
                let known = try? CoreMetadata(own.value, texts: requirementTexts)
            {
                count { $0.hits += 1 }
                return known
            }
            guard let record = records[key], file.sha256 != nil || isUsable(record.recordedAt),
                let known = try? parse(record.value, of: file)
            else { return nil }
            count { $0.hits += 1 }
            return known
        }
    }

    private static func metadataKey(_ file: DistributionFile) -> ResultKey {
        ResultKey(stage: "metadata", input: file.sha256 ?? SHA256Digest(of: file.url))
    }

    private func findMetadata(of file: DistributionFile) async throws -> [UInt8] {
        if let stored = try storedBlob(of: file) {
            count { $0.hits += 1 }
            return try metadata(in: stored.path, of: file)
        }
        if file.isLocal {
            let path = LocalReference.absolute(file.url, in: sources.directory)
            guard LocalFile(at: path) != nil else { throw Self.unreadable(file.url) }
            do {
                return try metadata(in: path, of: file)
            } catch let error as IndexError {
                throw place(listing: file).map(error.declared) ?? error
            }
        }
        if policy.isOffline { throw IndexError(.notCached, file.filename, url: file.url) }
        count { $0.misses += 1 }
        if file.hasMetadata, let content = try await advertisedMetadata(of: file) { return content }
        if !file.hasMetadata, let content = try await probedMetadata(of: file) { return content }
        if let content = try await tailMetadata(of: file) { return content }
        return try metadata(in: try await download(file).path, of: file)
    }

    /// Requests the metadata file the page advertises; `nil` if the server does not have it after all.
    private func advertisedMetadata(of file: DistributionFile) async throws -> [UInt8]? {
        let content: [UInt8]
        do throws(HTTPError) {
            content = try await send(metadataRequest(file)).body
        } catch {
            if error.status == 404 || error.status == 410 { return nil }
            throw IndexError(error, subject: "\(file.filename).metadata")
        }
        if let expected = file.metadataSHA256, SHA256Digest(of: content) != expected {
            throw IndexError(
                .digestMismatch,
                "\(file.filename).metadata",
                url: file.url + ".metadata",
                detail: "expected content with SHA-256 \(expected), got SHA-256 \(SHA256Digest(of: content))"
            )
        }
        return content
    }

    /// Requests a metadata file the page does not advertise, unless the server is known to have none of its age.
    ///
    /// While nothing is known, one request finds out and the others take another way.
    private func probedMetadata(of file: DistributionFile) async throws -> [UInt8]? {
        guard let origin = HTTPURL(file.url)?.origin else { return nil }
        let (mayProbe, teaches) = capabilities.withLock { capabilities in
            let known = capabilities[origin] ?? ServerCapabilities()
            if let serves = known.servesMetadata(of: file.uploadTime) { return (serves, false) }
            if known.isProbing { return (false, false) }
            capabilities[origin, default: ServerCapabilities()].isProbing = true
            return (true, true)
        }
        guard mayProbe else { return nil }
        var isServed: Bool?
        var content: [UInt8]?
        do throws(HTTPError) {
            let found = try await send(metadataRequest(file)).body
            isServed = (try? parse(found, of: file)) != nil
            if isServed == true { content = found }
        } catch {
            // A failure to answer says nothing about what the server has.
            if error.status.map({ (400..<500).contains($0) && $0 != 408 && $0 != 429 }) == true { isServed = false }
        }
        capabilities.withLock { [isServed] capabilities in
            if teaches { capabilities[origin]?.isProbing = false }
            if let isServed { capabilities[origin]?.note(isServed, of: file.uploadTime) }
        }
        return content
    }

    private func metadataRequest(_ file: DistributionFile) -> HTTPRequest {
        var request = request(file.url + ".metadata")
        request.maximumBodyBytes = Self.maximumMetadataBytes
        return request
    }

    private func metadata(in path: String, of file: DistributionFile) throws -> [UInt8] {
        do {
            let archive = try ZipArchive(path: path)
            return try archive.contents(of: try Self.metadataEntry(archive.entries, of: file))
        } catch let error as ArchiveError {
            throw IndexError(.invalidMetadata, file.filename, url: file.url, detail: error.description)
        }
    }

    /// Finds the `METADATA` of the wheel's own `.dist-info` directory (PEP 427).
    static func metadataEntry(_ entries: [ZipEntry], of file: DistributionFile) throws(IndexError) -> ZipEntry {
        let found = entries.filter { entry in
            let parts = entry.name.split(separator: "/", omittingEmptySubsequences: false)
            return parts.count == 2 && parts[1] == "METADATA" && parts[0].hasSuffix(".dist-info")
        }
        guard let entry = found.first, found.count == 1 else {
            let reason = found.isEmpty ? "no .dist-info/METADATA" : "several .dist-info directories"
            throw IndexError(.invalidMetadata, file.filename, url: file.url, detail: reason)
        }
        guard entry.bytes <= maximumMetadataBytes else {
            throw IndexError(.invalidMetadata, file.filename, url: file.url, detail: "METADATA is too large")
        }
        return entry
    }

    /// Parses metadata and makes sure that it is that of `file`.
    private func parse(_ content: [UInt8], of file: DistributionFile) throws(IndexError) -> CoreMetadata {
        func invalid(_ reason: String) -> IndexError {
            IndexError(.invalidMetadata, file.filename, url: file.url, detail: reason)
        }
        let parsed: CoreMetadata
        do throws(CoreMetadataError) {
            parsed = try CoreMetadata(content, texts: requirementTexts)
        } catch {
            throw invalid(error.description)
        }
        guard parsed.version == file.version, file.wheel.map({ $0.name == parsed.name }) ?? true else {
            throw invalid("it is that of \(parsed.name) \(parsed.version)")
        }
        return parsed
    }
}
