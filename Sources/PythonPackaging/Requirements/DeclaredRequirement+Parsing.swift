public import Digests

extension DeclaredRequirement {
    /// Parses a dependency as it stands in a requirements file or a list of dependencies.
    ///
    /// The URL or path of a wheel or a source alone is accepted if it tells the package's name.
    ///
    /// - Parameters:
    ///   - text: the dependency, without options or comments.
    ///   - origin: where it stands.
    ///   - hashes: the digests of the files that are accepted.
    ///   - file: the path or URL of the file it stands in, which relative paths start from; empty for the project.
    /// - Throws: ``RequirementsFileError`` that says what is wrong and what to do.
    public init(
        parsing text: String,
        origin: RequirementOrigin,
        hashes: [SHA256Digest] = [],
        beside file: String = ""
    ) throws(RequirementsFileError) {
        func fail(_ kind: RequirementsFileError.Kind) -> RequirementsFileError {
            RequirementsFileError(kind: kind, origin: origin)
        }
        let text = text.trimmed
        if let path = WheelReference(text) {
            do throws(RequirementError) {
                self.init(try path.requirement(beside: file), origin: origin, hashes: hashes)
                return
            } catch {
                throw fail(error.kind == .url ? .wheelName(text) : .requirement(error))
            }
        }
        if Self.isURL(text), let (url, marker) = Self.splitMarker(text), let wheel = WheelFilename(at: url) {
            do throws(RequirementError) {
                let parsed = try marker.map { text throws(RequirementError) in try Marker(text) }
                let named = try Requirement("\(wheel.name) @ \(url)")
                let requirement = Requirement(name: named.name, url: named.url, marker: parsed)
                self.init(requirement, origin: origin, hashes: hashes)
                return
            } catch {
                throw fail(.requirement(error))
            }
        }
        let requirement: Requirement
        do throws(RequirementError) {
            requirement = try Requirement(text)
        } catch {
            if let named = try Self.named(text, origin, hashes, beside: file) {
                self = named
                return
            }
            throw fail(Self.looksLikePath(text) ? .localPath(text) : .requirement(error))
        }
        if requirement.url == nil, Self.looksLikePath(text) {
            guard let named = try Self.named(text, origin, hashes, beside: file) else { throw fail(.localPath(text)) }
            self = named
            return
        }
        if let url = requirement.url {
            if try Self.isSource(url, origin) {
                let reference = LocalReference.resolve(url, beside: file)
                self.init(requirement.with(url: reference), origin: origin, hashes: hashes)
                return
            }
            if LocalReference.isLocal(url) {
                guard url.prefix(while: { $0 != "#" }).hasSuffix(".whl") else { throw fail(.localPath(url)) }
                guard let path = LocalReference.path(of: url) else { throw fail(.localPath(url)) }
                let wheel = WheelFilename(RequirementsReader.name(of: path))
                guard let wheel else { throw fail(.wheelName(url)) }
                guard wheel.name == requirement.name else { throw fail(.otherWheel(wheel.name, requirement.name)) }
                let reference = LocalReference.resolve(url, beside: file)
                self.init(requirement.with(url: reference), origin: origin, hashes: hashes)
                return
            }
            guard Self.isURL(url) else { throw fail(.localPath(url)) }
            guard let wheel = WheelFilename(at: url) else { throw fail(.sourceURL(url)) }
            guard wheel.name == requirement.name else { throw fail(.otherWheel(wheel.name, requirement.name)) }
        }
        self.init(requirement, origin: origin, hashes: hashes)
    }

    /// Reads a source that is written without its package's name; `nil` when the text is none.
    private static func named(
        _ text: String,
        _ origin: RequirementOrigin,
        _ hashes: [SHA256Digest],
        beside file: String
    ) throws(RequirementsFileError) -> DeclaredRequirement? {
        let unnamed = try UnnamedRequirement(parsing: text, origin: origin, hashes: hashes, beside: file)
        guard let unnamed else { return nil }
        guard let named = unnamed.namedByReference else {
            throw RequirementsFileError(kind: .unnamed(text), origin: origin)
        }
        return named
    }

    /// Whether a URL or path names a source; fails for what can only be meant as one.
    private static func isSource(_ url: String, _ origin: RequirementOrigin) throws(RequirementsFileError) -> Bool {
        do throws(SourceReferenceProblem) {
            return try SourceReference.parse(url) != nil
        } catch {
            throw RequirementsFileError(kind: .reference(url, error.message, hint: error.hint), origin: origin)
        }
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
