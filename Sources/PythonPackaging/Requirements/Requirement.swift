/// A dependency as PEP 508 writes it: `name[extra] >=1,<2 ; marker` or `name @ url ; marker`.
public struct Requirement: Hashable, Sendable {
    /// The distribution that is required.
    public let name: PackageName
    /// The extras asked for, in alphabetical order and without duplicates.
    public let extras: [PackageName]
    /// The versions accepted; empty when a URL is given.
    public let specifiers: VersionSpecifiers
    /// The place to take the distribution from instead of an index.
    public let url: String?
    /// The environments the requirement applies to; `nil` for all.
    public let marker: Marker?

    /// Creates a requirement from its parts.
    public init(
        name: PackageName,
        extras: [PackageName] = [],
        specifiers: VersionSpecifiers = .any,
        url: String? = nil,
        marker: Marker? = nil
    ) {
        self.name = name
        self.extras = Set(extras).sorted()
        self.specifiers = specifiers
        self.url = url
        self.marker = marker
    }

    /// The same requirement with another place to take the distribution from.
    func with(url: String) -> Requirement {
        Requirement(name: name, extras: extras, specifiers: specifiers, url: url, marker: marker)
    }

    /// Whether the requirement applies to `environment` when `extras` of the requiring distribution are asked for.
    public func applies(to environment: MarkerEnvironment, extras: Set<PackageName> = []) -> Bool {
        marker?.evaluate(in: environment, extras: extras) ?? true
    }
}

extension Requirement: CustomStringConvertible {
    /// The requirement with a normalised name and no needless white space; parses back to an equal requirement.
    public var description: String {
        var text = name.normalized
        if !extras.isEmpty { text += "[" + extras.map(\.normalized).joined(separator: ",") + "]" }
        if let url { text += " @ " + url } else { text += specifiers.description }
        if let marker { text += (url == nil ? "; " : " ; ") + marker.description }
        return text
    }
}
