import ArtifactCache
import Digests
import HTTPTransport

extension IndexClient {
    /// The distributions of a project that the `--find-links` places list, in the order of the places.
    ///
    /// Local files come with their digest; those of a page have the digest it states, if any.
    func linkedFiles(of project: PackageName) async throws -> [DistributionFile] {
        var files: [DistributionFile] = []
        var seen: Set<String> = []
        for place in sources.findLinks {
            let listing = try await listings.value(for: place.location) { [self] in try await list(place) }
            for file in listing.files[project] ?? [] where seen.insert(file.url).inserted {
                noteLinked(file, by: place)
                files.append(file.isLocal ? try digested(file, listedBy: place) : file)
            }
        }
        return files
    }

    private func digested(_ file: DistributionFile, listedBy place: FindLinks) throws -> DistributionFile {
        do {
            let (sha256, bytes) = try digest(ofFileAt: file.url)
            if let stated = file.sha256, stated != sha256 {
                let detail = "expected content with SHA-256 \(stated), got SHA-256 \(sha256)"
                throw IndexError(.digestMismatch, file.filename, url: file.url, detail: detail)
            }
            return file.with(sha256: sha256, bytes: bytes)
        } catch let error as IndexError {
            throw error.declared(at: place.declaredAt)
        }
    }

    private func list(_ place: FindLinks) async throws -> LinkListing {
        guard place.isPage else {
            do throws(LocalLinks.Failure) {
                return LinkListing(try LocalLinks.drafts(at: place.location, in: sources.directory))
            } catch {
                throw IndexError(.unreadableLinks, place.location, url: place.location, detail: error.reason)
                    .declared(at: place.declaredAt)
            }
        }
        do {
            return LinkListing(try await drafts(onPage: place.location))
        } catch let error as IndexError {
            throw error.declared(at: place.declaredAt)
        }
    }

    /// Gets a page of links, which is kept and asked for again as the pages of indexes are.
    private func drafts(onPage url: String) async throws -> [FileDraft] {
        let key = ResultKey(stage: "links-page", input: SHA256Digest(of: url))
        let answer = try store.answer(for: key)
        let known = answer.flatMap { KeptPage(encoded: $0.content) }
        if let answer, let known, isUsable(answer.recordedAt) {
            count { $0.hits += 1 }
            return try drafts(known)
        }
        if policy.isOffline { throw IndexError(.notCached, URLRedaction.redact(url), url: url) }
        count { $0.misses += 1 }
        var request = request(url, headers: ["Accept": "text/html"])
        request.headers["If-None-Match"] = known?.entityTag
        request.headers["If-Modified-Since"] = known?.lastModified
        let page: KeptPage
        do throws(HTTPError) {
            let response = try await send(request)
            page = response.status == 304 ? known ?? KeptPage(response) : KeptPage(response)
        } catch {
            throw IndexError(error, subject: URLRedaction.redact(url))
        }
        let drafts = try drafts(page)
        try store.keep(page.encoded(), for: key)
        return drafts
    }

    private func drafts(_ page: KeptPage) throws(IndexError) -> [FileDraft] {
        guard page.isHTML, let base = HTTPURL(page.url) else {
            throw IndexError(.unreadableLinks, URLRedaction.redact(page.url), url: page.url, detail: "no HTML page")
        }
        do throws(IndexPageError) {
            return try IndexPage.drafts(page.body, links: LinkResolver(base: base))
        } catch {
            throw IndexError(
                .unreadableLinks,
                URLRedaction.redact(page.url),
                url: page.url,
                detail: "\(error.reason), at byte \(error.offset)"
            )
        }
    }
}

/// A page of links as it came, with what is needed to ask whether it changed.
private struct KeptPage {
    let url: String
    let isHTML: Bool
    let entityTag: String?
    let lastModified: String?
    let body: [UInt8]

    init(_ response: HTTPResponse) {
        url = response.url
        let type = response.headers["Content-Type"]?.prefix { $0 != ";" }.lowercased().trimmed ?? ""
        isHTML = ["text/html", "application/xhtml+xml", "application/vnd.pypi.simple.v1+html"].contains(type)
        entityTag = IndexClient.repeatable(response.headers["ETag"])
        lastModified = IndexClient.repeatable(response.headers["Last-Modified"])
        body = response.body
    }

    init?(encoded: FixedBytes) {
        var reader = BinaryReader(encoded)
        guard let url = reader.readText(), let tag = reader.readOptionalText(), let time = reader.readOptionalText(),
            let body = reader.readText(), reader.isAtEnd
        else { return nil }
        (self.url, entityTag, lastModified, self.body) = (url, tag, time, Array(body.utf8))
        isHTML = true
    }

    func encoded() -> [UInt8] {
        var writer = BinaryWriter()
        writer.write(url)
        writer.write(entityTag)
        writer.write(lastModified)
        writer.write(String(decoding: body, as: UTF8.self))
        return writer.bytes
    }
}
