#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Ends the process at once.
enum ProcessExit {
    /// Writes out what the standard streams still hold, then ends without the exit handlers of libraries.
    ///
    /// Threads of the transport and the concurrency runtime may still be at work, on connections or memory that exit
    /// handlers (`atexit`, destructors of shared libraries) would take from under them.
    static func leave(with status: Int32) -> Never {
        fflush(nil)
        _exit(status)
    }
}
