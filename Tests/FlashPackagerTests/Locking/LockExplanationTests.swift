import Foundation
import ManifestGen
import Testing

@testable import FlashPackager

/// The full texts of what an index and a project make unsatisfiable, from the project's own lines on.
@Suite struct LockExplanationTests {
    struct Conflict: CustomTestStringConvertible, Sendable {
        var name: String
        var files: [String: String]
        var exclusions: [String] = []
        var place: String
        var text: String

        var testDescription: String { name }
    }

    private static let index = Result { try LoopbackIndex(projects) }

    private static let projects: [String: [String: LoopbackIndex.Release]] = [
        "app": ["1.0": .init(requires: ["lib<2"]), "1.1": .init(requires: ["lib<2"])],
        "lib": ["1.0": .init(), "2.0": .init()], "late": ["1.0": .init(), "2.0": .init(python: ">=3.13")],
        "windows": ["1.0": .init(tag: "cp312-cp312-win_amd64")], "source": ["1.0": .init(isSource: true)],
        "gone": ["1.0": .init(yanked: "breaks imports")],
    ]

    private static let worker = """
        from runpod_flash import remote, LiveServerless

        config = LiveServerless(name="worker")


        @remote(config, dependencies=["numpy; sys_platform == 'win32'", "lib>=2"])
        async def embed(data):
            return data

        """

    @Test(
        arguments: [
            Conflict(
                name: "the decorator that asked",
                files: ["worker.py": worker, "requirements.txt": "# the rest\napp>1\n"],
                place: "requirements.txt:2",
                text: """
                    Because requirements.txt:2 asks for app>1, app 1.1 depends on lib<2 and worker.py:6 (@remote embed) \
                    asks for lib>=2, the requirements cannot be satisfied.
                    """
            ),
            Conflict(
                name: "another hash",
                files: ["requirements.txt": "app==1.0 --hash=sha256:\(String(repeating: "0", count: 64))\n"],
                place: "requirements.txt:1",
                text: """
                    Because requirements.txt:1 asks for app==1.0 and app 1.0 has no wheel with a hash that the \
                    requirements allow, the requirements cannot be satisfied.
                    """
            ),
            Conflict(
                name: "no hash",
                files: ["requirements.txt": "--require-hashes\nlib\n"],
                place: "requirements.txt:2",
                text: """
                    Because requirements.txt:2 asks for lib and every version of lib has no --hash, which \
                    --require-hashes or a --hash elsewhere makes necessary, the requirements cannot be satisfied.
                    """
            ),
            Conflict(
                name: "another Python",
                files: ["requirements.txt": "-r more/base.txt\n", "more/base.txt": "\nlate>1\n"],
                place: "more/base.txt:2",
                text: """
                    Because more/base.txt:2 asks for late>1 and late 2.0 requires Python >=3.13 (the target has \
                    3.12.1), the requirements cannot be satisfied.
                    """
            ),
            Conflict(
                name: "no wheel for the target",
                files: ["requirements.txt": "windows\n"],
                place: "requirements.txt:1",
                text: """
                    Because requirements.txt:1 asks for windows and windows 1.0 has no wheel for Python 3.12.1 on \
                    manylinux_2_35_x86_64 (only for win_amd64), the requirements cannot be satisfied.
                    """
            ),
            Conflict(
                name: "only a source distribution",
                files: ["requirements.txt": "source\n"],
                place: "requirements.txt:1",
                text: """
                    Because requirements.txt:1 asks for source and source 1.0 is only a source distribution (no \
                    version has a wheel for the target), the requirements cannot be satisfied.
                    """
            ),
            Conflict(
                name: "yanked",
                files: ["requirements.txt": "gone\n"],
                place: "requirements.txt:1",
                text: """
                    Because requirements.txt:1 asks for gone and gone 1.0 was yanked (breaks imports), the \
                    requirements cannot be satisfied.
                    """
            ),
            Conflict(
                name: "a limit, and an excluded package that has no say",
                files: ["requirements.txt": "lib>5\napp\n-c limits.txt\n", "limits.txt": "app<1\n"],
                exclusions: ["lib"],
                place: "limits.txt:1",
                text: """
                    Because requirements.txt:2 asks for app, no version of app matches <1 (newest is 1.1) and \
                    limits.txt:1 limits app to <1, the requirements cannot be satisfied.
                    """
            ),
        ],
        ["html", "json"]
    )
    func tells(conflict: Conflict, form: String) async throws {
        let fixture = try LockingFixture(Self.index.get(), conflict.files)
        let files = conflict.files["worker.py"] == nil ? ["requirements.txt"] : []
        let root = fixture.project.root + "/"
        do throws(BuildFailure) {
            let report = try await fixture.lock(form, files: files) { options, _ in
                options.exclusions = conflict.exclusions
            }
            Issue.record("locked \(report.packages.map(\.name))")
        } catch {
            #expect(error.exitStatus == 65)
            let message = error.message.replacing(root, with: "")
            #expect(message == "The requirements cannot be satisfied.\n" + conflict.text)
            let place = try #require(error.location)
            #expect("\(place.file):\(place.line)".replacing(root, with: "") == conflict.place)
        }
    }
}
