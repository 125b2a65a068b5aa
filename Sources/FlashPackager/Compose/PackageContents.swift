import ArtifactCache
import Digests
import PythonPackaging

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a set of packages brings, as far as builds ask for it; kept in the store, because few builds change the set.
struct PackageContents: Codable, Equatable, Sendable {
    /// Two packages bring different files of one path.
    struct Overlap: Codable, Equatable, Sendable {
        var path: String
        /// The package whose file is kept: the last in name order, as extraction leaves it.
        var winner: String
        /// The package whose file is lost.
        var loser: String
    }

    /// The names at the top of the packages: of files, and of directories.
    private(set) var names: Set<String> = []
    /// The first package, in name order, that defines each module at the top.
    private(set) var packages: [String: String] = [:]
    /// Overlaps between packages, in their order.
    private(set) var overlaps: [Overlap] = []

    /// The modules that can be imported.
    var modules: Set<String> { Set(names.map { String($0.prefix { $0 != "." }) }) }

    /// Looks through the files of `packages`.
    init(of packages: [(name: String, files: [InstalledFile])]) {
        var owners: [String: (package: String, sha256: SHA256Digest)] = [:]
        owners.reserveCapacity(packages.reduce(0) { $0 + $1.files.count })
        for package in packages {
            for file in package.files {
                if let other = owners[file.path], other.sha256 != file.sha256 {
                    overlaps.append(Overlap(path: file.path, winner: package.name, loser: other.package))
                }
                owners[file.path] = (package.name, file.sha256)
            }
        }
        for (path, owner) in owners {
            names.insert(Self.name(of: path))
            if let module = Self.importName(of: path) {
                self.packages[module] = min(self.packages[module] ?? owner.package, owner.package)
            }
        }
    }

    /// What is at the top of `path`.
    static func name(of path: String) -> String {
        String(Substring(path.utf8.prefix { $0 != UInt8(ascii: "/") }))
    }

    /// The module at the top that a file defines: `six.py` and `six/__init__.py` both define `six`.
    static func importName(of path: String) -> String? {
        if path.hasSuffix("/__init__.py") {
            let name = path.dropLast("/__init__.py".count)
            return name.contains("/") ? nil : String(name)
        }
        guard path.hasSuffix(".py"), !path.contains("/") else { return nil }
        return String(path.dropLast(3))
    }
}

extension PackageContents {
    private static let stage = "package-contents"

    /// Takes what an earlier build found out about these packages, or finds it out; a store that fails only costs time.
    init(of packages: [FetchedPackage], in store: ArtifactStore) {
        var hasher = SHA256Hasher()
        hasher.update("\(Self.stage) 1\n".utf8)
        for package in packages {
            hasher.update("\(package.package.name.normalized)\n".utf8)
            hasher.update(package.segment.digest.bytes)
        }
        let key = ResultKey(stage: Self.stage, input: hasher.finalize())
        if let result = try? store.result(for: key),
            let known = try? JSONDecoder().decode(Self.self, from: Data(result.value))
        {
            self = known
            return
        }
        self.init(of: packages.map { ($0.package.name.normalized, $0.segment.files()) })
        guard let value = try? JSONEncoder().encode(self) else { return }
        try? store.record(ActionResult(value: Array(value)), for: key, durability: .relaxed)
    }
}
