import Foundation

/// The state of the files something was built from: path, size and modification time of each.
struct SourceStamp {
    private var lines = ["flash-build 1"]

    /// The state as text; equal texts mean that nothing changed.
    var text: String { lines.joined(separator: "\n") }

    /// Adds a file, or the fact that it is absent.
    mutating func add(file: URL) {
        let resolved = file.resolvingSymlinksInPath()
        let path = resolved.filePath
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else {
            lines.append("absent \(path)")
            return
        }
        let bytes = (attributes[.size] as? NSNumber)?.uint64Value ?? 0
        let modified = (attributes[.modificationDate] as? Date)?.timeIntervalSinceReferenceDate ?? 0
        lines.append("\(bytes) \(modified) \(path)")
    }

    /// Adds every file below a directory.
    mutating func add(directory: URL) {
        let files = FileManager.default.enumerator(at: directory, includingPropertiesForKeys: nil)
        let urls = (files?.compactMap { $0 as? URL } ?? []).filter { !$0.hasDirectoryPath }
        for url in urls.sorted(by: { $0.filePath < $1.filePath }) {
            add(file: url)
        }
    }
}
