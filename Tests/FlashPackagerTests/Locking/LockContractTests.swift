import Foundation
import Testing

@testable import FlashPackager

/// What scripts rely on: the JSON of a lock, and what its options change.
@Suite struct LockContractTests {
    private static let index = Result { try LoopbackIndex(projects) }

    private static let projects: [String: [String: LoopbackIndex.Release]] = [
        "app": ["1.0": .init(requires: ["lib>=1", "lib; extra == 'Two_Words'"])],
        "lib": ["1.0": .init(), "2.0rc1": .init()],
        "tagged": ["1.0": .init(), "2.0": .init(tag: "cp312-cp312-manylinux_2_34_x86_64")],
        "late": ["1.0": .init(), "2.0": .init(python: ">=3.12.2")],
    ]

    private struct Lock: Decodable, Equatable {
        struct Package: Decodable, Equatable {
            var name: String
            var version: String
            var filename: String
            var sha256: String
            var bytes: UInt64
            var extras: [String]
            var requiredBy: [String]

            enum CodingKeys: String, CodingKey {
                case name, version, filename, sha256, bytes, extras
                case requiredBy = "required_by"
            }
        }

        var packages: [Package]
    }

    @Test func isOneObjectWithThePackages() async throws {
        let fixture = try LockingFixture(
            Self.index.get(),
            ["requirements.txt": "# none\n-r in/more.txt\n", "in/more.txt": "App[two.words]==1.0\n"]
        )
        let report = try await fixture.lock("html", files: ["requirements.txt"])
        let json = try JSONDecoder().decode(Lock.self, from: try JSONEncoder().encode(JSONLockReport(report)))
        let app = try #require(fixture.index.files["app-1.0-py3-none-any.whl"])
        let lib = try #require(fixture.index.files["lib-1.0-py3-none-any.whl"])
        let packages = json.packages.map { package in
            var package = package
            package.requiredBy = package.requiredBy.map { $0.replacing(fixture.project.root + "/", with: "") }
            return package
        }
        let expected = [
            Lock.Package(
                name: "app",
                version: "1.0",
                filename: "app-1.0-py3-none-any.whl",
                sha256: app.sha256,
                bytes: app.bytes,
                extras: ["two-words"],
                requiredBy: ["in/more.txt:1"]
            ),
            Lock.Package(
                name: "lib",
                version: "1.0",
                filename: "lib-1.0-py3-none-any.whl",
                sha256: lib.sha256,
                bytes: lib.bytes,
                extras: [],
                requiredBy: ["app"]
            ),
        ]
        #expect(packages == expected)
    }

    /// What an option or a line changes, as the pins it leads to.
    @Test(arguments: [
        ("lib", "", "lib==1.0"), ("lib", "--pre", "lib==2.0rc1"), ("--pre\nlib", "", "lib==2.0rc1"),
        ("lib>1", "", "lib==2.0rc1"), ("tagged", "", "tagged==2.0"),
        ("tagged", "--platform manylinux_2_28_x86_64", "tagged==1.0"),
        ("tagged", "--python-version 3.13", "tagged==1.0"), ("late", "", "late==1.0"),
        ("late", "--python-version 3.12.2", "late==2.0"), ("app", "--exclude lib", "app==1.0"),
        ("lib; python_full_version == '3.12.1'", "", "lib==1.0"), ("lib; python_full_version != '3.12.1'", "", ""),
    ])
    func followsOptions(text: String, arguments: String, pins: String) async throws {
        let fixture = try LockingFixture(Self.index.get(), ["requirements.txt": text + "\n"])
        let words = arguments.split(separator: " ").map(String.init)
        let report = try await fixture.lock("json", files: ["requirements.txt"]) { options, _ in
            switch words.first {
            case "--pre": options.allowsPrereleases = true
            case "--platform": options.platform = words[1]
            case "--python-version": options.pythonVersion = words[1]
            case "--exclude": options.exclusions = [words[1]]
            default: break
            }
        }
        #expect(report.packages.map { "\($0.name)==\($0.version)" }.joined(separator: " ") == pins)
    }
}
