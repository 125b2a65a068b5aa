import Foundation

extension URL {
    /// The path in the file system, without a slash at the end of a directory's.
    var filePath: String {
        let path = path(percentEncoded: false)
        return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}
