import ArtifactCache
import Digests
import Foundation
import ManifestGen
import Synchronization
import Testing

@testable import FlashPackager

@Suite struct IncrementalBuildTests {
    /// A change to a built project, its outputs, or the way it is built.
    enum Change: String, CaseIterable, CustomTestStringConvertible {
        case sameSizeEdit, sameSizeEditWithTimeRestored, touchedFile, newFile, removedFile, executableFile
        case requirementsEdit, includedRequirementsEdit, quotedVariable, lockAppears
        case removedArchive, removedManifest, tamperedArchive, tamperedManifest, shortenedArchive
        case otherExclusions, otherConstraints, constraintsEdit, prereleases, otherSizeLimit, otherEpoch, otherTool,
            refresh

        var testDescription: String { rawValue }
    }

    private let project: TemporaryTree
    private let stores: TemporaryTree

    init() throws {
        project = try TemporaryTree([
            "worker.py": """
            from runpod_flash import remote, LiveServerless

            config = LiveServerless(name="worker")


            @remote(resource_config=config)
            async def work(data):
                return {"answer": 41, "data": data}

            """,
            "data.txt": "data",
            "requirements.txt": "# none of ${QUOTED}\n-r more/base.txt\n",
            "more/base.txt": "# none yet\n",
        ])
        try project.link("nowhere", to: "gone")
        stores = try TemporaryTree(["constraints.txt": "# no limits\n"])
        setTimes(project.path("data.txt"), to: 1_000_000)
    }

    private func options(store: String = "store") -> BuildOptions {
        var environment = ProcessInfo.processInfo.environment
        environment["QUOTED"] = "packages"
        var options = BuildOptions(directory: project.root, environment: environment)
        options.constraintFiles = [stores.path("constraints.txt")]
        options.cachePath = stores.path(store)
        options.digestsTarStream = true
        return options
    }

    private func build(
        _ options: BuildOptions,
        tool: String = "tool 1"
    ) async throws -> (report: BuildReport, messages: [String]) {
        let observer = Messages()
        let report = try await Build(options: options, observer: observer, tool: tool).run()
        return (report, observer.all)
    }

    private var archive: String { project.path(".flash/artifact.tar.gz") }
    private var manifest: String { project.path(".flash/flash_manifest.json") }

    @Test func repeatsTheReportWhileNothingChanges() async throws {
        let first = try await build(options())
        let before = try #require(FileIdentity(at: archive))
        let second = try await build(options())
        #expect(!first.report.isUpToDate)
        #expect(second.report.isUpToDate)
        #expect(FileIdentity(at: archive) == before)
        #expect(second.messages == first.messages)
        #expect(second.messages.contains { $0.contains("nowhere") })
        #expect(second.report.artifact?.sha256 == first.report.artifact?.sha256)
        #expect(second.report.artifact?.tarSHA256 == first.report.artifact?.tarSHA256)
        #expect(second.report.manifest?.sha256 == first.report.manifest?.sha256)
        #expect(second.report.resources.map(\.functions) == [["work"]])
        #expect(second.report.diagnostics == first.report.diagnostics)
        #expect(second.report.projectFiles == first.report.projectFiles)
    }

    @Test func findsTheTarDigestWhenItIsAskedFor() async throws {
        var plain = options()
        plain.digestsTarStream = false
        let without = try await build(plain).report
        #expect(without.artifact?.tarSHA256 == nil)
        let with = try await build(options()).report
        #expect(!with.isUpToDate)
        #expect(with.artifact?.sha256 == without.artifact?.sha256)
        let again = try await build(plain).report
        #expect(again.isUpToDate)
        #expect(again.artifact?.tarSHA256 == with.artifact?.tarSHA256)
        #expect(again.artifact?.tarSHA256 != nil)
    }

    @Test(arguments: Change.allCases)
    func buildsAgainAfter(_ change: Change) async throws {
        _ = try await build(options())
        #expect(try await build(options()).report.isUpToDate)
        var changed = options()
        var tool = "tool 1"
        try apply(change, &changed, &tool)
        let again = try await build(changed, tool: tool).report
        #expect(!again.isUpToDate)
        let incremental = try Data(contentsOf: URL(fileURLWithPath: archive))
        let incrementalManifest = try Data(contentsOf: URL(fileURLWithPath: manifest))

        // The same as if there had never been another build.
        changed.cachePath = stores.path("fresh")
        let fresh = try await build(changed, tool: tool).report
        #expect(!fresh.isUpToDate)
        #expect(try Data(contentsOf: URL(fileURLWithPath: archive)) == incremental)
        #expect(try Data(contentsOf: URL(fileURLWithPath: manifest)) == incrementalManifest)
        #expect(fresh.artifact?.sha256 == again.artifact?.sha256)
        #expect(fresh.artifact?.tarSHA256 == again.artifact?.tarSHA256)
    }

    @Test func acceptsACopiedArchiveWithTheSameContent() async throws {
        _ = try await build(options())
        let content = try Data(contentsOf: URL(fileURLWithPath: archive))
        try FileManager.default.removeItem(atPath: archive)
        try content.write(to: URL(fileURLWithPath: archive))
        #expect(try await build(options()).report.isUpToDate)
        #expect(try await build(options()).report.isUpToDate)
    }

    @Test func keepsTheOutputsOfTwoNamesApart() async throws {
        var other = options()
        other.outputName = "other.tar.gz"
        _ = try await build(options())
        #expect(try await !build(other).report.isUpToDate)
        #expect(try await build(other).report.isUpToDate)
        #expect(try await build(options()).report.isUpToDate)
    }

    private func apply(_ change: Change, _ options: inout BuildOptions, _ tool: inout String) throws {
        let source = project.path("worker.py")
        switch change {
        case .sameSizeEdit, .sameSizeEditWithTimeRestored:
            let before = try #require(FileIdentity(at: source))
            let text = try String(contentsOfFile: source, encoding: .utf8)
            let handle = try #require(FileHandle(forWritingAtPath: source))
            handle.write(Data(text.replacingOccurrences(of: "41", with: "42").utf8))
            try handle.close()
            if change == .sameSizeEditWithTimeRestored { setTimes(source, to: before.modified) }
            #expect(FileIdentity(at: source)?.bytes == before.bytes)
        case .touchedFile: setTimes(source, to: FileIdentity.now + 60_000_000_000)
        case .newFile: try project.write("helper.py", "VALUE = 1\n")
        case .removedFile: try FileManager.default.removeItem(atPath: project.path("data.txt"))
        case .executableFile: #expect(chmod(project.path("data.txt"), 0o755) == 0)
        case .requirementsEdit: try project.write("requirements.txt", "# still none\n-r more/base.txt\n")
        case .includedRequirementsEdit: try project.write("more/base.txt", "# none even now\n")
        case .quotedVariable: options.environment["QUOTED"] = "wheels"
        case .lockAppears:
            try project.write("pylock.flash.toml", "lock-version = \"1.0\"\ncreated-by = \"test\"\npackages = []\n")
        case .removedArchive: try FileManager.default.removeItem(atPath: archive)
        case .removedManifest: try FileManager.default.removeItem(atPath: manifest)
        case .tamperedArchive: try tamper(archive)
        case .tamperedManifest: try tamper(manifest)
        case .shortenedArchive: #expect(truncate(archive, 100) == 0)
        case .otherExclusions: options.exclusions = ["torch"]
        case .otherConstraints: options.constraintFiles = [project.path("more/base.txt")]
        case .constraintsEdit: try stores.write("constraints.txt", "# other limits\n")
        case .prereleases: options.allowsPrereleases = true
        case .otherSizeLimit: options.sizeLimit = 100 << 20
        case .otherEpoch: options.environment["SOURCE_DATE_EPOCH"] = "1700000000"
        case .otherTool: tool = "tool 2"
        case .refresh: options.refreshesIndex = true
        }
    }

    /// Flips a bit in the middle and puts the modification time back.
    private func tamper(_ path: String) throws {
        let before = try #require(FileIdentity(at: path))
        let handle = try #require(FileHandle(forUpdatingAtPath: path))
        try handle.seek(toOffset: before.bytes / 2)
        let byte = try #require(try handle.read(upToCount: 1)?.first)
        try handle.seek(toOffset: before.bytes / 2)
        handle.write(Data([byte ^ 1]))
        try handle.close()
        setTimes(path, to: before.modified)
        #expect(FileIdentity(at: path)?.bytes == before.bytes)
    }

    private func setTimes(_ path: String, to nanoseconds: Int64) {
        let time = timespec(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
        #expect(utimensat(AT_FDCWD, path, [time, time], 0) == 0)
    }
}

/// Collects what a build tells.
private final class Messages: BuildObserver {
    private let messages = Mutex<[String]>([])

    var all: [String] { messages.withLock { $0 } }

    func observe(_ event: BuildEvent) {
        switch event {
        case .warning(let message): messages.withLock { $0.append(message) }
        case .diagnostic(let diagnostic): messages.withLock { $0.append("\(diagnostic.code) \(diagnostic.message)") }
        default: break
        }
    }
}
