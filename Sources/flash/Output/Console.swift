#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The process's standard streams and what they are connected to.
enum Console {
    /// Writes `text` to standard output.
    static func write(_ text: String) {
        write(text, to: STDOUT_FILENO)
    }

    /// Writes `text` to standard error.
    static func writeError(_ text: String) {
        write(text, to: STDERR_FILENO)
    }

    /// Writes all of `text` to `descriptor`; a closed pipe is not an error here.
    static func write(_ text: String, to descriptor: Int32) {
        let bytes = Array(text.utf8)
        var offset = 0
        while offset < bytes.count {
            let written = bytes.withUnsafeBytes {
                #if canImport(Glibc)
                    Glibc.write(descriptor, $0.baseAddress! + offset, bytes.count - offset)
                #else
                    Darwin.write(descriptor, $0.baseAddress! + offset, bytes.count - offset)
                #endif
            }
            if written < 0, errno == EINTR { continue }
            if written <= 0 { return }
            offset += written
        }
    }

    /// Whether colours are wanted on `descriptor` when the user said `choice`.
    static func usesColour(on descriptor: Int32, choice: Bool?) -> Bool {
        if let choice { return choice }
        let environment = ProcessEnvironment.current
        if let noColor = environment["NO_COLOR"], !noColor.isEmpty { return false }
        if environment["TERM"] == "dumb" { return false }
        return isatty(descriptor) == 1
    }

    /// The columns of the terminal at `descriptor`; 80 when it does not say.
    static func columns(of descriptor: Int32) -> Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }
}
