import Foundation

@testable import FlashPackager

/// A directory for one test, removed with everything in it when the value goes away.
final class TemporaryTree {
    let root: String

    init(_ files: [String: String] = [:]) throws {
        let directory = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
        root = directory.appendingPathComponent("flash-tree-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        for (path, content) in files { try write(path, content) }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: root)
    }

    func path(_ relative: String) -> String { root + "/" + relative }

    func write(_ path: String, _ content: String) throws {
        let parent = (self.path(path) as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        try Data(content.utf8).write(to: URL(fileURLWithPath: self.path(path)))
    }

    func link(_ path: String, to target: String) throws {
        let parent = (self.path(path) as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: self.path(path), withDestinationPath: target)
    }

    func listing() throws -> ProjectListing { try ProjectWalk(root: root).listing() }

    func files() throws -> [String] { try listing().files.map(\.path) }

    func exclusions() throws -> [String: String] {
        let pairs = try listing().excluded.map { ($0.path + ($0.isDirectory ? "/" : ""), $0.reason.description) }
        return Dictionary(uniqueKeysWithValues: pairs)
    }
}
