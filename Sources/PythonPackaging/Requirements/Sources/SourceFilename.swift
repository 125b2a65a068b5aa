/// The name of a source distribution (PEP 625), or of one made before there was a rule.
public struct SourceFilename: Hashable, Sendable {
    /// The package.
    public let name: PackageName
    /// The version.
    public let version: Version

    /// Splits a file name at the last hyphen behind which a version follows; `nil` when it is not such a name.
    ///
    /// - Parameter filename: A name such as `my_project-1.0.tar.gz`.
    public init?(_ filename: String) {
        guard filename.utf8.count <= 1024,
            let ending = SourceReference.archiveEndings.first(where: { filename.hasSuffix($0) })
        else { return nil }
        let stem = filename.dropLast(ending.count)
        for index in stem.indices.reversed() where stem[index] == "-" {
            guard let name = PackageName(String(stem[..<index])),
                let version = try? Version(String(stem[stem.index(after: index)...]))
            else { continue }
            self.name = name
            self.version = version
            return
        }
        return nil
    }
}
