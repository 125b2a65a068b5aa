/// A full version of CPython, such as 3.12.1.
public struct PythonVersion: Hashable, Sendable, Comparable {
    /// The first number.
    public let major: Int
    /// The second number.
    public let minor: Int
    /// The patch level.
    public let patch: Int

    /// The last known patch release of each supported minor version (python.org, December 2025).
    ///
    /// A bare minor version stands for it, because worker images follow patch releases and `Requires-Python: >=3.12.1` must
    /// not rule out "3.12".
    public static let newest: [PythonVersion] = [
        PythonVersion(major: 3, minor: 10, patch: 19),
        PythonVersion(major: 3, minor: 11, patch: 14),
        PythonVersion(major: 3, minor: 12, patch: 12),
        PythonVersion(major: 3, minor: 13, patch: 11),
    ]

    init(major: Int, minor: Int, patch: Int) {
        self.major = major
        self.minor = minor
        self.patch = patch
    }

    /// Parses `3.12` or `3.12.1`.
    ///
    /// - Throws: ``TargetPlatformError`` when the text is not a version or the minor version is not supported.
    public init(_ text: String) throws(TargetPlatformError) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in part.utf8.allSatisfy(\.isDigit) ? Int(part) : nil }
        guard numbers.count == parts.count, numbers.count == 2 || numbers.count == 3 else {
            throw .malformedPythonVersion(text)
        }
        guard let newest = Self.newest.first(where: { $0.major == numbers[0] && $0.minor == numbers[1] }) else {
            throw .unsupportedPythonVersion(text)
        }
        self.init(major: newest.major, minor: newest.minor, patch: numbers.count == 3 ? numbers[2] : newest.patch)
    }

    /// The version as specifiers compare it.
    public var version: Version {
        Version(VersionParts(release: [major, minor, patch].map { VersionNumber(UInt64($0.magnitude)) }))
    }

    /// The first two numbers: `3.12`.
    public var minorText: String { "\(major).\(minor)" }

    /// Orders versions by their numbers.
    public static func < (left: Self, right: Self) -> Bool {
        (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }
}

extension PythonVersion: CustomStringConvertible {
    /// All three numbers: `3.12.1`.
    public var description: String { "\(major).\(minor).\(patch)" }
}
