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

    /// The same requirement, with the path of a local source relative to `directory` if it lies in it.
    public func relative(to directory: String) -> UnnamedRequirement {
        changed { $0.relative(to: directory) }
    }

    /// The same requirement, with a path relative to `root` made relative to `directory`.
    package func moved(from root: String, to directory: String) -> UnnamedRequirement {
        changed { $0.moved(from: root, to: directory) }
    }

    /// Changes the place with the rules for requirements that have a name.
    private func changed(_ change: (DeclaredRequirement) -> DeclaredRequirement) -> UnnamedRequirement {
        UnnamedRequirement(change(named(PackageName(normalizing: "unnamed")))) ?? self
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
        hashes: [SHA256Digest] = [],
        beside file: String = ""
    ) throws(RequirementsFileError) {
        let text = text.trimmed
        let (body, condition) = Self.splitMarker(text)
        let (written, brackets) = Self.splitExtras(body)
        let reference: String
        let parsed: SourceReference?
        do throws(SourceReferenceProblem) {
            guard let first = try SourceReference.parse(Self.encoded(written)) else { return nil }
            reference = first.isLocal ? LocalReference.resolve(Self.encoded(written), beside: file) : written
            parsed = try SourceReference.parse(reference)
        } catch {
            throw RequirementsFileError(kind: .reference(text, error.message, hint: error.hint), origin: origin)
        }
        guard let parsed, parsed.isLocal || !reference.contains(where: \.isWhitespace) else { return nil }
        do throws(RequirementError) {
            marker = try condition.map { text throws(RequirementError) in try Marker(text) }
            extras = try brackets.map { text throws(RequirementError) in try Requirement("x\(text)").extras } ?? []
        } catch {
            throw RequirementsFileError(kind: .requirement(error), origin: origin)
        }
        source = parsed
        self.reference = reference
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

    /// A bare path, which stands for itself, in the form of a URL's path.
    private static func encoded(_ text: String) -> String {
        guard LocalReference.isLocal(text), !text.hasPrefix("file:"), !text.hasPrefix("git+") else { return text }
        let path = text.prefix { $0 != "#" }
        guard SourceReference.looksLikePath(path) else { return text }
        return LocalReference.reference(to: RequirementsReader.normalize(String(path))) + text[path.endIndex...]
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
