import Foundation
import Testing

@testable import FlashPackager

@Suite struct OutputDirectoryTests {
    private let project: String

    init() throws {
        project = NSTemporaryDirectory() + "flash-output-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: project, withIntermediateDirectories: true)
    }

    private func text(_ name: String) -> String? {
        FileAccess.contents(of: project + "/" + name).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func publishesAllFilesTogether() throws {
        let output = try OutputDirectory(projectPath: project)
        let archive = try output.prepare(Array("archive".utf8), for: "artifact.tar.gz")
        let manifest = try output.prepare(Array("manifest".utf8), for: "flash_manifest.json")
        #expect(text(".flash/artifact.tar.gz") == nil)
        try output.publish([
            (archive, output.path + "/artifact.tar.gz"), (manifest, output.path + "/flash_manifest.json"),
        ])
        #expect(text(".flash/artifact.tar.gz") == "archive")
        #expect(text(".flash/flash_manifest.json") == "manifest")
        #expect(text(".flash/.publishing") == nil)
    }

    @Test func publishesOneFileWithoutANote() throws {
        let output = try OutputDirectory(projectPath: project)
        try FileAccess.write(Array("old lock".utf8), to: project + "/pylock.flash.toml")
        let lock = try output.prepare(Array("new lock".utf8), for: "pylock.flash.toml")
        try FileManager.default.createDirectory(
            atPath: output.path + "/.publishing.new",
            withIntermediateDirectories: false
        )
        try output.publish([(lock, project + "/pylock.flash.toml")])
        #expect(text("pylock.flash.toml") == "new lock")
        #expect(text(".flash/.tmp-pylock.flash.toml") == nil)
    }

    @Test func refusesASecondBuild() throws {
        let first = try OutputDirectory(projectPath: project)
        do {
            _ = try OutputDirectory(projectPath: project)
            Issue.record("the second build was let in")
        } catch {
            #expect(error.exitStatus == 75)
            #expect(error.message.contains("\(getpid())"))
        }
        _ = first.path
    }

    @Test func finishesAnInterruptedPublication() throws {
        try FileManager.default.createDirectory(atPath: project + "/.flash", withIntermediateDirectories: true)
        try FileAccess.write(Array("old archive".utf8), to: project + "/.flash/artifact.tar.gz")
        try FileAccess.write(Array("new archive".utf8), to: project + "/.flash/.tmp-artifact.tar.gz")
        try FileAccess.write(Array("new manifest".utf8), to: project + "/.flash/flash_manifest.json")
        let journal =
            ".flash/.tmp-flash_manifest.json\0.flash/flash_manifest.json\0"
            + ".flash/.tmp-artifact.tar.gz\0.flash/artifact.tar.gz\0"
        try FileAccess.write(Array(journal.utf8), to: project + "/.flash/.publishing")
        let output = try OutputDirectory(projectPath: project)
        #expect(text(".flash/artifact.tar.gz") == "new archive")
        #expect(text(".flash/flash_manifest.json") == "new manifest")
        _ = output.path
    }

    @Test func aForgedJournalMovesNothingOutOfTheProject() throws {
        let victim = project + "-victim"
        try FileManager.default.createDirectory(atPath: project + "/.flash", withIntermediateDirectories: true)
        try FileAccess.write(Array("x".utf8), to: project + "/.flash/.tmp-x")
        let journal = ".flash/.tmp-x\0../\(victim.split(separator: "/").last!)\0"
        try FileAccess.write(Array(journal.utf8), to: project + "/.flash/.publishing")
        let output = try OutputDirectory(projectPath: project)
        #expect(FileAccess.contents(of: victim) == nil)
        _ = output.path
    }

    @Test func removesLeftovers() throws {
        try FileManager.default.createDirectory(atPath: project + "/.flash", withIntermediateDirectories: true)
        try FileAccess.write([1], to: project + "/.flash/.tmp-artifact.tar.gz")
        do {
            let output = try OutputDirectory(projectPath: project)
            #expect(text(".flash/.tmp-artifact.tar.gz") == nil)
            _ = try output.prepare([2], for: "b")
        }
        #expect(text(".flash/.tmp-b") == nil)
    }

    @Test func aFileInPlaceOfTheDirectoryIsAnError() throws {
        try FileAccess.write([], to: project + "/.flash")
        do {
            _ = try OutputDirectory(projectPath: project)
            Issue.record("no error")
        } catch {
            #expect(error.kind == .cannotCreate)
        }
    }
}
