extension Inspection {
    /// By what the content of an artifact is told.
    public enum View: String, Sendable, CaseIterable {
        /// One line for each package.
        case package
        /// One line for each directory.
        case directory
        /// One line for each file.
        case file
    }

    /// The same inspection with the packages, directories or files of `view`, the largest first.
    ///
    /// - Parameters:
    ///   - view: What is told.
    ///   - package: Only what belongs to this package, by its normalized name.
    ///   - count: The most packages, directories or files; all when it is `nil`.
    /// - Returns: The inspection with what is told.
    public func viewed(by view: View, of package: String? = nil, first count: Int? = nil) -> Inspection {
        var result = self
        let own = (files ?? []).filter { package == nil || $0.package == package }
        result.files = nil
        if let package { result.packages = packages.filter { $0.name == package } }
        switch view {
        case .package:
            if let count {
                result.packages = Array(packages.sorted { ($1.bytes, $0.name) < ($0.bytes, $1.name) }.prefix(count))
            }
        case .directory:
            result.directories = Array(Self.directories(of: own).prefix(count ?? .max))
        case .file:
            let sorted = own.sorted { ($1.bytes, $1.unpackedBytes, $0.path) < ($0.bytes, $0.unpackedBytes, $1.path) }
            result.files = Array(sorted.prefix(count ?? .max))
        }
        return result
    }

    private static func directories(of files: [InspectedFile]) -> [InspectedDirectory] {
        var found: [Substring: InspectedDirectory] = [:]
        for file in files {
            for slash in file.path.utf8.indices where file.path.utf8[slash] == UInt8(ascii: "/") {
                let path = file.path[...slash]
                found[path, default: InspectedDirectory(path: String(path), bytes: 0, unpackedBytes: 0, files: 0)]
                    .add(file)
            }
        }
        return found.values.sorted { ($1.bytes, $0.path) < ($0.bytes, $1.path) }
    }
}

extension InspectedDirectory {
    fileprivate mutating func add(_ file: InspectedFile) {
        bytes += file.bytes
        unpackedBytes += file.unpackedBytes
        files += 1
    }
}
