/// Reports a target nothing can be packaged for.
public enum TargetPlatformError: Error, Hashable, Sendable {
    /// The Python version is not of the form `3.12` or `3.12.1`.
    case malformedPythonVersion(String)
    /// The Python version is not one of the supported ones.
    case unsupportedPythonVersion(String)
    /// The platform is none of the known tags.
    case unknownPlatform(String)
    /// The platform names another processor, C library or operating system than the workers have.
    case unsupportedPlatform(String)
}

extension TargetPlatformError: CustomStringConvertible {
    /// What is wrong and what to give instead.
    public var description: String {
        let supported = PythonVersion.newest.map(\.minorText).joined(separator: ", ")
        return switch self {
        case .malformedPythonVersion(let text):
            "'\(text)' is not a Python version; write 3.12 or 3.12.1"
        case .unsupportedPythonVersion(let text):
            "Python \(text) is not supported; the supported versions are \(supported)"
        case .unknownPlatform(let text):
            "'\(text)' is not a platform; write manylinux_2_35_x86_64, manylinux2014_x86_64 or linux_x86_64"
        case .unsupportedPlatform(let text):
            "platform '\(text)' is not supported; workers run Linux x86_64 with glibc, for example manylinux_2_35_x86_64"
        }
    }
}
