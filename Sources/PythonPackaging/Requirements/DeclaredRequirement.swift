public import Digests

/// The place a requirement was declared.
public struct RequirementOrigin: Hashable, Sendable {
    /// The file, relative to the project where possible.
    public let file: String
    /// The line, counted from 1; 0 when the requirement did not come from a file (an option, for example).
    public let line: Int
    /// The remote function that declares the dependency.
    public let function: String?

    /// Creates an origin.
    public init(file: String, line: Int, function: String? = nil) {
        self.file = file
        self.line = line
        self.function = function
    }
}

extension RequirementOrigin: CustomStringConvertible {
    /// The place as messages print it: `requirements.txt:3` or `workers/gpu.py:12 (@remote embed)`.
    public var description: String {
        (line > 0 ? "\(file):\(line)" : file) + (function.map { " (@remote \($0))" } ?? "")
    }
}

/// A requirement together with where it was declared and which files may satisfy it.
public struct DeclaredRequirement: Hashable, Sendable {
    /// The requirement.
    public let requirement: Requirement
    /// Where it was declared.
    public let origin: RequirementOrigin
    /// The digests of the files that are accepted; empty when any file is.
    public let hashes: [SHA256Digest]

    /// Creates a declared requirement.
    public init(_ requirement: Requirement, origin: RequirementOrigin, hashes: [SHA256Digest] = []) {
        self.requirement = requirement
        self.origin = origin
        self.hashes = hashes
    }
}

extension DeclaredRequirement: CustomStringConvertible {
    /// The requirement and its place.
    public var description: String { "\(requirement) (\(origin))" }
}
