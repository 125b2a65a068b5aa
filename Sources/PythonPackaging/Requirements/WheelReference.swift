/// The path or `file:` URL of a wheel in place of a requirement, as pip reads it: `./x-1.0-py3-none-any.whl[extra] ; marker`.
struct WheelReference {
    private let path: String
    private let extras: String
    private let marker: String?

    /// Recognises a path; `nil` for anything that does not end in `.whl`, before extras and marker, or has another scheme.
    init?(_ text: String) {
        let semicolon = text.firstIndex(of: ";")
        marker = semicolon.map { String(text[text.index(after: $0)...]) }
        var path = text[..<(semicolon ?? text.endIndex)].trimmed
        var extras = ""
        let file = path.prefix { $0 != "#" }
        if file.hasSuffix("]"), let bracket = file.lastIndex(of: "[") {
            extras = String(file[bracket...])
            path.removeSubrange(bracket..<file.endIndex)
        }
        guard path.prefix(while: { $0 != "#" }).hasSuffix(".whl"), LocalReference.isLocal(path),
            !path.contains(" @ "), !path.contains("==")
        else { return nil }
        self.path = path
        self.extras = extras
    }

    /// The requirement, named by the file.
    ///
    /// - Parameter file: the path or URL of the file the text stands in.
    /// - Returns: the requirement, its path relative to the project or absolute.
    /// - Throws: ``RequirementError``, of the kind `url` when the file's name is not that of a wheel (PEP 427).
    func requirement(beside file: String) throws(RequirementError) -> Requirement {
        let isURL = path.hasPrefix("file:")
        let plain = isURL ? LocalReference.path(of: path) : String(path.prefix { $0 != "#" })
        guard let plain, let wheel = WheelFilename(RequirementsReader.name(of: plain)) else {
            throw ByteCursor(path).error(.url, "not the name of a wheel")
        }
        let fragment = path.drop { $0 != "#" }
        let encoded = isURL ? path : LocalReference.reference(to: RequirementsReader.normalize(plain)) + fragment
        let named = try Requirement(wheel.name.normalized + extras)
        return Requirement(
            name: wheel.name,
            extras: named.extras,
            url: LocalReference.resolve(encoded, beside: file),
            marker: try marker.map { text throws(RequirementError) in try Marker(text) }
        )
    }
}
