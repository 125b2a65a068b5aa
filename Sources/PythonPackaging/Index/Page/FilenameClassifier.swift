/// Tells wheels, source distributions and their versions from the file names of one project.
///
/// Everything else an old project may have uploaded (`.egg`, `.exe`, `.rpm`, files of another project) is no
/// distribution that could be installed.
struct FilenameClassifier {
    let project: PackageName
    private let name: [UInt8]

    init(project: PackageName) {
        self.project = project
        name = Array(project.normalized.utf8)
    }

    /// The kind and the version of `filename`, or `nil` if it is no distribution of the project.
    func classify(_ filename: String) -> (DistributionFile.Kind, Version)? {
        classify(Array(filename.utf8)[...])
    }

    /// The kind and the version of `filename`, or `nil` if it is no distribution of the project.
    func classify(_ filename: ArraySlice<UInt8>) -> (DistributionFile.Kind, Version)? {
        guard filename.count <= 1024, !filename.contains(UInt8(ascii: "/")) else { return nil }
        if Self.ends(filename, in: ".whl") {
            return wheelVersion(filename).map { (.wheel, $0) }
        }
        let extensions: [StaticString] = [".tar.gz", ".zip", ".tgz", ".tar.bz2", ".tar.xz", ".tar.Z", ".tar"]
        for ending in extensions where Self.ends(filename, in: ending) {
            return sourceVersion(filename.dropLast(ending.utf8CodeUnitCount)).map { (.sourceDistribution, $0) }
        }
        return nil
    }

    /// The last three parts of the name of a wheel: `py3-none-any`.
    static func tags(of filename: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let stem = ends(filename, in: ".whl") ? filename.dropLast(4) : filename
        var dashes = 0
        for index in stem.indices.reversed() where stem[index] == UInt8(ascii: "-") {
            dashes += 1
            if dashes == 3 { return stem[(index + 1)...] }
        }
        return stem
    }

    private static func ends(_ filename: ArraySlice<UInt8>, in ending: StaticString) -> Bool {
        let count = ending.utf8CodeUnitCount
        guard filename.count >= count else { return false }
        let start = filename.endIndex - count
        for index in 0..<count where filename[start + index] != ending.utf8Start[index] { return false }
        return true
    }

    private func wheelVersion(_ filename: ArraySlice<UInt8>) -> Version? {
        let dash = UInt8(ascii: "-")
        guard let first = filename.firstIndex(of: dash),
            let second = filename[(first + 1)...].firstIndex(of: dash),
            isProject(filename[..<first])
        else { return nil }
        var parts = 3
        for byte in filename[(second + 1)...] where byte == dash { parts += 1 }
        return parts == 5 || parts == 6 ? Self.version(filename[first + 1..<second]) : nil
    }

    /// Finds the hyphen between name and version; the name itself may contain hyphens in files older than PEP 625.
    private func sourceVersion(_ stem: ArraySlice<UInt8>) -> Version? {
        for index in stem.indices where stem[index] == UInt8(ascii: "-") && isProject(stem[..<index]) {
            if let version = Self.version(stem[(index + 1)...]) { return version }
        }
        return nil
    }

    /// Whether a name is that of the project in some spelling (PEP 503).
    private func isProject(_ text: ArraySlice<UInt8>) -> Bool {
        var position = 0
        var isSeparated = false
        for byte in text {
            if byte.isNameSeparator {
                if isSeparated { continue }
                isSeparated = true
            } else {
                isSeparated = false
            }
            guard position < name.count, name[position] == (isSeparated ? UInt8(ascii: "-") : byte.lowercased) else {
                return false
            }
            position += 1
        }
        return position == name.count
    }

    private static func version(_ text: ArraySlice<UInt8>) -> Version? {
        text.withUnsafeBufferPointer(Version.init(common:)) ?? (try? Version(String(decoding: text, as: UTF8.self)))
    }
}
