import Foundation
import Testing

@testable import FlashPackager

struct SwiftPackageCommandTests {
    /// Calls `body` with a command whose `swift` is the shell script `script`.
    ///
    /// Another process writes the program: a child that is started at the same time would inherit a descriptor of this
    /// one, and a file open for writing cannot be executed (`ETXTBSY`, execve(2)).
    static func withCommand(_ script: String, _ body: (SwiftPackageCommand) throws -> Void) throws {
        let tree = try TemporaryTree(["script": "#!/bin/sh\n\(script)\n"])
        let install = try Process.run(
            URL(fileURLWithPath: "/usr/bin/install"),
            arguments: ["-m", "755", tree.path("script"), tree.path("swift")]
        )
        install.waitUntilExit()
        #expect(install.terminationStatus == 0)
        let environment = [
            "PATH": "\(tree.root):/usr/bin:/bin", "LD_LIBRARY_PATH": "/opt/a:/opt/swift/usr/lib/swift/linux",
        ]
        try withExtendedLifetime(tree) { try body(SwiftPackageCommand(environment: environment)) }
    }

    @Test func missing() throws {
        let tree = try TemporaryTree(["swift": "not a program"])
        let failure = #expect(throws: BuildFailure.self) { try SwiftPackageCommand(environment: ["PATH": tree.root]) }
        #expect(failure?.code == "swift-package")
        #expect(failure?.kind == .configuration)
        #expect(failure?.message.contains("no `swift` in PATH") == true)
    }

    @Test func arguments() throws {
        try Self.withCommand(#"echo "$@"; echo "$LD_LIBRARY_PATH""#) { command in
            let output = try command.run(["describe"], in: "/some where", scratch: "/scratch")
            let expected = "package --package-path /some where --scratch-path /scratch describe\n/opt/a\n"
            #expect(String(decoding: output, as: UTF8.self) == expected)
        }
    }

    @Test(arguments: [
        ("exit 3", "failed with status 3 in /p."),
        ("echo 'cannot fetch https://user:secret@host/x' >&2; exit 1", "in /p:\ncannot fetch https://"),
        ("kill -9 $$", "was ended by signal 9 in /p."),
    ])
    func failures(script: String, expected: String) throws {
        try Self.withCommand(script) { command in
            let failure = #expect(throws: BuildFailure.self) { try command.run(["describe"], in: "/p", scratch: nil) }
            #expect(failure?.code == "swift-package")
            #expect(failure?.message.contains(expected) == true, "\(failure?.message ?? "")")
            #expect(failure?.message.contains("secret") == false)
        }
    }

    @Test(arguments: ["", "[]", "{\"targets\": 3}", "no json"])
    func unexpectedAnswers(_ answer: String) throws {
        try Self.withCommand("cat <<'END'\n\(answer)\nEND") { command in
            let failure = #expect(throws: BuildFailure.self) {
                try SwiftPackageReader(command: command, scratch: "/scratch").layout(of: "/p")
            }
            #expect(failure?.code == "swift-package")
            #expect(failure?.message.contains("printed something unexpected") == true, "\(failure?.message ?? "")")
        }
    }

    @Test func progressBeforeTheAnswer() throws {
        try Self.withCommand(#"echo Fetching; echo '{"products": [], "targets": []}'"#) { command in
            let layout = try SwiftPackageReader(command: command, scratch: "/scratch").layout(of: "/p")
            #expect(layout.targets.isEmpty)
        }
    }

    @Test(
        arguments: [
            (nil, nil),
            ("/opt/swift/usr/lib/swift/linux", nil),
            ("/opt/lib:/opt/swift/usr/lib/swift/linux", "/opt/lib"),
            ("/opt/swift/usr/lib/swift/host:/opt/lib:", "/opt/lib"),
        ] as [(String?, String?)]
    )
    func libraries(inherited: String?, kept: String?) {
        let environment = ["LD_LIBRARY_PATH": inherited].compactMapValues { $0 }
        #expect(SwiftPackageCommand.withoutToolchainLibraries(environment)["LD_LIBRARY_PATH"] == kept)
    }
}
