public import Digests

/// A requirement that names a source without saying which package it is: `./lib[extra]`, `-e .`, `git+https://…`.
public struct UnnamedRequirement: Hashable, Sendable {
    /// The source, as it is written but without extras.
    public let reference: String
    /// Where the source is.
    public let source: SourceReference
    /// The extras asked for.
    public let extras: [PackageName]
    /// The environments the requirement applies to; `nil` for all.
    public let marker: Marker?
    /// Where it was declared.
    public let origin: RequirementOrigin
    /// The digests of the files that are accepted; empty when any file is.
    public let hashes: [SHA256Digest]

    /// Takes the name of a requirement away that refers to a source; `nil` when it refers to none.
    public init?(_ declared: DeclaredRequirement) {
        guard let reference = declared.requirement.url, let source = SourceReference(reference) else { return nil }
        self.reference = reference
        self.source = source
        extras = declared.requirement.extras
        marker = declared.requirement.marker
        origin = declared.origin
        hashes = declared.hashes
    }

    /// Gives the package its name.
    ///
    /// - Parameter name: What the source calls itself.
    /// - Returns: the requirement, as if it had been written `name[extras] @ reference`.
    public func named(_ name: PackageName) -> DeclaredRequirement {
        DeclaredRequirement(
            Requirement(name: name, extras: extras, url: reference, marker: marker),
            origin: origin,
            hashes: hashes
        )
    }
}

extension UnnamedRequirement {
    /// Reads a line of a requirements file that names a source; `nil` when it is something else.
    ///
    /// - Throws: ``RequirementsFileError`` for what can only be meant as a source and is malformed.
    init?(
        parsing text: String,
        origin: RequirementOrigin,
        hashes: [SHA256Digest] = []
    ) throws(RequirementsFileError) {
        let text = text.trimmed
        let (body, condition) = Self.splitMarker(text)
        let (reference, brackets) = Self.splitExtras(body)
        let parsed: SourceReference?
        do throws(SourceReferenceProblem) {
            parsed = try SourceReference.parse(reference)
        } catch {
            throw RequirementsFileError(kind: .reference(text, error.message, hint: error.hint), origin: origin)
        }
        guard let parsed, !reference.contains(where: \.isWhitespace) || Self.isPath(parsed) else { return nil }
        do throws(RequirementError) {
            marker = try condition.map { text throws(RequirementError) in try Marker(text) }
            extras = try brackets.map { text throws(RequirementError) in try Requirement("x\(text)").extras } ?? []
        } catch {
            throw RequirementsFileError(kind: .requirement(error), origin: origin)
        }
        source = parsed
        self.reference = Self.canonical(reference, parsed)
        self.origin = origin
        self.hashes = hashes
    }

    /// The requirement, when the fragment (`#egg=`) or the name of the archive tells the package.
    var namedByReference: DeclaredRequirement? {
        if let egg = source.egg, let requirement = try? Requirement(egg), requirement.url == nil {
            let extras = extras + requirement.extras
            return DeclaredRequirement(
                Requirement(name: requirement.name, extras: extras, url: reference, marker: marker),
                origin: origin,
                hashes: hashes
            )
        }
        let place: String
        switch source.place {
        case .remoteArchive(let url): place = PercentEncoding.decode(url.prefix { $0 != "?" })
        case .localArchive(let path): place = path
        case .repository, .directory: return nil
        }
        guard source.subdirectory == nil, let name = place.split(separator: "/").last,
            let parsed = SourceFilename(String(name))
        else { return nil }
        return named(parsed.name)
    }

    private static func isPath(_ source: SourceReference) -> Bool {
        switch source.place {
        case .directory, .localArchive: true
        case .repository, .remoteArchive: false
        }
    }

    /// A path as `./…` or absolute, so that it is read back as one.
    private static func canonical(_ reference: String, _ source: SourceReference) -> String {
        switch source.place {
        case .directory(let path), .localArchive(let path):
            let fragment = source.subdirectory.map { "#subdirectory=\($0)" } ?? ""
            let isMarked = path.hasPrefix("/") || path.hasPrefix("../") || path == ".." || path == "."
            return (isMarked ? path : "./\(path)") + fragment
        case .repository, .remoteArchive: return reference
        }
    }

    /// Splits off an environment marker: behind white space and `;`, or behind `;` alone for paths (as pip has it).
    private static func splitMarker(_ text: String) -> (String, String?) {
        let isURL = text.contains("://")
        var previous: Character = "x"
        for index in text.indices {
            if text[index] == ";", !isURL || previous.isWhitespace {
                return (String(text[..<index]).trimmed, String(text[text.index(after: index)...]))
            }
            previous = text[index]
        }
        return (text, nil)
    }

    /// Splits `./lib[extra]`; extras behind a URL stand in its `#egg=`.
    private static func splitExtras(_ text: String) -> (String, String?) {
        guard text.hasSuffix("]"), !text.contains("#"), let open = text.lastIndex(of: "[") else { return (text, nil) }
        return (String(text[..<open]).trimmed, String(text[open...]))
    }
}
