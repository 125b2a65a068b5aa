/// Reports a lock file that cannot be used.
public struct LockFileError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Kind: Hashable, Sendable {
        /// The file is not TOML.
        case malformed(String)
        /// The file follows a version of the format this program does not know.
        case unsupportedVersion(String)
        /// A required key is missing or of the wrong type.
        case invalidKey(String, expected: String)
        /// A package is named that is not a valid name, or not in normal form.
        case invalidName(String)
        /// A version is malformed.
        case invalidVersion(package: String, text: String)
        /// A package is listed twice.
        case duplicatePackage(String)
        /// A package has no wheel.
        case noWheel(String)
        /// A wheel's file name is malformed or belongs to another package or version.
        case wrongWheel(package: String, filename: String)
        /// A wheel has no usable SHA-256.
        case noDigest(filename: String)
        /// A wheel has no path, and its address is not an http, https or file URL.
        case invalidURL(filename: String)
        /// A dependency is not in the lock.
        case missingDependency(package: String, dependency: String)
        /// The recorded inputs do not have the recorded digest: the file was edited by hand or damaged.
        case inputsChanged
    }

    /// What is wrong.
    public let kind: Kind
    /// The file.
    public let file: String
    /// The line, counted from 1; 0 when unknown.
    public let line: Int
}

extension LockFileError: CustomStringConvertible {
    /// Place, problem and remedy in one line.
    public var description: String {
        let place = line > 0 ? "\(file):\(line)" : file
        return "\(place): \(message); delete the file or run 'flash lock --upgrade' to make it anew"
    }

    /// What is wrong, in one sentence without a full stop.
    public var message: String {
        switch kind {
        case .malformed(let reason): "not valid TOML: \(reason)"
        case .unsupportedVersion(let version): "lock version '\(version)' is not supported"
        case .invalidKey(let key, let expected): "'\(key)' must be \(expected)"
        case .invalidName(let name): "'\(name)' is not a normalised package name"
        case .invalidVersion(let package, let text): "'\(text)' is not a version of \(package)"
        case .duplicatePackage(let name): "\(name) is listed twice"
        case .noWheel(let name): "\(name) has no wheel"
        case .wrongWheel(let package, let filename): "'\(filename)' is not a wheel of \(package)"
        case .noDigest(let filename): "'\(filename)' has no SHA-256"
        case .invalidURL(let filename): "'\(filename)' has no path and no http, https or file URL"
        case .missingDependency(let package, let dependency): "\(package) needs \(dependency), which is not locked"
        case .inputsChanged: "the recorded inputs do not match their digest"
        }
    }
}
