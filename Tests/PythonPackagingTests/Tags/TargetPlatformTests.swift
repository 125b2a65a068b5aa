import PythonPackaging
import Testing

@Suite struct TargetPlatformTests {
    @Test(arguments: [
        ("manylinux_2_28_x86_64", "tags_cp312_glibc_2_28.txt"), ("linux_x86_64", "tags_cp312_glibc_2_35.txt"),
    ])
    func listsTagsInOrder(platform: String, fixture: String) throws {
        let target = try TargetPlatform(pythonVersion: "3.12", platform: platform)
        #expect(target.tags.map(\.description) == (try TestFiles.fixtureLines(fixture)))
    }

    @Test(arguments: [
        ("manylinux_2_17_x86_64", 17), ("manylinux2014_x86_64", 17), ("manylinux2010_x86_64", 12),
        ("manylinux1_x86_64", 5),
        ("linux_x86_64", 35), ("manylinux_2_39_x86_64", 39),
    ])
    func understandsPlatforms(platform: String, glibcMinor: Int) throws {
        #expect(try TargetPlatform(pythonVersion: "3.11", platform: platform).glibcMinor == glibcMinor)
    }

    @Test(arguments: [
        ("manylinux_2_28_aarch64", TargetPlatformError.unsupportedPlatform("manylinux_2_28_aarch64")),
        ("musllinux_1_2_x86_64", .unsupportedPlatform("musllinux_1_2_x86_64")),
        ("macosx_11_0_arm64", .unsupportedPlatform("macosx_11_0_arm64")),
        ("win_amd64", .unsupportedPlatform("win_amd64")),
        ("manylinux_2_x86_64", .unknownPlatform("manylinux_2_x86_64")),
        ("manylinux_2_+8_x86_64", .unknownPlatform("manylinux_2_+8_x86_64")),
        ("manylinux_2_99999999999999999999_x86_64", .unknownPlatform("manylinux_2_99999999999999999999_x86_64")),
        ("", .unknownPlatform("")),
    ])
    func refusesPlatforms(platform: String, error: TargetPlatformError) {
        #expect(throws: error) { try TargetPlatform(pythonVersion: "3.12", platform: platform) }
    }

    @Test(arguments: [
        ("2.7", TargetPlatformError.unsupportedPythonVersion("2.7")), ("3.9", .unsupportedPythonVersion("3.9")),
        ("3", .malformedPythonVersion("3")), ("3.12.1.1", .malformedPythonVersion("3.12.1.1")),
        ("py3", .malformedPythonVersion("py3")), ("3.12.x", .malformedPythonVersion("3.12.x")),
        ("3..1", .malformedPythonVersion("3..1")),
        ("3.12.99999999999999999999", .malformedPythonVersion("3.12.99999999999999999999")),
    ])
    func refusesPythonVersions(text: String, error: TargetPlatformError) {
        #expect(throws: error) { try PythonVersion(text) }
    }

    @Test func bareMinorVersionMeansItsNewestPatch() throws {
        let bare = try TargetPlatform(pythonVersion: "3.12")
        #expect(try VersionSpecifiers(">=3.12.1").contains(bare.pythonVersion.version))
        #expect(try TargetPlatform(pythonVersion: "3.12.0").pythonVersion.description == "3.12.0")
        #expect(bare.markerEnvironment[.pythonVersion] == "3.12")
        #expect(bare.markerEnvironment[.sysPlatform] == "linux")
    }

    @Test(arguments: [
        ("numpy-2.2.0-cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64.whl", true),
        ("x-1-cp312-cp312-manylinux_2_36_x86_64.whl", false),
        ("x-1-cp312-cp312-manylinux_2_36_x86_64.manylinux_2_27_x86_64.whl", true),
        ("x-1-cp38-abi3-manylinux2014_x86_64.whl", true),
        ("x-1-cp313-abi3-manylinux2014_x86_64.whl", false),
        ("x-1-cp312-cp312-musllinux_1_2_x86_64.whl", false),
        ("x-1-cp313-cp313t-manylinux_2_17_x86_64.whl", false),
        ("x-1-cp312-cp312-manylinux_2_17_aarch64.whl", false),
        ("x-1-py2.py3-none-any.whl", true),
        ("x-1-py2-none-any.whl", false),
    ])
    func decidesCompatibility(filename: String, isCompatible: Bool) throws {
        let wheel = try #require(WheelFilename(filename))
        #expect((wheel.priority(on: .standard) != nil) == isCompatible)
    }

    @Test func prefersTheClosestWheel() throws {
        let filenames = [
            "x-1-cp312-cp312-manylinux_2_28_x86_64.whl", "x-1-cp312-cp312-manylinux2014_x86_64.whl",
            "x-1-cp312-cp312-linux_x86_64.whl", "x-1-cp312-abi3-manylinux_2_28_x86_64.whl",
            "x-1-cp38-abi3-manylinux_2_28_x86_64.whl", "x-1-py3-none-manylinux_2_28_x86_64.whl", "x-1-py3-none-any.whl",
        ]
        let priorities = try filenames.map { filename in
            try #require(WheelFilename(filename)?.priority(on: .standard))
        }
        #expect(priorities == priorities.sorted())
    }

    @Test func ordersBuildTags() throws {
        let tags = try ["1", "2", "2a", "10", "99999999999999999999999"].map { tag in
            try #require(WheelFilename("x-1-\(tag)-py3-none-any.whl")?.buildTag)
        }
        #expect(tags == tags.sorted())
    }

    @Test(arguments: ["1/2", "1 ", "1\u{0}", "1é", "a1", ""])
    func refusesBuildTags(tag: String) {
        #expect(WheelFilename("x-1-\(tag)-py3-none-any.whl") == nil)
    }

    @Test func hugeTagSetsAreRefused() {
        let set = (0..<200).map { "py\($0)" }.map { "x" + $0 }.joined(separator: ".")
        #expect(WheelFilename("x-1-\(set)-\(set)-any.whl") == nil)
    }
}
