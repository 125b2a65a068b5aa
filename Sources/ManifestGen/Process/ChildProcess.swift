#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Runs a program with bytes on its standard input and collects what it prints.
///
/// Input and output are moved together, so neither side can block the other. The program gets a process group of
/// its own, so that a wrapper script and what it started end together.
package struct ChildProcess: Sendable {
    /// How a run ended.
    package enum Ending: Hashable, Sendable {
        /// The program ended with this exit status.
        case exited(Int32)
        /// This signal ended the program.
        case signaled(Int32)
        /// The program was silent or ran for too long and was killed.
        case timedOut
    }

    /// What a run left behind.
    package struct Outcome: Sendable {
        /// How the program ended.
        package var ending: Ending
        /// What it wrote to its standard output.
        package var output: [UInt8]
        /// What it wrote to its standard error.
        package var errors: [UInt8]
    }

    /// The path of the program.
    package let executable: String
    /// The arguments, without the program's name.
    package let arguments: [String]
    /// The whole environment of the program.
    package let environment: [String: String]
    /// How long the program may be silent before it is killed, in milliseconds.
    package let silenceLimit: Int32
    /// How long the program may run before it is killed, in milliseconds; `nil` for as long as it is not silent.
    package var timeLimit: Int64?
    /// How much of the end of each output is kept at least, in bytes; `nil` for all of it.
    package var outputLimit: Int?
    /// What ends the program from outside.
    package var control: ChildControl?

    /// Describes a run; `silenceLimit` is in milliseconds.
    package init(executable: String, arguments: [String], environment: [String: String], silenceLimit: Int32) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.silenceLimit = silenceLimit
    }

    /// Runs the program to its end; `nil` with the system's error number when it cannot be started.
    package func run(input: [UInt8]) -> Result<Outcome, SystemError> {
        var input = input[...]
        let toChild: (ours: Int32, theirs: Int32)
        let output: (ours: Int32, theirs: Int32)
        let errors: (ours: Int32, theirs: Int32)
        guard let first = Self.socketPair() else { return .failure(SystemError(number: errno)) }
        toChild = first
        guard let second = Self.socketPair() else {
            let number = errno
            Self.close(toChild)
            return .failure(SystemError(number: number))
        }
        output = second
        guard let third = Self.socketPair() else {
            let number = errno
            Self.close(toChild)
            Self.close(output)
            return .failure(SystemError(number: number))
        }
        errors = third
        let started = spawn(input: toChild.theirs, output: output.theirs, errors: errors.theirs)
        for descriptor in [toChild.theirs, output.theirs, errors.theirs] { Self.close(descriptor) }
        guard case .success(let process) = started else {
            for descriptor in [toChild.ours, output.ours, errors.ours] { Self.close(descriptor) }
            return started.map { _ in Outcome(ending: .timedOut, output: [], errors: []) }
        }
        control?.started(process)
        defer { control?.finish() }
        var pump = Pump(input: toChild.ours, output: output.ours, errors: errors.ours, limit: outputLimit)
        let isSilent = !pump.run(&input, silenceLimit: silenceLimit, timeLimit: timeLimit)
        pump.close()
        let status = isSilent ? nil : Self.wait(for: process, limit: silenceLimit)
        if status == nil {
            kill(-process, SIGKILL)
            var ignored: Int32 = 0
            while waitpid(process, &ignored, 0) < 0, errno == EINTR {}
        }
        let ending: Ending =
            status.map { $0 & 0x7f == 0 ? .exited($0 >> 8 & 0xff) : .signaled($0 & 0x7f) } ?? .timedOut
        return .success(Outcome(ending: ending, output: pump.collected, errors: pump.complaints))
    }

    private func spawn(input: Int32, output: Int32, errors: Int32) -> Result<pid_t, SystemError> {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        for (descriptor, standard) in [(input, STDIN_FILENO), (output, STDOUT_FILENO), (errors, STDERR_FILENO)] {
            posix_spawn_file_actions_adddup2(&actions, descriptor, standard)
        }
        var defaults = sigset_t()
        sigemptyset(&defaults)
        sigaddset(&defaults, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setpgroup(&attributes, 0)
        var unblocked = sigset_t()
        sigemptyset(&unblocked)
        posix_spawnattr_setsigmask(&attributes, &unblocked)
        let flags = Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK)
        posix_spawnattr_setflags(&attributes, flags)
        let argumentPointers = ([executable] + arguments).map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (argumentPointers + variables).forEach { free($0) } }
        var process: pid_t = 0
        let result = posix_spawn(&process, executable, &actions, &attributes, argumentPointers, variables)
        return result == 0 ? .success(process) : .failure(SystemError(number: result))
    }

    /// Waits for a program that has closed its output; `nil` when it does not end within the limit.
    private static func wait(for process: pid_t, limit: Int32) -> Int32? {
        var status: Int32 = 0
        var waited: Int64 = 0
        var pause: UInt32 = 200
        while waited < Int64(limit) * 1000 {
            let result = waitpid(process, &status, WNOHANG)
            if result == process { return status }
            if result < 0, errno != EINTR { return nil }
            usleep(pause)
            waited += Int64(pause)
            pause = min(pause * 2, 20_000)
        }
        return nil
    }

    /// A pair of connected descriptors that other child processes do not inherit.
    private static func socketPair() -> (ours: Int32, theirs: Int32)? {
        var pair: [Int32] = [-1, -1]
        #if canImport(Darwin)
            guard socketpair(AF_UNIX, SOCK_STREAM, 0, &pair) == 0 else { return nil }
            var enabled: Int32 = 1
            setsockopt(pair[0], SOL_SOCKET, SO_NOSIGPIPE, &enabled, socklen_t(MemoryLayout<Int32>.size))
            for descriptor in pair { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        #else
            let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
            guard socketpair(AF_UNIX, type, 0, &pair) == 0 else { return nil }
        #endif
        return (pair[0], pair[1])
    }

    private static func close(_ pair: (ours: Int32, theirs: Int32)) {
        close(pair.ours)
        close(pair.theirs)
    }

    private static func close(_ descriptor: Int32) {
        #if canImport(Glibc)
            _ = Glibc.close(descriptor)
        #elseif canImport(Musl)
            _ = Musl.close(descriptor)
        #else
            _ = Darwin.close(descriptor)
        #endif
    }
}

/// An error number of the operating system.
package struct SystemError: Error, Hashable {
    /// The error number, as in `errno`.
    package let number: Int32

    /// The system's words for the error.
    package var message: String { String(cString: strerror(number)) }
}
