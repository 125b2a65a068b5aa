import Foundation

/// A remote function of an artifact.
public struct DeployedFunction: Hashable, Sendable {
    /// The resource it runs on.
    public var resource: String
    /// The module and name to call it by, such as `workers.text.embed`.
    public var name: String

    /// Reads the functions from a `flash_manifest.json`, sorted by resource and name.
    public static func functions(inManifest json: Data) throws -> [DeployedFunction] {
        try JSONDecoder().decode(Manifest.self, from: json).resources
            .flatMap { resource, settings in
                settings.functions.map { DeployedFunction(resource: resource, name: "\($0.module).\($0.name)") }
            }
            .sorted { ($0.resource, $0.name) < ($1.resource, $1.name) }
    }

    private struct Manifest: Decodable {
        var resources: [String: Resource]
    }

    private struct Resource: Decodable {
        var functions: [Function]
    }

    private struct Function: Decodable {
        var module: String
        var name: String
    }
}
