@testable import PythonPackaging

extension Harness {
    static let markers = Harness(name: "markers", longestInput: 512) { input in
        let text = input.text
        let marker: Marker
        do throws(RequirementError) {
            marker = try Marker(text)
        } catch {
            expectPlace(error, in: text)
            return
        }
        let printed = marker.description
        let again = expectNoError("'\(printed)' was printed") { try Marker(printed) }
        expect(again == marker && again.hashValue == marker.hashValue, "\(printed) is read back differently")
        expect(again.description == printed, "\(printed) is printed differently the second time")
        expect(again.mentionsExtra == marker.mentionsExtra, "\(printed) mentions extras differently")
        for environment in environments {
            for extras in extras {
                let holds = marker.evaluate(in: environment, extras: extras)
                expect(again.evaluate(in: environment, extras: extras) == holds, "\(printed) is evaluated differently")
                expectSense(marker, environment, extras, holds)
                guard !marker.mentionsExtra else { continue }
                expect(marker.evaluate(in: environment) == holds, "\(printed) depends on extras without naming any")
            }
        }
    }

    private static let environments = [
        MarkerEnvironment(cpython: PythonVersion(major: 3, minor: 12, patch: 12)),
        MarkerEnvironment([
            .pythonVersion: "3.9", .pythonFullVersion: "3.9.1rc1", .sysPlatform: "win32", .osName: "nt",
            .platformRelease: "6.8.0-51-generic", .platformVersion: "#3 on degas", .implementationVersion: "",
        ]),
    ]

    private static let extras = ["", "test", "test gpu-all"].map { names in
        Set(names.split(separator: " ").map { PackageName(normalizing: String($0)) })
    }

    /// `and` and `or` are what they are everywhere.
    private static func expectSense(
        _ marker: Marker,
        _ environment: MarkerEnvironment,
        _ extras: Set<PackageName>,
        _ holds: Bool
    ) {
        guard extras.count <= 1 else { return }
        switch marker {
        case .compare: break
        case .all(let parts):
            let all = parts.allSatisfy { $0.evaluate(in: environment, extras: extras) }
            expect(all == holds, "\(marker) does not follow from its parts")
        case .any(let parts):
            let any = parts.contains { $0.evaluate(in: environment, extras: extras) }
            expect(any == holds, "\(marker) does not follow from its parts")
        }
    }
}
