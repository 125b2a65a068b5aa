public import Digests

extension DeclaredRequirement {
    /// Parses a dependency as it stands in a requirements file or a list of dependencies.
    ///
    /// The URL of a wheel or of a source alone is accepted if the package's name can be told from it.
    ///
    /// - Parameters:
    ///   - text: the dependency, without options or comments.
    ///   - origin: where it stands.
    ///   - hashes: the digests of the files that are accepted.
    /// - Throws: ``RequirementsFileError`` that says what is wrong and what to do.
    public init(
        parsing text: String,
        origin: RequirementOrigin,
        hashes: [SHA256Digest] = []
    ) throws(RequirementsFileError) {
        func fail(_ kind: RequirementsFileError.Kind) -> RequirementsFileError {
            RequirementsFileError(kind: kind, origin: origin)
        }
        let text = text.trimmed
        if Self.isURL(text), let (url, marker) = Self.splitMarker(text), let wheel = WheelFilename(at: url) {
            do throws(RequirementError) {
                let parsed = try marker.map { text throws(RequirementError) in try Marker(text) }
                self.init(Requirement(name: wheel.name, url: url, marker: parsed), origin: origin, hashes: hashes)
                return
            } catch {
                throw fail(.requirement(error))
            }
        }
        let requirement: Requirement
        do throws(RequirementError) {
            requirement = try Requirement(text)
        } catch {
            if let named = try Self.named(text, origin, hashes) {
                self = named
                return
            }
            throw fail(Self.looksLikePath(text) ? .localPath(text) : .requirement(error))
        }
        guard let url = requirement.url else {
            if Self.looksLikePath(text) {
                guard let named = try Self.named(text, origin, hashes) else { throw fail(.localPath(text)) }
                self = named
                return
            }
            self.init(requirement, origin: origin, hashes: hashes)
            return
        }
        try Self.check(url, requirement.name, origin)
        self.init(requirement, origin: origin, hashes: hashes)
    }

    /// Reads a source that is written without its package's name; `nil` when the text is none.
    private static func named(
        _ text: String,
        _ origin: RequirementOrigin,
        _ hashes: [SHA256Digest]
    ) throws(RequirementsFileError) -> DeclaredRequirement? {
        guard let unnamed = try UnnamedRequirement(parsing: text, origin: origin, hashes: hashes) else { return nil }
        guard let named = unnamed.namedByReference else {
            throw RequirementsFileError(kind: .unnamed(text), origin: origin)
        }
        return named
    }

    /// Refuses URLs that name nothing to install, or a wheel of another package.
    private static func check(
        _ url: String,
        _ name: PackageName,
        _ origin: RequirementOrigin
    ) throws(RequirementsFileError) {
        if isURL(url), let wheel = WheelFilename(at: url) {
            guard wheel.name == name else {
                throw RequirementsFileError(kind: .otherWheel(wheel.name, name), origin: origin)
            }
            return
        }
        do throws(SourceReferenceProblem) {
            if try SourceReference.parse(url) != nil { return }
        } catch {
            throw RequirementsFileError(kind: .reference(url, error.message, hint: error.hint), origin: origin)
        }
        throw RequirementsFileError(kind: .localPath(url), origin: origin)
    }

    private static func isURL(_ text: String) -> Bool {
        text.hasPrefix("https://") || text.hasPrefix("http://")
    }

    private static func splitMarker(_ text: String) -> (url: String, marker: String?)? {
        guard let space = text.firstIndex(where: \.isWhitespace) else { return (text, nil) }
        let rest = text[space...].trimmed
        guard rest.hasPrefix(";") else { return nil }
        return (String(text[..<space]), String(rest.dropFirst()))
    }

    private static func looksLikePath(_ text: String) -> Bool {
        let head = text.prefix { !$0.isWhitespace && $0 != ";" && $0 != "[" }
        let archives = [".whl", ".zip", ".tar.gz", ".tar.bz2", ".tar.xz", ".tgz"]
        return head.hasPrefix(".") || head.hasPrefix("~") || head.contains("/") || head.contains("\\")
            || archives.contains { head.hasSuffix($0) }
    }
}
