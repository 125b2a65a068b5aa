import FlashPackager

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Ends the process cleanly when the user or a pipeline stops it.
///
/// The signals are blocked everywhere and taken by one thread, so no other thread is ever interrupted in the middle of
/// putting outputs in place. Under the command plugin, which cannot pass signals on, the end of standard input means
/// the same.
enum Interruption {
    private static let signals: [Int32] = [SIGINT, SIGTERM, SIGHUP]

    /// Starts to listen; call once, before any other thread exists.
    static func install(endsWithStandardInput: Bool) {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in signals { sigaddset(&set, signal) }
        pthread_sigmask(SIG_BLOCK, &set, nil)
        signal(SIGPIPE, SIG_IGN)
        startThread { waitForSignal() }
        if endsWithStandardInput {
            startThread { waitForEndOfInput() }
        }
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

    private static func waitForSignal() {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in signals { sigaddset(&set, signal) }
        var received: Int32 = 0
        sigwait(&set, &received)
        stop(status: 128 + received)
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
