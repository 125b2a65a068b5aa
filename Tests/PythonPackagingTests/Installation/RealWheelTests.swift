import Digests
import Foundation
import PythonPackaging
import Testing

@Suite(.enabled(if: !InstalledWheel.all.isEmpty, "the wheels cannot be fetched"))
struct RealWheelTests {
    private func plan(_ wheel: InstalledWheel) throws -> WheelInstallation {
        let filename = try #require(WheelFilename(wheel.filename))
        return try WheelInstallation(of: filename, entries: wheel.plannedEntries) { Array(wheel.entries[$0].content) }
    }

    private func bytes(_ file: WheelInstallation.File, of wheel: InstalledWheel) -> [UInt8] {
        switch file.content {
        case .entry(let index, _): Array(wheel.entries[index].content)
        case .generated(let bytes): bytes
        }
    }

    /// Files pip writes about itself, and those whose place or text differs on purpose.
    private func isComparable(_ path: String, _ distInfo: String) -> Bool {
        !["INSTALLER", "REQUESTED", "RECORD", "direct_url.json"].contains { path == "\(distInfo)/\($0)" }
            && !path.contains("include/")
    }

    @Test(arguments: InstalledWheel.all)
    func installsWhatPipInstalls(wheel: InstalledWheel) throws {
        let installation = try plan(wheel)
        let ours = installation.files.filter { isComparable($0.path, installation.distInfo) }
        let theirs = wheel.installed.filter { isComparable($0.path, installation.distInfo) }
        #expect(ours.map(\.path).sorted() == theirs.map(\.path).sorted())
        let pip = Dictionary(uniqueKeysWithValues: theirs.map { ($0.path, $0) })
        for file in ours {
            guard let other = pip[file.path] else { continue }
            #expect(file.isExecutable == other.isExecutable, "\(file.path)")
            let content = bytes(file, of: wheel)
            if file.path.hasPrefix("bin/") {
                let text = String(decoding: content, as: UTF8.self)
                #expect(text.hasPrefix("#!/usr/bin/env python3\n"), "\(file.path)")
                if case .entry = file.content { continue }
                let pipText = String(decoding: other.content ?? Data(), as: UTF8.self)
                let isCommand = pipText.contains("sys.exit(")
                if isCommand {
                    let calls = text.split(separator: "\n").filter { $0.contains("import ") || $0.contains("sys.exit") }
                    for call in calls { #expect(pipText.contains(call.trimmingCharacters(in: .whitespaces))) }
                } else {
                    #expect(text.split(separator: "\n").dropFirst() == pipText.split(separator: "\n").dropFirst())
                }
            } else {
                #expect(SHA256Digest(of: content).hex == other.sha256, "\(file.path)")
            }
        }
    }

    @Test(arguments: InstalledWheel.all)
    func expectsTheDigestsOfTheContent(wheel: InstalledWheel) throws {
        for file in try plan(wheel).files {
            guard case .entry(let index, let expected) = file.content else { continue }
            #expect(SHA256Digest(of: Array(wheel.entries[index].content)) == expected, "\(file.path)")
        }
    }

    /// Python's own metadata library must find every file, with the digest and size `RECORD` gives.
    @Test(arguments: InstalledWheel.all)
    func pythonVerifiesTheRecord(wheel: InstalledWheel) throws {
        let installation = try plan(wheel)
        let root = try TestFiles.cache("installed-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        for file in installation.files {
            let url = root.appendingPathComponent(file.path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(bytes(file, of: wheel)).write(to: url)
        }
        let program = """
            import base64, hashlib, importlib.metadata, os, sys
            distribution, = importlib.metadata.distributions(path=[sys.argv[1]])
            listed = set()
            for file in distribution.files:
                content = file.locate().read_bytes()
                listed.add(str(file))
                if str(file).endswith("RECORD"): continue
                digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
                assert (file.hash.mode, file.hash.value, file.size) == ("sha256", digest, len(content)), file
            found = {os.path.relpath(os.path.join(d, n), sys.argv[1]) for d, _, ns in os.walk(sys.argv[1]) for n in ns}
            assert found == listed, found ^ listed
            print(distribution.metadata["Name"], distribution.version)
            """
        let (status, output) = try TestFiles.python(["-c", program, root.path])
        #expect(status == 0, "\(output)")
    }

    @Test(arguments: InstalledWheel.all)
    func readsTheMetadata(wheel: InstalledWheel) throws {
        let installation = try plan(wheel)
        let entry = try #require(wheel.entries.first { $0.name == "\(installation.distInfo)/METADATA" })
        let metadata = try CoreMetadata(Array(entry.content))
        #expect(metadata.name == installation.name)
        #expect(metadata.version == installation.version)
        #expect(metadata.requiresPython != nil)
    }
}
