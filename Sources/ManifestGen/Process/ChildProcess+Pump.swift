#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension ChildProcess {
    /// Moves bytes to and from a running program.
    struct Pump {
        private(set) var collected: [UInt8] = []
        private(set) var complaints: [UInt8] = []
        private var input: Int32
        private var output: Int32
        private var errors: Int32
        private let limit: Int?

        init(input: Int32, output: Int32, errors: Int32, limit: Int? = nil) {
            self.limit = limit
            self.input = input
            self.output = output
            self.errors = errors
        }

        /// Moves bytes until the program closes its output; `false` when it was silent or ran for too long.
        mutating func run(
            _ pending: inout ArraySlice<UInt8>,
            silenceLimit: Int32,
            timeLimit: Int64? = nil
        ) -> Bool {
            let start = ContinuousClock.now
            while output >= 0 || errors >= 0 {
                var patience = silenceLimit
                if let timeLimit {
                    let left = timeLimit - Int64(start.duration(to: .now) / .milliseconds(1))
                    guard left > 0 else { return false }
                    patience = Int32(min(Int64(silenceLimit), left))
                }
                if pending.isEmpty { Self.shut(&input) }
                var polled = [
                    pollfd(fd: output, events: Int16(POLLIN), revents: 0),
                    pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
                    pollfd(fd: input, events: Int16(POLLOUT), revents: 0),
                ]
                let ready = poll(&polled, nfds_t(polled.count), patience)
                if ready < 0, errno == EINTR { continue }
                guard ready > 0 else { return false }
                if polled[0].revents != 0, let bytes = Self.receive(from: &output) {
                    Self.append(bytes, to: &collected, limit)
                }
                if polled[1].revents != 0, let bytes = Self.receive(from: &errors) {
                    Self.append(bytes, to: &complaints, limit)
                }
                if polled[2].revents != 0 { feed(&pending) }
            }
            return true
        }

        mutating func close() {
            Self.shut(&input)
            Self.shut(&output)
            Self.shut(&errors)
        }

        /// Appends bytes; of more than twice the limit, the end is kept.
        private static func append(_ bytes: ArraySlice<UInt8>, to text: inout [UInt8], _ limit: Int?) {
            text += bytes
            if let limit, text.count / 2 > limit { text.removeFirst(text.count - limit) }
        }

        private static func receive(from descriptor: inout Int32) -> ArraySlice<UInt8>? {
            var buffer = [UInt8](repeating: 0, count: 65536)
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 { return buffer.prefix(count) }
            if count == 0 || errno != EINTR { shut(&descriptor) }
            return nil
        }

        private mutating func feed(_ pending: inout ArraySlice<UInt8>) {
            #if canImport(Darwin)
                let flags: Int32 = Int32(MSG_DONTWAIT)
            #else
                let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
            #endif
            let sent = pending.withUnsafeBytes { send(input, $0.baseAddress, $0.count, flags) }
            if sent > 0 {
                pending = pending.dropFirst(sent)
            } else if sent < 0, errno != EAGAIN, errno != EINTR {
                pending = []
            }
        }

        private static func shut(_ descriptor: inout Int32) {
            guard descriptor >= 0 else { return }
            #if canImport(Glibc)
                _ = Glibc.close(descriptor)
            #elseif canImport(Musl)
                _ = Musl.close(descriptor)
            #else
                _ = Darwin.close(descriptor)
            #endif
            descriptor = -1
        }
    }
}
