import Digests
import Testing

@testable import FlashPackager

@Suite struct BuildTimeTests {
    private func file(_ modified: Int64) -> InputFile {
        InputFile(
            path: "a",
            absolutePath: "/a",
            displayPath: "a",
            isExecutable: false,
            identity: FileIdentity(bytes: 0, modified: modified, changed: 0, inode: 1)
        )
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000000Z"),
        (951_782_400_123_456_789, "2000-02-29T00:00:00.123456Z"),
        (1_762_000_000_000_000_000, "2025-11-01T12:26:40.000000Z"),
        (4_107_542_399_999_999_999, "2100-02-28T23:59:59.999999Z"),
        (-1_000, "1969-12-31T23:59:59.999999Z"),
    ])
    func isTheNewestInputsTime(nanoseconds: Int64, text: String) throws {
        let time = try BuildTime([file(nanoseconds), file(nanoseconds - 5_000_000)], environment: [:])
        #expect(time.iso8601 == text)
        #expect(time.fileTime == 315_532_800)
    }

    @Test func isTheEpochTheEnvironmentGives() throws {
        let time = try BuildTime([file(1)], environment: ["SOURCE_DATE_EPOCH": "1700000000"])
        #expect(time.iso8601 == "2023-11-14T22:13:20.000000Z")
        #expect(time.fileTime == 1_700_000_000)
    }

    @Test(arguments: ["yesterday", "-1", "1.5", "99999999999"])
    func refusesWhatIsNoEpoch(text: String) {
        #expect {
            try BuildTime([], environment: ["SOURCE_DATE_EPOCH": text])
        } throws: { error in
            (error as? BuildFailure)?.exitStatus == 64
        }
    }
}
