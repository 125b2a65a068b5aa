#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A new directory for the files of child processes.
struct ScratchDirectory {
    /// The absolute path.
    let path: String

    /// Creates a directory that only this user can enter, in `TMPDIR` or `/tmp`.
    init(environment: [String: String]) throws(BuildFailure) {
        let parent = environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
        var template = Array("\(parent)/flash-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .cannotCreate(parent) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Removes the directory and everything in it.
    func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }
}
