/// An index as `[[tool.flash.index]]` describes it.
public struct IndexSetting: Hashable, Sendable {
    /// The name pins and credentials refer to.
    public var name: String?
    /// The URL; may hold credentials.
    public var url: String
    /// Whether only packages that are pinned to it come from it.
    public var isExplicit: Bool
    /// Whether it takes the place of the default index.
    public var isDefault: Bool
    /// Where it is described.
    public var origin: RequirementOrigin
}

/// An entry of `[tool.flash.sources]`: a package comes from one index only.
public struct IndexPin: Hashable, Sendable {
    /// The package.
    public var package: PackageName
    /// The name of the index.
    public var index: String
    /// The environments it holds for; `nil` for all.
    public var marker: Marker?
    /// Where it stands.
    public var origin: RequirementOrigin
}
