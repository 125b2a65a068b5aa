import ManifestGen
import PythonPackaging
import Testing

@testable import FlashPackager

@Suite struct RequirementCollectionTests {
    private let tree: TemporaryTree

    init() throws {
        tree = try TemporaryTree([
            "requirements.txt": "six\n",
            "pyproject.toml": """
            [project]
            name = "demo"
            dependencies = ["attrs"]
            optional-dependencies.web = ["flask", "demo[api]"]
            optional-dependencies.api = ["pydantic"]
            [dependency-groups]
            deploy = ["numpy", "demo[api]"]
            [tool.flash]
            constraints = ["idna<4"]
            overrides = ["urllib3<3"]
            """,
            "limits/constraints.txt": "# pinned\nclick<9\n-r more.txt\n",
            "limits/more.txt": "${LIMIT}\n",
            "limits/overrides.txt": "protobuf==6.31.1\n-c more.txt\n",
            "script.py": "# /// script\n# requires-python = '>=3.11'\n# dependencies = ['rich']\n# ///\n",
        ])
    }

    private func options(change: (inout BuildOptions) -> Void = { _ in }) -> BuildOptions {
        var options = BuildOptions(directory: tree.root, environment: ["LIMIT": "werkzeug<4"])
        change(&options)
        return options
    }

    private func collection(_ options: BuildOptions) async throws -> RequirementCollection {
        try await RequirementCollection(try Project(options), options)
    }

    @Test func addsGroupsAndExtrasBesideRequirementFiles() async throws {
        let plain = try await collection(options())
        #expect(plain.requirements.map(\.description) == ["six (requirements.txt:1)"])
        #expect(plain.constraints.map(\.description) == ["idna<4 (pyproject.toml:9)"])
        #expect(plain.overrides.map(\.description) == ["urllib3<3 (pyproject.toml:10)"])
        let chosen = try await collection(
            options {
                $0.groups = ["Deploy"]
                $0.extras = ["web"]
            }
        )
        #expect(
            chosen.requirements.map(\.description) == [
                "six (requirements.txt:1)", "numpy (pyproject.toml:7)", "pydantic (pyproject.toml:5)",
                "flask (pyproject.toml:4)",
            ]
        )
    }

    @Test func readsTheFilesOfTheCommandLine() async throws {
        let chosen = try await collection(
            options {
                $0.constraintFiles = [tree.path("limits/constraints.txt")]
                $0.overrideFiles = [tree.path("limits/overrides.txt")]
            }
        )
        #expect(
            chosen.constraints.map(\.requirement.description) == ["idna<4", "click<9", "werkzeug<4", "werkzeug<4"]
        )
        #expect(chosen.overrides.map(\.requirement.description) == ["urllib3<3", "protobuf==6.31.1"])
        #expect(chosen.requirements.map(\.requirement.description) == ["six"])
        #expect(chosen.quotesEnvironment)
        let read = Set(chosen.reads.map(\.path))
        #expect(
            read.isSuperset(of: ["constraints.txt", "more.txt", "overrides.txt"].map { tree.path("limits/\($0)") })
        )
    }

    @Test func readsFilesAlone() async throws {
        let alone = try await RequirementCollection(files: [tree.path("limits/more.txt")], options())
        #expect(alone.requirements.map(\.requirement.description) == ["werkzeug<4"])
        #expect(alone.constraints.isEmpty && alone.overrides.isEmpty)
        #expect(alone.reads.map(\.path) == [tree.path("limits/more.txt")])
    }

    @Test(
        arguments: [
            (["depoly"], [], "There is no dependency group 'depoly'.", "Did you mean deploy?"),
            ([], ["wbe"], "There is no extra 'wbe'.", "Did you mean web?"),
            ([], ["something"], "There is no extra 'something'.", "There is web, api."),
        ] as [([String], [String], String, String)]
    )
    func refusesUnknownNames(groups: [String], extras: [String], message: String, hint: String) async throws {
        let options = options {
            $0.groups = groups
            $0.extras = extras
        }
        do throws(BuildFailure) {
            _ = try await RequirementCollection(try Project(options), options)
            Issue.record("accepted")
        } catch {
            #expect(error.message == message)
            #expect(error.hint == hint)
            #expect(error.exitStatus == 65)
        }
    }

    @Test func checksThePythonOfScriptBlocks() async throws {
        var options = options()
        let project = try Project(options)
        var collection = try await RequirementCollection(project, options)
        let script = try #require(project.files.first { $0.path == "script.py" })
        try collection.addScriptBlock(of: script)
        #expect(collection.requirements.map(\.description) == ["six (requirements.txt:1)", "rich (script.py:3)"])
        _ = try Target(options, collection)
        options.pythonVersion = "3.10"
        do throws(BuildFailure) {
            _ = try Target(options, collection)
            Issue.record("accepted")
        } catch {
            #expect(error.code == "requires-python")
            #expect(error.location?.description == "script.py:2:1")
        }
    }
}
