import ArgumentParser
import CSystem
import FlashPackager

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@main struct Flash: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flash",
        abstract: "Package remote functions for serverless GPUs and CPUs.",
        discussion: """
            Scans a project for functions marked @remote, groups them by resource configuration, resolves and packs \
            their dependencies for Linux x86_64, and writes .flash/flash_manifest.json and .flash/artifact.tar.gz.

            Shell completions: flash --generate-completion-script bash|zsh|fish
            """,
        version: "Flash for Swift \(ToolVersion.current)",
        subcommands: [
            BuildCommand.self, CheckCommand.self, LockCommand.self, TreeCommand.self, OutdatedCommand.self,
            InspectCommand.self, DiffCommand.self, VerifyCommand.self, CacheCommand.self,
        ]
    )

    static func main() async {
        flash_prepare_heap()
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            ProcessExit.leave(with: ExitCode.success.rawValue)
        } catch {
            let status = exitCode(for: error)
            let message = fullMessage(for: error)
            if !message.isEmpty {
                Console.write(message + "\n", to: status.isSuccess ? STDOUT_FILENO : STDERR_FILENO)
            }
            ProcessExit.leave(with: status.rawValue)
        }
    }
}
