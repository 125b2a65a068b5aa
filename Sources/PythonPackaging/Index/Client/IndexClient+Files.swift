import ArtifactCache
import Digests
import HTTPTransport

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension IndexClient {
    private static let accepted =
        "application/vnd.pypi.simple.v1+json, "
        + "application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"

    /// Lists the distributions of a project, in no particular order.
    ///
    /// - Parameter project: The project.
    /// - Returns: The wheels and source distributions of the `--find-links` places, then those of the first index that
    ///   knows the project; of a project that is pinned to an index, only those of that index.
    /// - Throws: ``IndexError``; `projectNotFound` only when every index answered. `StoreError` when the store fails.
    public func files(of project: PackageName) async throws -> [DistributionFile] {
        try await listing(of: project).files
    }

    /// Lists the distributions of a project as ``files(of:)`` does, in the form that is chosen from.
    public func listing(of project: PackageName) async throws -> ProjectListing {
        try await pages.value(for: project) { [self] in
            let pin = sources.pins[project]
            let linked = pin == nil ? try await linkedFiles(of: project) : []
            for index in pin.map({ [$0] }) ?? sources.indexes {
                let page = try await page(of: project, on: index)
                if page.isFound {
                    note(project, on: index)
                    return linked.isEmpty ? page.listing : ProjectListing(files: linked + page.files)
                }
            }
            guard linked.isEmpty else { return ProjectListing(files: linked) }
            throw IndexError(
                .projectNotFound,
                project.normalized,
                url: sources.places(of: project).map(URLRedaction.redact).joined(separator: ", ")
            )
        }
    }

    private func page(of project: PackageName, on index: PackageIndex) async throws -> IndexPage {
        let key = ResultKey(stage: "index-page", input: SHA256Digest(of: "\(index.url)\n\(project.normalized)"))
        let answer = try store.answer(for: key)
        let known = answer.flatMap { IndexPage(encoded: $0.content) }
        if let answer, let known, isUsable(answer.recordedAt) {
            count { $0.hits += 1 }
            return known
        }
        if policy.isOffline {
            throw IndexError(.notCached, project.normalized, url: index.url)
        }
        count { $0.misses += 1 }
        let page = try await fetch(project, from: index, known: known)
        try store.keep(page.encoded(), for: key)
        return page
    }

    /// Whether what was recorded at some time, in seconds since 1970, is fresh enough.
    func isUsable(_ recordedAt: Int64) -> Bool {
        if policy.isOffline { return true }
        let age = Int64(time(nil)) - recordedAt
        return !policy.refreshes && age >= 0 && age < Int64(policy.freshness)
    }

    private func fetch(
        _ project: PackageName,
        from index: PackageIndex,
        known: IndexPage?
    ) async throws(IndexError) -> IndexPage {
        var request = request(index.page(of: project), headers: ["Accept": Self.accepted])
        request.headers["If-None-Match"] = known?.entityTag
        request.headers["If-Modified-Since"] = known?.lastModified
        let response: HTTPResponse
        do throws(HTTPError) {
            response = try await send(request)
        } catch {
            if error.status == 404 || error.status == 410 { return IndexPage(files: [], isFound: false) }
            throw IndexError(error, subject: project.normalized)
        }
        if response.status == 304, let known { return known }
        var page = try read(response, project)
        page.entityTag = Self.repeatable(response.headers["ETag"])
        page.lastModified = Self.repeatable(response.headers["Last-Modified"])
        return page
    }

    /// A validator that can be sent back as it came (RFC 9110, section 8.8.3), and no other.
    static func repeatable(_ validator: String?) -> String? {
        validator.flatMap { $0.utf8.count <= 1024 && $0.utf8.allSatisfy { (0x20...0x7E).contains($0) } ? $0 : nil }
    }

    private func read(_ response: HTTPResponse, _ project: PackageName) throws(IndexError) -> IndexPage {
        do throws(IndexPageError) {
            let listing = try ProjectListing(
                page: response.body,
                type: response.headers["Content-Type"] ?? "",
                project: project,
                url: response.url
            )
            return IndexPage(listing: listing)
        } catch {
            throw IndexError(
                .malformedPage,
                project.normalized,
                url: response.url,
                detail: "\(error.reason), at byte \(error.offset)"
            )
        }
    }
}
