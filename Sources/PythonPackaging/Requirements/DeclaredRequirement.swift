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

extension DeclaredRequirement {
    /// The same requirement, with the path of a local file relative to `directory` if it lies in it.
    public func relative(to directory: String) -> DeclaredRequirement {
        guard let url = requirement.url, let path = LocalReference.path(of: url) else { return self }
        let relative = LocalReference.path(path, from: directory)
        let reference = LocalReference.reference(to: relative) + url.drop { $0 != "#" }
        return DeclaredRequirement(requirement.with(url: reference), origin: origin, hashes: hashes)
    }

    /// The same requirement, with a path relative to `root` made relative to `directory`.
    package func moved(from root: String, to directory: String) -> DeclaredRequirement {
        guard let url = requirement.url, let path = LocalReference.path(of: url) else { return self }
        let moved = LocalReference.path(path, movedFrom: root, to: directory)
        let reference = LocalReference.reference(to: moved) + url.drop { $0 != "#" }
        return DeclaredRequirement(requirement.with(url: reference), origin: origin, hashes: hashes)
    }

    /// The path of the local file it asks for; `nil` when it asks for none.
    public var localPath: String? { requirement.url.flatMap(LocalReference.path) }
}

extension DeclaredRequirement: CustomStringConvertible {
    /// The requirement and its place.
    public var description: String { "\(requirement) (\(origin))" }
}
