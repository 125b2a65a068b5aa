public import Digests

extension DeclaredRequirement {
    /// Parses a dependency as it stands in a requirements file or a list of dependencies, and refuses what cannot be
    /// packaged without running foreign code.
    ///
    /// The URL or path of a wheel alone is accepted and takes its name from the file.
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
        if let kind = Self.unsupported(text) { throw fail(kind) }
        if let path = WheelReference(text) {
            do throws(RequirementError) {
                self.init(try path.requirement(beside: file), origin: origin, hashes: hashes)
                return
            } catch {
                throw fail(error.kind == .url ? .wheelName(text) : .requirement(error))
            }
        }
        if Self.isURL(text), let (url, marker) = Self.splitMarker(text) {
            guard let wheel = WheelFilename(at: url) else { throw fail(.sourceURL(url)) }
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
            throw fail(Self.looksLikePath(text) ? .localPath(text) : .requirement(error))
        }
        if requirement.url == nil, Self.looksLikePath(text) { throw fail(.localPath(text)) }
        if let url = requirement.url {
            if let kind = Self.unsupported(url) { throw fail(kind) }
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

    private static func unsupported(_ text: String) -> RequirementsFileError.Kind? {
        for scheme in ["git+", "hg+", "svn+", "bzr+", "git:", "git@", "ssh:"] where text.hasPrefix(scheme) {
            return .versionControl(text)
        }
        guard text.hasPrefix("file:") else { return nil }
        return text.prefix { $0 != "#" && $0 != ";" && $0 != "[" }.trimmed.hasSuffix(".whl") ? nil : .localPath(text)
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
