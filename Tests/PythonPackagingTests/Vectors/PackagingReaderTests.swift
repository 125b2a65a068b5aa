import Testing

@testable import PythonPackaging

/// Hands our readers of dependency groups and lock files what packaging's tests hand to its own.
///
/// `direct_url.json` (PEP 610) is left out: installers write it, and an artifact neither holds nor needs one.
@Suite(.enabled(if: PackagingVectors.canBeMade, "the source distribution of packaging cannot be fetched"))
struct PackagingReaderTests {
    let cases: PackagingCases

    init() throws {
        cases = try #require(PackagingCases.shared)
    }

    @Test func resolvesDependencyGroups() throws {
        let calls = cases.calls.filter { $0.kind == "dependency-groups" }
        #expect(calls.count > 30)
        for call in calls {
            let groups = try #require(call.input.first as? [String: Any])
            let nodes = groups.mapValues { TOMLNode(value: Self.value($0), line: 1) }
            let name = call.input.dropFirst().first as? String ?? groups.keys.min() ?? ""
            let requirements = try? NamedDependencies(table: "dependency-groups", file: "pyproject.toml", nodes)
                .requirements(ofGroups: [DependencySelection(name: name)])
            #expect((requirements == nil) == (call.error != nil), "\(call.input)")
            guard let requirements, let expected = call.result as? [String] else { continue }
            let texts = Set(try expected.map { try Requirement($0).description })
            #expect(Set(requirements.map(\.requirement.description)) == texts, "\(call.input)")
        }
    }

    @Test func readsVersionsOfLockFiles() throws {
        let calls = cases.calls.filter { $0.kind == "pylock" && $0.error == nil }
        #expect(calls.count > 30)
        for call in calls {
            let document = try #require(call.input.first as? [String: Any])
            let environment = TargetPlatform.standard.markerEnvironment
            let lock = try ForeignLock(Self.toml(document), format: .pylock, environment: environment)
            for package in document["packages"] as? [[String: Any]] ?? [] {
                let isUnique = (document["packages"] as? [Any])?.count == 1
                let isFromIndex = ["vcs", "directory", "archive"].allSatisfy { package[$0] == nil }
                guard let name = package["name"] as? String, isUnique, isFromIndex else { continue }
                let version = package["version"] as? String
                #expect(lock.versions[PackageName(normalizing: name)] == version.flatMap { try? Version($0) })
            }
        }
    }

    @Test func refusesMalformedLockFiles() throws {
        // A build does not read these keys, so mistakes in them do not matter to it.
        let unread = ["environments", "extras", "dependency-groups"]
        let calls = cases.calls.filter { $0.kind == "pylock" && $0.error != nil }
        #expect(calls.count > 25)
        for call in calls {
            let document = try #require(call.input.first as? [String: Any])
            let isEmpty = (document["packages"] as? [Any])?.isEmpty == true
            if isEmpty, unread.contains(where: { document[$0] != nil }) { continue }
            #expect(throws: LockFileError.self, "\(document)") { try LockFile(Self.toml(document)) }
        }
    }

    private static func toml(_ document: [String: Any]) -> [UInt8] {
        var writer = TOMLWriter()
        for (key, content) in document { writer.set(key, written(content)) }
        return Array(writer.text.utf8)
    }

    private static func written(_ content: Any) -> TOMLWriter.Value {
        switch content {
        case let text as String: .text(text)
        case let list as [Any]: .list(list.map(written))
        case let table as [String: Any]: .table(table.map { ($0.key, written($0.value)) })
        case let number as UInt64: .number(number)
        default: .flag(true)
        }
    }

    private static func value(_ content: Any) -> TOMLNode.Value {
        switch content {
        case let text as String: .string(text)
        case let list as [Any]: .array(list.map { TOMLNode(value: value($0), line: 1) })
        case let table as [String: Any]: .table(table.mapValues { TOMLNode(value: value($0), line: 1) })
        case let number as Int: .integer(number)
        default: .other("")
        }
    }
}
