import PythonPackaging
import Testing

/// Damaged project files and foreign locks end in an error at a line they have, or in values; never in a crash.
@Suite struct DamagedProjectTests {
    private static let project = """
        [project]
        name = "demo"
        dependencies = ["a", "demo[x]; os_name == 'posix'"]
        optional-dependencies.x = ["b", "demo[y]"]
        optional-dependencies.y = ["demo[x]"]
        [dependency-groups]
        g = ["c", {include-group = "h"}]
        h = [{include-group = "i"}, "demo[y]"]
        i = []
        [tool.flash]
        overrides = ["d<1"]
        """
    private static let script =
        "import os\n# /// script\n# requires-python = '>=3.11'\n# dependencies = [\n#   'a',\n# ]\n# ///\n"
    private static let uv = """
        version = 1
        [[package]]
        name = "a"
        version = "1.0"
        source = { registry = "https://pypi.org/simple" }
        resolution-markers = ["python_full_version >= '3.11'"]
        [[package]]
        name = "a"
        version = "2.0"
        source = { registry = "https://pypi.org/simple" }
        """
    private static let pylock = """
        lock-version = "1.0"
        created-by = "x"
        [[packages]]
        name = "a"
        version = "1"
        marker = "os_name == 'posix'"
        """

    @Test func projects() {
        var mutations = Mutations(seed: 735)
        for _ in 0..<1_500 {
            let damaged = mutations.damage(Self.project)
            let lines = damaged.count { $0 == UInt8(ascii: "\n") } + 1
            do throws(ProjectSettingsError) {
                let settings = try ProjectSettings(damaged)
                let requirements = try settings.requirements(
                    groups: settings.dependencyGroups.names.map { DependencySelection(name: $0) },
                    extras: settings.optionalDependencies.names.map { DependencySelection(name: $0) }
                )
                for declared in requirements {
                    #expect((1...lines).contains(declared.origin.line))
                    #expect(declared.requirement.name != settings.projectName || declared.requirement.url != nil)
                }
            } catch {
                #expect((0...lines).contains(error.line))
            }
        }
    }

    @Test func scripts() {
        var mutations = Mutations(seed: 723)
        for _ in 0..<1_500 {
            let damaged = mutations.damage(Self.script)
            let lines = damaged.count { $0 == UInt8(ascii: "\n") } + 1
            do throws(ProjectSettingsError) {
                let metadata = try InlineMetadata(source: damaged, file: "worker.py")
                for declared in metadata.dependencies { #expect((1...lines).contains(declared.origin.line)) }
            } catch {
                #expect((1...lines).contains(error.line), "\(error)")
            }
        }
    }

    @Test(arguments: [(ForeignLock.Format.uv, uv), (.pylock, pylock)])
    func foreignLocks(format: ForeignLock.Format, text: String) {
        let environment = TargetPlatform.standard.markerEnvironment
        var mutations = Mutations(seed: 751)
        for _ in 0..<1_500 {
            let damaged = mutations.damage(text)
            let lines = damaged.count { $0 == UInt8(ascii: "\n") } + 1
            do throws(LockFileError) {
                _ = try ForeignLock(damaged, format: format, environment: environment)
            } catch {
                #expect((0...lines).contains(error.line))
            }
        }
    }
}
