import ArtifactArchive
import Digests
import Foundation
import Testing

@Suite struct RealWheelTests {
    /// A wheel with large shared libraries, as the index serves it.
    @Test(.enabled(if: Workspace.hasProgram("python3")))
    func everyReaderSeesTheFilesOfAWheel() throws {
        let workspace = try Workspace()
        let platforms = ["manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"]
        try workspace.run(
            [
                "python3", "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps", "--only-binary",
                ":all:",
            ]
                + platforms.flatMap { ["--platform", $0] } + ["--python-version", "3.12", "numpy==2.2.6"]
        )
        let name = try #require(
            try FileManager.default.contentsOfDirectory(atPath: workspace.path).first { $0.hasSuffix(".whl") }
        )
        let wheel = try SegmentFile(of: workspace.file(name), in: workspace, named: "wheel")
        #expect(wheel.listing.count > 500)
        var composer = try ArchiveComposer(path: workspace.file("a.tar.gz"))
        try composer.append(wheel)
        let composed = try composer.finish()
        try Readers.check(workspace.file("a.tar.gz"), against: wheel.listing, in: workspace)

        try workspace.run(["sh", "-c", "gzip -dc a.tar.gz | gzip -6 > reference.tar.gz"])
        #expect(Double(composed.bytes) < Double(try workspace.read("reference.tar.gz").count) * 1.02)
    }
}
