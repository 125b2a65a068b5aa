/// Tells wheels, source distributions and their versions from the file names of one project.
///
/// Everything else an old project may have uploaded (`.egg`, `.exe`, `.rpm`, files of another project) is no
/// distribution that could be installed.
struct FilenameClassifier {
    let project: PackageName
    private var versions: [Substring: Version?] = [:]
    private var names: [Substring: Bool] = [:]
    private let slash = UInt8(ascii: "/")

    init(project: PackageName) {
        self.project = project
    }

    /// The kind and the version of `filename`, or `nil` if it is no distribution of the project.
    mutating func classify(_ filename: String) -> (DistributionFile.Kind, Version)? {
        guard filename.utf8.count <= 1024, filename.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != slash })
        else {
            return nil
        }
        if filename.utf8.suffix(4).elementsEqual(".whl".utf8) {
            return wheelVersion(filename).map { (.wheel, $0) }
        }
        let extensions: [StaticString] = [".tar.gz", ".zip", ".tgz", ".tar.bz2", ".tar.xz", ".tar.Z", ".tar"]
        for ending in extensions {
            let matches = ending.withUTF8Buffer { filename.utf8.suffix($0.count).elementsEqual($0) }
            if matches {
                let stem = Substring(filename.utf8.dropLast(ending.utf8CodeUnitCount))
                return sourceVersion(stem).map { (.sourceDistribution, $0) }
            }
        }
        return nil
    }

    private mutating func wheelVersion(_ filename: String) -> Version? {
        let parts = filename.utf8.dropLast(4).split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.count == 5 || parts.count == 6, isProject(Substring(parts[0])) else { return nil }
        return version(Substring(parts[1]))
    }

    /// The version behind the project's name; names may contain hyphens in files older than PEP 625.
    private mutating func sourceVersion(_ stem: Substring) -> Version? {
        let name = project.normalized.utf8
        var position = stem.utf8.startIndex
        for byte in name {
            let start = position
            while position < stem.utf8.endIndex, byte == UInt8(ascii: "-"), stem.utf8[position].isNameSeparator {
                position = stem.utf8.index(after: position)
            }
            if byte == UInt8(ascii: "-") {
                guard position > start else { return nil }
                continue
            }
            guard position < stem.utf8.endIndex, stem.utf8[position].lowercased == byte else { return nil }
            position = stem.utf8.index(after: position)
        }
        guard position < stem.utf8.endIndex, stem.utf8[position] == UInt8(ascii: "-") else { return nil }
        return version(stem[stem.utf8.index(after: position)...])
    }

    private mutating func isProject(_ text: Substring) -> Bool {
        if let known = names[text] { return known }
        let matches = PackageName(normalizing: String(text)) == project
        if matches { names[text] = matches }
        return matches
    }

    private mutating func version(_ text: Substring) -> Version? {
        if let known = versions[text] { return known }
        let version = try? Version(String(text))
        versions[text] = version
        return version
    }
}
