import ArgumentParser
import FlashPackager

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
        subcommands: [BuildCommand.self, CheckCommand.self, LockCommand.self, InspectCommand.self, CacheCommand.self]
    )
}
