import ArtifactCache
import Foundation
import HTTPTransport
import PythonPackaging

/// A `python3` process that serves every scenario of packse as a package index on a loopback port.
final class PackseServer: Sendable {
    enum Problem: Error {
        case noPython
        case unreachableIndex
    }

    static let shared = Result { try PackseServer() }

    private let process: Process
    private let address: String

    private init() throws {
        guard let python = PythonInterpreter.find(["3.12", "3.13"]) else { throw Problem.noPython }
        let script = TestFiles.directory.appending(path: "Scripts/packse_index.py")
        let output = Pipe()
        process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = [script.path, try TestFiles.buildCache("packse").path]
        process.standardOutput = output
        process.standardInput = Pipe()
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            process.waitUntilExit()
            throw process.terminationStatus == 75 ? Problem.unreachableIndex : CocoaError(.executableLoad)
        }
        address = "http://127.0.0.1:\(port)"
    }

    /// The scenarios there are.
    func scenarios(_ http: HTTPClient) async throws -> [PackseScenario] {
        let body = try await http.send(HTTPRequest(url: "\(address)/scenarios")).body
        return try JSONDecoder().decode([PackseScenario].self, from: Data(body))
    }

    /// The index of a scenario.
    func source(of scenario: PackseScenario, store: ArtifactStore, http: HTTPClient) throws -> PackseSource {
        guard let index = PackageIndex("\(address)/\(scenario.name)/simple/") else {
            throw CocoaError(.coderInvalidValue)
        }
        return PackseSource(client: IndexClient(indexes: [index], store: store, http: http), http: http)
    }
}

/// The index of a scenario, with the metadata that building its source distributions would give.
struct PackseSource: DistributionSource {
    let client: IndexClient
    let http: HTTPClient

    func files(of package: PackageName) async throws -> [DistributionFile] { try await client.files(of: package) }

    func listing(of package: PackageName) async throws -> ProjectListing { try await client.listing(of: package) }

    func metadata(of file: DistributionFile) async throws -> CoreMetadata {
        guard file.kind == .sourceDistribution else { return try await client.metadata(of: file) }
        return try CoreMetadata(try await http.send(HTTPRequest(url: file.url + ".metadata")).body)
    }
}
