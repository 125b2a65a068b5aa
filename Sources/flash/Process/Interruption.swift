import FlashPackager

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Ends the process cleanly when the user or a pipeline stops it.
///
/// The handler only passes the signal's number on to a thread that waits for it, so nothing is ever interrupted in the
/// middle of putting outputs in place. Blocking the signals instead would not do: on Linux the main thread of an
/// asynchronous program ends up in `sigsuspend(2)` with none blocked. Under the command plugin, which cannot pass
/// signals on, the end of standard input means the same.
enum Interruption {
    private static let signals: [Int32] = [SIGINT, SIGTERM, SIGHUP]
    /// The end of a pipe that the handler writes to; set before there is a handler.
    nonisolated(unsafe) private static var writingEnd: Int32 = -1

    /// Starts to listen; call once.
    static func install(endsWithStandardInput: Bool) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let readingEnd = ends[0]
        writingEnd = ends[1]
        for signal in signals { handle(signal) }
        signal(SIGPIPE, SIG_IGN)
        // A file that grows beyond the limit for files (RLIMIT_FSIZE) is an error then, as a full disk is.
        signal(SIGXFSZ, SIG_IGN)
        startThread { waitForSignal(readingEnd) }
        if endsWithStandardInput {
            startThread { waitForEndOfInput() }
        }
    }

    /// Has a signal passed on, unless whoever started the process had it ignored.
    private static func handle(_ number: Int32) {
        let previous = signal(number) { number in
            var byte = UInt8(truncatingIfNeeded: number)
            _ = write(Interruption.writingEnd, &byte, 1)
        }
        if unsafeBitCast(previous, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { signal(number, SIG_IGN) }
    }

    private static func startThread(_ body: @escaping @Sendable () -> Void) {
        #if canImport(Glibc)
            var thread = pthread_t()
        #else
            var thread: pthread_t?
        #endif
        let context = Unmanaged.passRetained(Body(body)).toOpaque()
        pthread_create(
            &thread,
            nil,
            { context in
                #if canImport(Glibc)
                    let body = Unmanaged<Body>.fromOpaque(context!).takeRetainedValue()
                #else
                    let body = Unmanaged<Body>.fromOpaque(context).takeRetainedValue()
                #endif
                body.run()
                return nil
            },
            context
        )
    }

    private static func waitForSignal(_ readingEnd: Int32) {
        var number: UInt8 = 0
        while read(readingEnd, &number, 1) != 1 {
            guard errno == EINTR else { return }
        }
        stop(status: 128 + Int32(number))
    }

    private static func waitForEndOfInput() {
        var byte: UInt8 = 0
        while true {
            let count = read(STDIN_FILENO, &byte, 1)
            if count == 0 { stop(status: 130) }
            if count < 0, errno != EINTR { return }
        }
    }

    private static func stop(status: Int32) -> Never {
        CriticalSection.outputs.finish {
            Console.writeError("\nStopped; the previous outputs are as they were.\n")
            _exit(status)
        }
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
}
