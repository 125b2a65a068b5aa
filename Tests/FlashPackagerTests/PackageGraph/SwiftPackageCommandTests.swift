import Foundation
import Testing

@testable import FlashPackager

struct SwiftPackageCommandTests {
    /// A directory with a program `swift` of which `script` is the source.
    static func command(_ script: String) throws -> (TemporaryTree, SwiftPackageCommand) {
        let tree = try TemporaryTree(["swift": "#!/bin/sh\n\(script)\n"])
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: tree.path("swift"))
        let environment = [
            "PATH": "\(tree.root):/usr/bin:/bin", "LD_LIBRARY_PATH": "/opt/a:/opt/swift/usr/lib/swift/linux",
        ]
        return (tree, try SwiftPackageCommand(environment: environment))
    }

    @Test func missing() throws {
        let tree = try TemporaryTree(["swift": "not a program"])
        let failure = #expect(throws: BuildFailure.self) { try SwiftPackageCommand(environment: ["PATH": tree.root]) }
        #expect(failure?.code == "swift-package")
        #expect(failure?.kind == .configuration)
        #expect(failure?.message.contains("no `swift` in PATH") == true)
    }

    @Test func arguments() throws {
        let (_, command) = try Self.command(#"echo "$@"; echo "$LD_LIBRARY_PATH""#)
        let output = try command.run(["describe"], in: "/some where", scratch: "/scratch")
        let expected = "package --package-path /some where --scratch-path /scratch describe\n/opt/a\n"
        #expect(String(decoding: output, as: UTF8.self) == expected)
    }

    @Test(arguments: [
        ("exit 3", "failed with status 3 in /p."),
        ("echo 'cannot fetch https://user:secret@host/x' >&2; exit 1", "in /p:\ncannot fetch https://"),
        ("kill -9 $$", "was ended by signal 9 in /p."),
    ])
    func failures(script: String, expected: String) throws {
        let (_, command) = try Self.command(script)
        let failure = #expect(throws: BuildFailure.self) { try command.run(["describe"], in: "/p", scratch: nil) }
        #expect(failure?.code == "swift-package")
        #expect(failure?.message.contains(expected) == true)
        #expect(failure?.message.contains("secret") == false)
    }

    @Test(arguments: ["", "[]", "{\"targets\": 3}", "no json"])
    func unexpectedAnswers(_ answer: String) throws {
        let (_, command) = try Self.command("cat <<'END'\n\(answer)\nEND")
        let failure = #expect(throws: BuildFailure.self) {
            try SwiftPackageReader(command: command, scratch: "/scratch").layout(of: "/p")
        }
        #expect(failure?.code == "swift-package")
        #expect(failure?.message.contains("printed something unexpected") == true)
    }

    @Test func progressBeforeTheAnswer() throws {
        let (_, command) = try Self.command(#"echo Fetching; echo '{"products": [], "targets": []}'"#)
        #expect(try SwiftPackageReader(command: command, scratch: "/scratch").layout(of: "/p").targets.isEmpty)
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
