@testable import PythonPackaging

extension Harness {
    static let settings = Harness(name: "settings", longestInput: 4096) { input in
        do throws(ProjectSettingsError) {
            let settings = try ProjectSettings(input)
            for declared in settings.dependencies + settings.constraints + settings.overrides {
                expectReadBack(declared.requirement)
            }
            if let limit = settings.sizeLimit { expect(limit > 0, "no room at all") }
            let groups = settings.dependencyGroups.names + settings.groups.map(\.name)
            let extras = settings.optionalDependencies.names + settings.extras.map(\.name)
            let all = try settings.requirements(
                groups: groups.map { DependencySelection(name: $0, line: 1) },
                extras: extras.map { DependencySelection(name: $0, line: 1) }
            )
            for declared in all { expectReadBack(declared.requirement) }
        } catch {
            expect(!error.description.isEmpty, "no message")
        }
    }

    static let scripts = Harness(name: "scripts", longestInput: 4096) { input in
        do throws(ProjectSettingsError) {
            let script = try InlineMetadata(source: input, file: "a.py")
            for declared in script.dependencies {
                expectReadBack(declared.requirement)
                let lines = 1 + input.count { $0 == 0x0A }
                expect((1...lines).contains(declared.origin.line), "line \(declared.origin.line) does not exist")
            }
        } catch {
            expect(!error.description.isEmpty, "no message")
            expect(error.line <= 1 + input.count { $0 == 0x0A }, "line \(error.line) does not exist")
        }
    }
}
