import Foundation

/// What pypa/packaging answers for every text its test suite uses; made once by `Scripts/packaging_vectors.py`.
struct PackagingVectors: Decodable {
    struct VersionCase: Decodable {
        var text: String
        var normalized: String?
        var release: [String]?
        var isPrerelease: Bool?
        var isPostrelease: Bool?
        var base: String?
        var `public`: String?
    }

    struct Order: Decodable {
        var versions: [String]
        var ranks: [Int]
    }

    struct SpecifiersCase: Decodable {
        var text: String
        var clauses: [String]?
        var prereleases: Bool?
        var contains: String?
        var containsText: String?
    }

    struct MarkerCase: Decodable {
        var text: String
        var string: String?
        var results: String?
    }

    struct RequirementCase: Decodable {
        var text: String
        var name: String?
        var extras: [String]?
        var clauses: [String]?
        var url: String?
        var marker: String?
    }

    struct NameCase: Decodable {
        var text: String
        var valid: Bool
        var normalized: String
    }

    struct WheelCase: Decodable {
        var text: String
        var name: String?
        var version: String?
        var build: String?
        var tags: [String]?
    }

    struct TagsCase: Decodable {
        var python: String
        var glibc: Int
        var tags: [String]
    }

    var versions: [VersionCase]
    var order: Order
    var items: [String]
    var specifiers: [SpecifiersCase]
    var extras: [String]
    var environments: [[String: String]]
    var markers: [MarkerCase]
    var requirements: [RequirementCase]
    var names: [NameCase]
    var wheels: [WheelCase]
    var tags: [TagsCase]

    /// Whether the source distribution is there; once it is, vectors that cannot be made from it are a failure.
    static var canBeMade: Bool {
        guard shared == nil else { return true }
        let archive = try? TestFiles.buildCache(directory).appendingPathComponent("\(directory).tar.gz")
        return archive.map { FileManager.default.fileExists(atPath: $0.path) } ?? false
    }

    /// The directory both scripts work in.
    static let directory = "packaging-26.3"

    /// The vectors; `nil` when the source distribution cannot be fetched.
    static let shared: PackagingVectors? = {
        guard let directory = try? TestFiles.buildCache(Self.directory) else { return nil }
        let file = directory.appendingPathComponent("vectors.json")
        if !FileManager.default.fileExists(atPath: file.path) {
            let script = TestFiles.directory.appendingPathComponent("Scripts/packaging_vectors.py")
            _ = try? TestFiles.python([script.path, directory.path])
        }
        guard let data = try? Data(contentsOf: file) else { return nil }
        return try? JSONDecoder().decode(PackagingVectors.self, from: data)
    }()
}
