import ArtifactCache
import Foundation
import HTTPTransport
import PythonPackaging
import Testing

/// Resolves against the public index.
@Suite(.serialized) struct IndexResolutionTests {
    @Test(arguments: [
        ["requests", "numpy", "pandas"],
        ["fastapi[standard]", "transformers", "pillow"],
        ["scipy", "scikit-learn", "matplotlib", "polars", "pyarrow"],
        ["boto3", "urllib3<2", "requests<2.32"],
    ])
    func resolvesAgainstTheIndex(requirements: [String]) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "resolution-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let platform = try TargetPlatform.example()
        let declared = try lines(requirements)
        let index = try #require(PackageIndex(PackageIndex.pypi))
        let client = IndexClient(
            indexes: [index],
            store: try ArtifactStore(directory: directory),
            http: HTTPClient(configuration: HTTPClientConfiguration(environment: ProcessInfo.processInfo.environment))
        )
        let provider = IndexPackageProvider(source: client, platform: platform, requirements: declared)
        guard let resolution = try await Self.resolution(of: declared, provider, platform) else {
            try Test.cancel("the package index cannot be reached")
        }
        for package in resolution.packages {
            let wheel = try #require(try await provider.wheel(for: package.name, version: package.version)?.wheel)
            #expect(wheel.priority(on: platform) != nil)
            #expect(!package.requiredBy.isEmpty)
            let found = try await provider.dependencies(of: package.name, version: package.version)
            for extras in [[]] + package.extras.map({ [$0] }) {
                let applicable = found.filter { $0.applies(to: platform.markerEnvironment, extras: Set(extras)) }
                let unmet = applicable.filter { !Self.isMet($0, in: resolution) }
                #expect(unmet.isEmpty, "\(package.name) \(package.version)")
            }
        }
    }

    private static func isMet(_ requirement: Requirement, in resolution: Resolution) -> Bool {
        guard let chosen = resolution[requirement.name] else { return false }
        return requirement.specifiers.contains(chosen.version) && Set(requirement.extras).isSubset(of: chosen.extras)
    }

    private static func resolution(
        of declared: [DeclaredRequirement],
        _ provider: IndexPackageProvider,
        _ platform: TargetPlatform
    ) async throws -> Resolution? {
        do {
            return try await Resolver(provider: provider, platform: platform).resolve(declared)
        } catch {
            guard case .provider(_, _, let underlying) = error, let problem = underlying as? IndexError,
                problem.kind == .unavailable
            else { throw error }
            return nil
        }
    }
}
