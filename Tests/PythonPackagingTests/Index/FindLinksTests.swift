import ArtifactCache
import Digests
import Foundation
import HTTPTransport
import PythonPackaging
import Testing

@Suite struct FindLinksTests {
    private let demo = PackageName(normalizing: "demo-package")

    /// A project directory with some files, which are as good as wheels for listing.
    private func with(
        _ files: [String: String],
        _ places: [String],
        _ body: (IndexClient, IndexFixture) async throws -> Void
    ) async throws {
        let fixture = try IndexFixture("plain")
        let root = FileManager.default.temporaryDirectory.path + "/flash-links-" + UUID().uuidString
        defer {
            fixture.remove()
            try? FileManager.default.removeItem(atPath: root)
        }
        for (name, text) in files {
            let url = URL(fileURLWithPath: "\(root)/\(name)")
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: url)
        }
        let origin = RequirementOrigin(file: "requirements.txt", line: 3)
        let links = try places.map { try #require(FindLinks($0, in: root, at: origin)) }
        let sources = IndexSources(indexes: [], findLinks: links, directory: root)
        try await body(IndexClient(sources: sources, store: fixture.store, http: fixture.http), fixture)
    }

    @Test func listsDirectories() async throws {
        let files = [
            "w/demo_package-1.0-py3-none-any.whl": "one", "w/Demo.Package-2.0-py3-none-any.whl": "two",
            "w/demo-package-0.9.tar.gz": "sdist", "w/other-1.0-py3-none-any.whl": "",
            "w/.demo_package-3-py3-none-any.whl": "",
            "w/notes.txt": "", "w/demo_package-x.whl": "",
        ]
        try await with(files, ["w", "./w/"]) { client, _ in
            let found = try await client.files(of: demo)
            #expect(
                found.map(\.url) == [
                    "w/Demo.Package-2.0-py3-none-any.whl", "w/demo-package-0.9.tar.gz",
                    "w/demo_package-1.0-py3-none-any.whl",
                ]
            )
            #expect(found.map(\.sha256) == ["two", "sdist", "one"].map { SHA256Digest(of: $0) })
            #expect(found.map(\.bytes) == [3, 5, 3])
            #expect(found.allSatisfy { $0.isLocal && client.index(of: $0, demo) == nil })
            let stored = try await client.download(found[0])
            #expect(stored.digest == SHA256Digest(of: "two"))
            #expect(client.statistics.requests == 0)
        }
    }

    @Test func readsPages() async throws {
        let digest = SHA256Digest(of: "one").hex
        let page = """
            <a href="my%20w/demo_package-1.0-py3-none-any.whl#sha256=\(digest)">x</a>
            <a href="https://host/demo_package-2.0-py3-none-any.whl#md5=00">y</a>
            <a href="file:///elsewhere/demo_package-3.0.zip#egg=x">z</a><a href="ftp://host/demo_package-4.0.zip">z</a>
            """
        let files = ["a/links.html": page, "a/my w/demo_package-1.0-py3-none-any.whl": "one"]
        try await with(files, ["a/links.html"]) { client, _ in
            await #expect {
                _ = try await client.files(of: demo)
            } throws: { error in
                (error as? IndexError)?.kind == .unreadableFile
                    && "\(error)".contains("/elsewhere/demo_package-3.0.zip")
            }
        }
        let readable = page.replacing("file:///elsewhere/demo_package-3.0.zip#egg=x", with: "#")
        try await with(files.merging(["a/links.html": readable]) { $1 }, ["a/links.html"]) { client, _ in
            let found = try await client.files(of: demo)
            #expect(
                found.map(\.url) == [
                    "a/my w/demo_package-1.0-py3-none-any.whl", "https://host/demo_package-2.0-py3-none-any.whl",
                ]
            )
            #expect(found.map(\.sha256) == [SHA256Digest(of: "one"), nil])
        }
    }

    @Test(arguments: ["gone", "file.txt", "w/x"])
    func saysWhatIsMissing(place: String) async throws {
        try await with(["file.txt": "", "w/demo_package-1-py3-none-any.whl": ""], [place]) { client, _ in
            await #expect {
                _ = try await client.files(of: demo)
            } throws: { error in
                let error = error as? IndexError
                return error?.kind == .unreadableLinks && error?.declaredAt?.description == "requirements.txt:3"
                    && error?.description.contains(place) == true
            }
        }
    }

    @Test func noticesChangedFiles() async throws {
        try await with(["demo_package-1.0-py3-none-any.whl": "one"], ["."]) { client, _ in
            let file = try #require(try await client.files(of: demo).first)
            #expect(file.url == "demo_package-1.0-py3-none-any.whl")
            let path = client.sources.directory + "/" + file.url
            try Data("two".utf8).write(to: URL(fileURLWithPath: path))
            #expect(try client.digest(ofFileAt: file.url).sha256 == SHA256Digest(of: "two"))
            await #expect {
                _ = try await client.download(file)
            } throws: { error in
                (error as? IndexError)?.kind == .digestMismatch
            }
        }
    }

    @Test func pinnedPackagesComeFromTheirIndexOnly() async throws {
        let fixture = try IndexFixture("plain")
        defer { fixture.remove() }
        let pinned = try fixture.index()
        let other = try fixture.index("down~" + fixture.scenario)
        let name = PackageName(normalizing: "demo")
        let sources = IndexSources(indexes: [other], pins: [name: pinned])
        let client = IndexClient(sources: sources, store: fixture.store, http: fixture.http)
        let files = try await client.files(of: name)
        #expect(files.count == 2)
        #expect(files.allSatisfy { client.index(of: $0, name) == pinned })
        await #expect(throws: IndexError.self) { try await client.files(of: PackageName(normalizing: "big")) }
    }

    @Test func readsCredentialsOfNamedIndexes() {
        let environment = [
            "FLASH_INDEX_MY_OWN_USERNAME": "me", "FLASH_INDEX_MY_OWN_PASSWORD": "pw", "FLASH_INDEX__PASSWORD": "x",
        ]
        let plain = PackageIndex("https://h/simple/")
        #expect(PackageIndex("https://h/simple", name: "my-own", environment: environment) != plain)
        #expect(
            PackageIndex("https://me:pw@h/simple", name: "a")
                == PackageIndex(
                    "https://h/simple",
                    name: "a",
                    environment: ["FLASH_INDEX_A_USERNAME": "me", "FLASH_INDEX_A_PASSWORD": "pw"]
                )
        )
        #expect(PackageIndex("https://h/simple", environment: environment) == plain)
        #expect(PackageIndex("https://h/simple", name: "my-own", environment: environment)?.url == "https://h/simple")
    }
}
