import CCurl

/// One request on the wire: a single attempt at a single URL.
///
/// Sendable: everything mutable belongs to the transfer thread once the transfer is submitted, except `isSubmitted`
/// and `isCancelled`, which the lock of ``TransferLoop`` guards.
final class Transfer: @unchecked Sendable {
    struct Order {
        var url: HTTPURL
        var method: String
        var headers: HTTPHeaders
        var body: HTTPBody?
        var acceptsCompression: Bool
    }

    enum Failure: Error {
        case cancelled
        case receiver(BodyReceiver.Failure)
        case curl(code: CURLcode, message: String)
    }

    typealias Outcome = Result<HTTPResponse, Failure>

    static let maximumHeaderBytes = 256 << 10
    static let maximumErrorBodyBytes = 64 << 10

    let order: Order
    let receiver: BodyReceiver
    var isSubmitted = false
    var isCancelled = false
    var continuation: CheckedContinuation<Outcome, Never>?
    let wire = CurlHandle()

    private var status = 0
    private var headers = HTTPHeaders()
    private var headerBytes = 0
    private var hasBegun = false
    private var errorBody: [UInt8] = []
    private var isErrorBodyFull = false
    private var failure: Failure?

    init(_ order: Order, receiver: BodyReceiver) {
        self.order = order
        self.receiver = receiver
    }

    /// Takes one header line; returns whether to go on.
    func receiveHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        headerBytes += line.count
        guard headerBytes <= Self.maximumHeaderBytes else { return false }
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") {
            headers = HTTPHeaders()
            status = text.split(separator: " ").dropFirst().first.flatMap { Int($0.prefix(3)) } ?? 0
        } else if let colon = text.firstIndex(of: ":") {
            headers.append(Self.trimmed(text[..<colon]), Self.trimmed(text[text.index(after: colon)...]))
        }
        return true
    }

    /// Takes a piece of the body; returns whether to go on.
    func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard HTTPResponse.isSuccess(status) else {
            let room = Self.maximumErrorBodyBytes - errorBody.count
            errorBody.append(contentsOf: bytes.prefix(room))
            isErrorBodyFull = bytes.count > room
            return !isErrorBodyFull
        }
        do throws(BodyReceiver.Failure) {
            try begin()
            try receiver.receive(bytes)
            return true
        } catch {
            failure = .receiver(error)
            return false
        }
    }

    /// Ends the transfer with curl's result, or because it was cancelled.
    func finish(_ code: CURLcode, isCancelled: Bool = false) {
        let outcome = isCancelled ? .failure(.cancelled) : self.outcome(of: code)
        wire.close()
        let waiting = continuation
        continuation = nil
        waiting?.resume(returning: outcome)
    }

    private func outcome(of code: CURLcode) -> Outcome {
        if let failure { return .failure(failure) }
        guard code == CURLE_OK || isErrorBodyFull else {
            return .failure(.curl(code: code, message: wire.message(for: code)))
        }
        guard HTTPResponse.isSuccess(status) else {
            return .success(response(body: errorBody))
        }
        do throws(BodyReceiver.Failure) {
            try begin()
        } catch {
            return .failure(.receiver(error))
        }
        return .success(response(body: receiver.body))
    }

    private func begin() throws(BodyReceiver.Failure) {
        if hasBegun { return }
        hasBegun = true
        try receiver.begin(response(body: []), hasBody: order.method != "HEAD")
    }

    private func response(body: [UInt8]) -> HTTPResponse {
        HTTPResponse(status: status, headers: headers, body: body, url: order.url.text)
    }

    private static func trimmed(_ text: Substring) -> String {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\n" || $0 == "\r\n" }
        var rest = text.drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return String(rest)
    }
}
