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
        filename.withUnsafeBufferPointer(classify)
    }

    private func classify(_ filename: UnsafeBufferPointer<UInt8>) -> (DistributionFile.Kind, Version)? {
        guard filename.count <= 1024 else { return nil }
        for byte in filename where byte <= 0x20 || byte >= 0x7F || byte == UInt8(ascii: "/") { return nil }
        if Self.ends(filename, in: ".whl") {
            return wheelVersion(filename).map { (.wheel, $0) }
        }
        let extensions: [StaticString] = [".tar.gz", ".zip", ".tgz", ".tar.bz2", ".tar.xz", ".tar.Z", ".tar"]
        for ending in extensions where Self.ends(filename, in: ending) {
            let stem = UnsafeBufferPointer(rebasing: filename.dropLast(ending.utf8CodeUnitCount))
            return sourceVersion(stem).map { (.sourceDistribution, $0) }
        }
        return nil
    }

    /// The last three parts of the name of a wheel: `py3-none-any`.
    static func tags(of filename: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        filename.withUnsafeBufferPointer { bytes in
            let end = ends(bytes, in: ".whl") ? bytes.count - 4 : bytes.count
            var dashes = 0
            var start = end
            while start > 0 {
                if bytes[start - 1] == UInt8(ascii: "-") { dashes += 1 }
                if dashes == 3 { break }
                start -= 1
            }
            return filename[filename.startIndex + start..<filename.startIndex + end]
        }
    }

    private static func ends(_ filename: UnsafeBufferPointer<UInt8>, in ending: StaticString) -> Bool {
        let start = filename.count - ending.utf8CodeUnitCount
        guard start >= 0 else { return false }
        for index in 0..<ending.utf8CodeUnitCount where filename[start + index] != ending.utf8Start[index] {
            return false
        }
        return true
    }

    private func wheelVersion(_ filename: UnsafeBufferPointer<UInt8>) -> Version? {
        var dashes = 0
        var name = 0
        var version = 0
        for index in filename.indices where filename[index] == UInt8(ascii: "-") {
            dashes += 1
            if dashes == 1 { name = index }
            if dashes == 2 { version = index }
        }
        guard dashes == 4 || dashes == 5, isProject(UnsafeBufferPointer(rebasing: filename[..<name])) else {
            return nil
        }
        return Self.version(UnsafeBufferPointer(rebasing: filename[name + 1..<version]))
    }

    /// The version behind the project's name; names may contain hyphens in files older than PEP 625.
    private func sourceVersion(_ stem: UnsafeBufferPointer<UInt8>) -> Version? {
        let hyphen = UInt8(ascii: "-")
        var rest = stem[...]
        for byte in name {
            if byte == hyphen {
                guard rest.first?.isNameSeparator == true else { return nil }
                rest = rest.drop(while: \.isNameSeparator)
            } else {
                guard rest.popFirst()?.lowercased == byte else { return nil }
            }
        }
        return rest.popFirst() == hyphen ? Self.version(UnsafeBufferPointer(rebasing: rest)) : nil
    }

    /// Whether a name is that of the project in some spelling (PEP 503).
    private func isProject(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
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

    private static func version(_ text: UnsafeBufferPointer<UInt8>) -> Version? {
        Version(common: text) ?? (try? Version(String(decoding: text, as: UTF8.self)))
    }
}
