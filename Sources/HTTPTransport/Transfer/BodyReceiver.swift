/// Takes the body of a successful answer over all attempts at one request.
///
/// Sendable: the transfer thread uses it during an attempt and the requesting task between attempts; the hand-over
/// goes through the lock of ``TransferLoop`` and a continuation, so the two never overlap.
final class BodyReceiver: @unchecked Sendable {
    enum Destination {
        case memory(limit: Int)
        case stream(
            started: (@Sendable (HTTPResponse) throws -> Void)?,
            sink: @Sendable (UnsafeRawBufferPointer) throws -> Void
        )
    }

    enum Failure: Error {
        case tooLarge(limit: Int)
        case sink(any Error)
        case cannotContinue(String)
    }

    private let destination: Destination
    private let isImmutable: Bool
    /// The offset of the first byte wanted from the whole content.
    private var firstOffset: UInt64 = 0
    private var isPartial = false
    private var delivered: UInt64 = 0
    private var unwanted: UInt64 = 0
    private var validator: String?
    private var resumesAttempt = false
    private(set) var body: [UInt8] = []

    init(_ destination: Destination, isImmutable: Bool) {
        self.destination = destination
        self.isImmutable = isImmutable
    }

    var acceptsCompression: Bool {
        if case .memory = destination { true } else { false }
    }

    /// Whether another attempt can complete what was delivered so far.
    var canStartAgain: Bool {
        switch destination {
        case .memory: true
        case .stream(let started, _): delivered == 0 || canResume || started != nil
        }
    }

    private var canResume: Bool {
        isImmutable || validator != nil
    }

    /// Prepares for an attempt; returns where it should resume, `nil` to start from the beginning.
    func prepareAttempt() -> (offset: UInt64, validator: String?)? {
        body = []
        unwanted = 0
        resumesAttempt = delivered > 0 && canResume
        return resumesAttempt ? (firstOffset + delivered, validator) : nil
    }

    /// Receives the head of a successful answer; `hasBody` is false if only the head was asked for.
    func begin(_ head: HTTPResponse, hasBody: Bool) throws(Failure) {
        switch destination {
        case .memory(let limit):
            guard hasBody, let length = head.headers["Content-Length"].flatMap({ UInt64($0) }) else { return }
            if length > UInt64(clamping: limit) { throw .tooLarge(limit: limit) }
            body.reserveCapacity(Int(clamping: length))
        case .stream(let started, _):
            if resumesAttempt, try resume(with: head) { return }
            guard delivered == 0 || started != nil else {
                throw .cannotContinue("the content changed while it was transferred")
            }
            delivered = 0
            isPartial = head.status == 206
            firstOffset = isPartial ? head.contentRange?.start ?? 0 : 0
            validator = Self.strongValidator(of: head)
            do {
                try started?(head)
            } catch {
                throw .sink(error)
            }
        }
    }

    func receive(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
        switch destination {
        case .memory(let limit):
            guard bytes.count <= limit - body.count else { throw .tooLarge(limit: limit) }
            body.append(contentsOf: bytes)
        case .stream(_, let sink):
            let skipped = Int(min(unwanted, UInt64(bytes.count)))
            unwanted -= UInt64(skipped)
            let wanted = UnsafeRawBufferPointer(rebasing: bytes[skipped...])
            if wanted.isEmpty { return }
            do {
                try sink(wanted)
            } catch {
                throw .sink(error)
            }
            delivered += UInt64(wanted.count)
        }
    }

    /// Decides whether an answer to a resuming request continues what was delivered; `false` to start over.
    private func resume(with head: HTTPResponse) throws(Failure) -> Bool {
        if head.status == 206 {
            guard head.contentRange?.start == firstOffset + delivered else {
                throw .cannotContinue("the server answered with another range than the one asked for")
            }
            return true
        }
        guard isImmutable, !isPartial else { return false }
        unwanted = delivered
        return true
    }

    /// The entity tag, unless it is weak: only a strong one may combine ranges (RFC 9110, section 13.1.5).
    private static func strongValidator(of head: HTTPResponse) -> String? {
        guard let tag = head.headers["ETag"], tag.hasPrefix("\"") else { return nil }
        return tag
    }
}
