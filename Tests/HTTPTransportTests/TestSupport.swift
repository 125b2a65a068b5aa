import HTTPTransport
import Synchronization
import Testing

extension HTTPClientConfiguration {
    /// A configuration that waits little between attempts and knows nothing of the environment.
    static func forTests(_ change: (inout Self) -> Void = { _ in }) -> Self {
        var configuration = Self(environment: [:])
        configuration.firstRetryDelay = 1
        configuration.netrcPath = nil
        change(&configuration)
        return configuration
    }
}

extension HTTPResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}

extension LoopbackServer {
    static func content(_ range: Range<Int>) -> [UInt8] {
        range.map { UInt8($0 * 7 % 251) }
    }
}

/// Collects what a download delivers.
final class Collector: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        var starts = 0
    }

    private let state = Mutex(State())

    var bytes: [UInt8] { state.withLock { $0.bytes } }
    var starts: Int { state.withLock { $0.starts } }

    func start() {
        state.withLock {
            $0.bytes = []
            $0.starts += 1
        }
    }

    func append(_ bytes: UnsafeRawBufferPointer) {
        state.withLock { $0.bytes.append(contentsOf: bytes) }
    }
}

/// Expects `body` to fail in the way of `kind`; returns the error.
@discardableResult
func expectFailure<Value>(
    _ kind: HTTPError.Kind,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> Value
) async -> HTTPError? {
    do {
        let value = try await body()
        Issue.record("expected \(kind), got \(value)", sourceLocation: sourceLocation)
    } catch let error as HTTPError {
        #expect(error.kind == kind, sourceLocation: sourceLocation)
        return error
    } catch {
        Issue.record("expected \(kind), got \(error)", sourceLocation: sourceLocation)
    }
    return nil
}
