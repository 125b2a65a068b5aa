import Dispatch
import Foundation
import PackagePlugin

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One run of the `flash` executable.
///
/// SwiftPM shows the plugin's standard output and standard error on one stream, so the helper's standard error is
/// taken apart and handed over as diagnostics, which SwiftPM prints on its own standard error. Standard output holds
/// data and passes unchanged.
struct HelperProcess {
    /// How a run ended.
    enum Outcome: Equatable {
        case exited(CInt)
        case killed(signal: CInt)

        /// What went wrong, as the rest of a sentence; `nil` after success.
        var failure: String? {
            switch self {
            case .exited(0): nil
            case .exited(let status): "failed with exit code \(status)"
            case .killed(let signal): "was killed by signal \(signal)"
            }
        }
    }

    /// What to run.
    let executable: URL

    /// Runs the helper in the working directory of the user and waits for its end.
    func run(_ arguments: [String]) throws -> Outcome {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = Self.environment(from: ProcessInfo.processInfo.environment)
        // The helper takes the end of its input as the wish to cancel. The pipe stays open for as long as this
        // process lives, however it dies; Ctrl-C itself does not reach the helper, which has its own process group.
        let input = Pipe()
        let output = Pipe()
        let errors = Pipe()
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors

        let parent = ParentWatch()
        try Self.acceptingSignals { try process.run() }
        let streams = DispatchGroup()
        let (outputEnd, errorsEnd) = (output.fileHandleForReading, errors.fileHandleForReading)
        DispatchQueue(label: "standard output").async(group: streams) { Self.copyOutput(outputEnd) }
        DispatchQueue(label: "standard error").async(group: streams) { Self.reportMessages(errorsEnd) }
        process.waitUntilExit()
        streams.wait()
        parent.cancel()
        try? input.fileHandleForWriting.close()
        return process.terminationReason == .uncaughtSignal
            ? .killed(signal: process.terminationStatus) : .exited(process.terminationStatus)
    }

    /// Runs `body` with no signal blocked on this thread.
    ///
    /// A child inherits the mask of the thread that starts it, and the threads of Swift concurrency block nearly all
    /// signals: the helper could then not be terminated.
    private static func acceptingSignals<Result>(_ body: () throws -> Result) rethrows -> Result {
        var none = sigset_t()
        var previous = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &previous)
        defer { pthread_sigmask(SIG_SETMASK, &previous, nil) }
        return try body()
    }

    /// Copies bytes as they come, and ends a last line that has no line break, because SwiftPM would drop it.
    private static func copyOutput(_ source: FileHandle) {
        let destination = FileHandle.standardOutput
        var last: UInt8?
        while true {
            let chunk = source.availableData
            guard let end = chunk.last else { break }
            last = end
            guard (try? destination.write(contentsOf: chunk)) != nil else { break }
        }
        if let last, last != UInt8(ascii: "\n") {
            try? destination.write(contentsOf: Data([UInt8(ascii: "\n")]))
        }
    }

    /// Reports what arrives as soon as it is complete; a finding is when nothing follows it for a moment.
    private static func reportMessages(_ source: FileHandle) {
        var lines = LineBuffer()
        var messages = HelperMessages()
        while true {
            if messages.pending != nil, !hasInput(source, within: 100) { messages.finish()?.report() }
            let chunk = source.availableData
            guard !chunk.isEmpty else { break }
            for line in lines.append(chunk) { messages.append(line).forEach { $0.report() } }
        }
        if let line = lines.finish() { messages.append(line).forEach { $0.report() } }
        messages.finish()?.report()
    }

    /// Waits until bytes or the end of `source` arrive, at most so many milliseconds.
    private static func hasInput(_ source: FileHandle, within milliseconds: CInt) -> Bool {
        var descriptor = pollfd(fd: source.fileDescriptor, events: Int16(POLLIN), revents: 0)
        return poll(&descriptor, 1, milliseconds) != 0
    }

    /// Removes what SwiftPM appended to the library search path for the plugin's sake, lest the tools that the helper
    /// starts load the toolchain's libraries.
    private static func environment(from inherited: [String: String]) -> [String: String] {
        var environment = inherited
        environment["FLASH_CANCEL_ON_STDIN_EOF"] = "1"
        if let value = inherited["LD_LIBRARY_PATH"] {
            var directories = value.split(separator: ":", omittingEmptySubsequences: false)
            if directories.last?.hasSuffix("/usr/lib/swift/linux") == true { directories.removeLast() }
            environment["LD_LIBRARY_PATH"] = directories.isEmpty ? nil : directories.joined(separator: ":")
        }
        return environment
    }
}
