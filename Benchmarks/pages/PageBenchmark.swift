import Foundation
import HTTPTransport
import PythonPackaging

/// Measures how fast project pages are read, and how fast the form that the store keeps of them.
///
///     swift run -c release page-benchmark [project…]
@main enum PageBenchmark {
    static func main() async throws {
        let names = CommandLine.arguments.dropFirst()
        let environment = ProcessInfo.processInfo.environment
        let index = environment["FLASH_INDEX_URL"] ?? PackageIndex.pypi
        let http = HTTPClient(configuration: HTTPClientConfiguration(environment: environment))
        print("project                 page MB   files  read MB/s  kept MB  kept read MB/s of page")
        for name in names.isEmpty ? ["requests", "numpy", "grpcio", "botocore", "polars"] : Array(names) {
            let project = PackageName(normalizing: name)
            let headers: HTTPHeaders = ["Accept": "application/vnd.pypi.simple.v1+json"]
            var request = HTTPRequest(url: "\(index)/\(project)/", headers: headers)
            request.maximumBodyBytes = 512 << 20
            let response = try await http.send(request)
            let type = response.headers["Content-Type"] ?? ""
            let read = try fastest {
                try ProjectListing(page: response.body, type: type, project: project, url: response.url)
            }
            let kept = fastest { ProjectListing(read.value.bytes) }
            let megabytes = Double(response.body.count) / 1e6
            let columns = [
                name.padding(toLength: 22, withPad: " ", startingAt: 0),
                String(format: "%8.2f", megabytes),
                String(format: "%7d", read.value.count),
                String(format: "%10.0f", megabytes / read.seconds),
                String(format: "%8.2f", Double(read.value.bytes.count) / 1e6),
                String(format: "%12.0f", megabytes / kept.seconds),
            ]
            print(columns.joined(separator: " "))
        }
    }

    /// Runs `body` for about a second; returns what it gave and the shortest time in seconds.
    private static func fastest<Value>(_ body: () throws -> Value) rethrows -> (value: Value, seconds: Double) {
        let clock = ContinuousClock()
        let start = clock.now
        var shortest = Duration.seconds(3600)
        while true {
            var value: Value?
            shortest = min(shortest, try clock.measure { value = try body() })
            if let value, clock.now - start > .seconds(1) {
                return (value, Double(shortest.components.attoseconds) / 1e18)
            }
        }
    }
}
