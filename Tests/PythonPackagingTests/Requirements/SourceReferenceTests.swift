import Digests
import PythonPackaging
import Testing

@Suite struct SourceReferenceTests {
    @Test(
        arguments: [
            ("git+https://host/x.git", SourceReference.Place.repository(url: "https://host/x.git", revision: nil), nil),
            ("git+https://host/x@v1.0", .repository(url: "https://host/x", revision: "v1.0"), nil),
            (
                "git+https://host/x@feature/y#subdirectory=a/./b",
                .repository(url: "https://host/x", revision: "feature/y"), "a/b"
            ),
            ("git+https://u:p@host/x", .repository(url: "https://u:p@host/x", revision: nil), nil),
            ("git+ssh://git@host/x.git@main", .repository(url: "ssh://git@host/x.git", revision: "main"), nil),
            ("git+file:///srv/x", .repository(url: "file:///srv/x", revision: nil), nil),
            ("https://host/a/x-1.0.tar.gz#subdirectory=.", .remoteArchive(url: "https://host/a/x-1.0.tar.gz"), nil),
            ("https://host/archive/main.zip?x=1", .remoteArchive(url: "https://host/archive/main.zip?x=1"), nil),
            ("./lib", .directory(path: "lib"), nil),
            ("../lib/", .directory(path: "../lib"), nil),
            (".", .directory(path: "."), nil),
            ("file:///a/b%20c#subdirectory=d", .directory(path: "/a/b c"), "d"),
            ("./x-1.0.zip", .localArchive(path: "x-1.0.zip"), nil),
        ] as [(String, SourceReference.Place, String?)]
    )
    func reads(text: String, place: SourceReference.Place, subdirectory: String?) throws {
        let reference = try #require(SourceReference(text))
        #expect(reference.place == place)
        #expect(reference.subdirectory == subdirectory)
    }

    @Test(arguments: [
        "https://host/x-1.0-py3-none-any.whl", "./x-1.0-py3-none-any.whl", "numpy", "", "hg+https://host/x",
        "git+https://host", "git+git@host:x.git", "git@host:x.git", "git+https://host/x@", "git+https://host/x@--evil",
        "git+https://host/x@a..b", "git+https://host/x#subdirectory=../y", "git+https://host/x#subdirectory=/y",
        "git+https://host/x#subdirectory=../\u{301}y", "git+https://host/x@-\u{301}u",
        "git+ext::sh -c evil", "file://other/x", "https://host/x.tar.gz#sha256=00",
    ])
    func refuses(text: String) {
        #expect(SourceReference(text) == nil)
    }

    @Test func hidesSecretsButKeepsTheUserOfSSH() throws {
        let secret = try #require(SourceReference("git+https://user:pw@host/x@main#subdirectory=a"))
        #expect(secret.description == "git+https://host/x@main#subdirectory=a")
        let ssh = try #require(SourceReference("git+ssh://git:pw@host/x"))
        #expect(ssh.repositoryURL == "ssh://git@host/x")
    }

    @Test(arguments: [
        ("https://u:\u{301}pw@host/x", "git+https://host/x"),
        ("https://u:pw@\u{301}host/x", "git+https://\u{301}host/x"),
        ("ssh://git:\u{301}pw@host/x", "git+ssh://git@host/x"),
        ("ssh://git:pw@\u{301}host/x", "git+ssh://git@\u{301}host/x"),
    ])
    func hidesSecretsBesideCombiningCharacters(url: String, shown: String) throws {
        #expect(try #require(SourceReference("git+" + url)).description == shown)
        #expect(!url.redactingCredentials.contains("pw"))
        #expect(!"https://\u{301}u:pw@host/x".redactingCredentials.contains("pw"))
        #expect(!"https://\u{301}u:pw@host/x".removingCredentials.contains("pw"))
    }

    @Test func findsTheRevisionBesideCombiningCharacters() throws {
        let reference = try #require(SourceReference("git+https://u:pw@host/\u{301}x@\u{301}v1"))
        #expect(reference.place == .repository(url: "https://u:pw@host/\u{301}x", revision: "\u{301}v1"))
    }

    @Test(arguments: ["a#b", "a%20b", "../x", "/a b", "\u{301}x/\u{301}y"])
    func refersToLockedDirectories(path: String) {
        let source = LockFile.Source.directory(path: path, subdirectory: "s", digest: SHA256Digest(of: ""))
        #expect(source.reference?.place == .directory(path: path))
        #expect(source.reference?.subdirectory == "s")
    }

    @Test(arguments: [
        ("file:///a/../\u{301}b", "/\u{301}b"), ("file:///\u{301}a/../b", "/b"), ("./\u{301}a/../../b", "../b"),
        ("file://\u{301}host/b", nil), ("file://localhost/\u{301}b", "/\u{301}b"),
    ])
    func readsLocalPathsByBytes(reference: String, path: String?) {
        #expect(LocalReference.path(of: reference) == path)
    }

    @Test func readsRequirementFiles() throws {
        let text = """
            ./my lib[b,a] ; python_version >= '3'
            -e .
            -e ../other
            git+https://host/x
            -e git+https://host/y@v1#egg=Y.z[fast]
            https://host/p-q-1.0.tar.gz
            r @ git+https://host/r#subdirectory=s
            ./s-2.0.tar.gz
            file:///abs/t
            """
        let file = try RequirementsFile(path: "sub/requirements.txt") { _ in Array(text.utf8) }
        #expect(
            file.sources.map(\.reference) == [
                "./sub/my%20lib", "./sub", "./other", "git+https://host/x", "file:///abs/t",
            ]
        )
        #expect(file.sources[0].extras.map(\.normalized) == ["a", "b"])
        #expect(file.sources[0].marker != nil)
        #expect(
            file.requirements.map(\.requirement.description) == [
                "y-z[fast] @ git+https://host/y@v1#egg=Y.z[fast]", "p-q @ https://host/p-q-1.0.tar.gz",
                "r @ git+https://host/r#subdirectory=s", "s @ ./sub/s-2.0.tar.gz",
            ]
        )
        #expect(file.notes.count == 1)
        let named = file.sources[0].named(PackageName(normalizing: "lib"))
        #expect(named.requirement.description == "lib[a,b] @ ./sub/my%20lib ; python_version >= \"3\"")
    }

    @Test(arguments: [
        ("my_project-1.0.tar.gz", "my-project", "1.0"), ("My.Project-1.0.post1.zip", "my-project", "1.0.post1"),
        ("a-b-2-c-1.5rc1.tgz", "a-b-2-c", "1.5rc1"), ("python-dateutil-2.9.0.tar.gz", "python-dateutil", "2.9.0"),
    ])
    func splitsFileNames(filename: String, name: String, version: String) throws {
        let parsed = try #require(SourceFilename(filename))
        #expect(parsed.name.normalized == name)
        #expect(parsed.version == (try Version(version)))
    }

    @Test(arguments: ["main.zip", "x-1.0.whl", "x-1.0", "-1.0.tar.gz", "a/x-1.0.tar.gz", "x-.tar.gz"])
    func refusesFileNames(filename: String) {
        #expect(SourceFilename(filename) == nil)
    }

    @Test(arguments: [
        ("Metadata-Version: 2.2\nName: x\nVersion: 1", true),
        ("Metadata-Version: 2.4\nName: x\nVersion: 1\nDynamic: License", true),
        ("Metadata-Version: 2.1\nName: x\nVersion: 1", false),
        ("Metadata-Version: 2.2\nName: x\nVersion: 1\nDynamic: requires-dist", false),
        ("Metadata-Version: 2.2\nName: x\nVersion: 1\nDynamic: Provides-Extra", false),
        ("Name: x\nVersion: 1", false),
    ])
    func trustsMetadataOfSourcesByPEP643(text: String, isReliable: Bool) {
        #expect(CoreMetadata.isReliable(inSource: Array(text.utf8)) == isReliable)
    }

    @Test(
        arguments: [
            (["x"], [], false, true, true), ([], ["x"], true, false, true), ([":all:"], [], false, true, false),
            ([":all:"], ["x"], true, false, false), (["x"], [":all:"], false, true, true),
        ] as [([String], [String], Bool, Bool, Bool)]
    )
    func followsPipsFormatControl(
        noBinary: [String],
        onlyBinary: [String],
        usesWheels: Bool,
        usesSources: Bool,
        othersUseWheels: Bool
    ) {
        var policy = SourcePolicy(allowsBuilds: true)
        for text in noBinary { policy.noBinary.add(text) }
        for text in onlyBinary { policy.onlyBinary.add(text) }
        let name = PackageName(normalizing: "x")
        #expect(policy.usesWheels(of: name) == usesWheels)
        #expect(policy.usesSources(of: name) == usesSources)
        #expect(policy.usesWheels(of: PackageName(normalizing: "other")) == othersUseWheels)
    }
}
