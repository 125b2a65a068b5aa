import Digests

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a manifest tells of its artifact.
///
/// Manifests of the reference have no packages, files and parts.
struct StoredManifest: Sendable, Decodable {
    struct Package: Sendable, Decodable {
        var name: String
        var version: String
        var wheel: String
        var bytes: UInt64
        var unpackedBytes: UInt64?
        var requiredBy: [String]
        var dependencies: [String]
        var record: Record?

        enum CodingKeys: String, CodingKey {
            case name, version, wheel, bytes, dependencies, record
            case unpackedBytes = "unpacked_bytes"
            case requiredBy = "required_by"
        }
    }

    struct Record: Sendable, Decodable {
        var path: String
        var sha256: SHA256Digest
    }

    struct File: Sendable, Decodable {
        var path: String
        var bytes: UInt64
        var sha256: SHA256Digest
        var executable: Bool?
    }

    struct Artifact: Sendable, Decodable {
        var parts: [Part]
        var compression: String?
        var slim: [String: Slimmed]?
    }

    /// What a kind of files that was left out saved.
    struct Slimmed: Sendable, Decodable {
        var files: Int
    }

    struct Part: Sendable, Decodable {
        var name: String
        var bytes: UInt64
        var sha256: SHA256Digest
    }

    var projectName: String
    var pythonVersion: String?
    var targetPlatform: String?
    var packages: [Package]?
    var excludedPackages: [String]?
    var files: [File]?
    var artifact: Artifact?
    var resources: [String: ManifestValue]?
    var functions: [String: ManifestValue]?
    var routes: [String: ManifestValue]?

    enum CodingKeys: String, CodingKey {
        case packages, files, artifact, resources, routes
        case projectName = "project_name"
        case pythonVersion = "python_version"
        case targetPlatform = "target_platform"
        case excludedPackages = "excluded_packages"
        case functions = "function_registry"
    }

    /// Reads a manifest; `nil` when it is none that this version understands.
    init?(_ content: [UInt8]) {
        guard let decoded = try? JSONDecoder().decode(Self.self, from: Data(content)) else { return nil }
        self = decoded
        guard sizes.allSatisfy({ $0 < 1 << 40 }), sizes.count < 1 << 20 else { return nil }
    }

    /// All sizes in it; within bounds, no sum of them overflows.
    private var sizes: [UInt64] {
        let ofPackages = (packages ?? []).flatMap { package -> [UInt64] in [package.bytes, package.unpackedBytes ?? 0] }
        return ofPackages + (files ?? []).map(\.bytes) + (artifact?.parts ?? []).map(\.bytes)
    }

    /// Whether the manifest is of an artifact whose files all have digests.
    var hasDigests: Bool { packages != nil && files != nil }
}

/// A value of a manifest that is only compared and shown.
enum ManifestValue: Hashable, Sendable, Decodable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([ManifestValue])
    case object([String: ManifestValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([ManifestValue].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: ManifestValue].self))
        }
    }

    /// The value on one line, as JSON would have it, without white space.
    var text: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .string(let value): "\"\(value)\""
        case .array(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value.text)" }.joined(separator: ",")
                + "}"
        }
    }
}
