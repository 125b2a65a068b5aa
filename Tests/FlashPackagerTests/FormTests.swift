import ArtifactArchive
import PythonPackaging
import Testing

@testable import FlashPackager

@Suite struct FormTests {
    private func options(_ name: String?, _ compression: Compression?) -> BuildOptions {
        var options = BuildOptions(directory: ".", environment: [:])
        options.outputName = name
        options.compression = compression
        return options
    }

    @Test(
        arguments: [
            (nil, nil, nil, "artifact.tar.gz", Compression.balanced),
            (nil, .small, .zstandard, "artifact.tar.gz", .small),
            (nil, nil, .zstandard, "artifact.tar.zst", .zstandard),
            (nil, .uncompressed, nil, "artifact.tar", .uncompressed),
            ("a.tgz", nil, .fast, "a.tgz", .fast),
            ("a.tgz", nil, .zstandard, "a.tgz", .balanced),
            ("a.tar.zst", nil, nil, "a.tar.zst", .zstandard),
            ("a.tar", .uncompressed, .small, "a.tar", .uncompressed),
        ] as [(String?, Compression?, Compression?, String, Compression)]
    )
    func nameAndCompressionAgree(
        name: String?,
        asked: Compression?,
        setting: Compression?,
        expected: String,
        compression: Compression
    ) throws {
        let output = try OutputName(options(name, asked), setting: setting)
        #expect(output.name == expected)
        #expect(output.compression == compression)
    }

    @Test(
        arguments: [
            ("a.tar.gz", Compression.zstandard), ("a.tar.zst", .small), ("a.tar", .balanced), ("a.zip", nil),
            ("gz", nil),
        ] as [(String, Compression?)]
    )
    func contradictionsAreUsageErrors(name: String, asked: Compression?) {
        let error = #expect(throws: BuildFailure.self) { _ = try OutputName(options(name, asked), setting: nil) }
        #expect(error?.exitStatus == 64)
        #expect(error?.message.contains("--output \(name)") == true)
        #expect(asked.map { error?.message.contains("--compression \($0.rawValue)") ?? false } ?? true)
    }

    @Test func everyFormHasItsOwnSegments() {
        let forms = Compression.allCases.flatMap { compression in
            [[], [.tests], [.headers], [.tests, .headers]].map { PackageForm(compression: compression, slim: $0) }
        }
        #expect(Set(forms.map(\.identifier)).count == forms.count)
        #expect(
            PackageForm(slim: [.tests, .stubs]).identifier
                == PackageForm(slim: Set([.tests, .stubs].reversed())).identifier
        )
    }

    @Test(arguments: [
        (Compression.balanced, 1000 as UInt64, false), (.balanced, 1001, true), (.fast, 1250, true),
        (.balanced, 1251, false),
        (.small, 1001, false), (.zstandard, 1001, false), (.uncompressed, 1001, false),
    ])
    func turnsToSmallWhereItMayFit(compression: Compression, bytes: UInt64, turns: Bool) {
        let budget = SizeBudget(limit: 1000, baseImage: [], form: PackageForm(compression: compression, slim: [.tests]))
        #expect(budget.formThatMayFit(bytes) == (turns ? PackageForm(compression: .small, slim: [.tests]) : nil))
    }

    @Test func tellsBothSizes() throws {
        let budget = SizeBudget(limit: 100 << 20, baseImage: [], form: PackageForm(compression: .small))
        let attempt: TooLargeForm = (PackageForm(), 120 << 20)
        let graph = SizedPackageGraph([])
        let fits = try budget.check(archiveBytes: 90 << 20, after: attempt, graph: graph, directories: { [] })
        #expect(fits?.contains("120.0 MiB") == true)
        #expect(fits?.contains("90.0 MiB") == true)
        let error = #expect(throws: BuildFailure.self) {
            _ = try budget.check(archiveBytes: 110 << 20, after: attempt, graph: graph, directories: { [] })
        }
        #expect(error?.exitStatus == 65)
        #expect(error?.message.contains("110.0 MiB") == true)
        #expect(error?.message.contains("120.0 MiB with balanced") == true)
    }

    @Test func savingsComeBackAsTheyWere() throws {
        var savings = SlimSavings()
        savings.add(SlimmedFile(path: "a/tests/b.py", category: .tests, position: 0, bytes: 10), compressedBytes: 3)
        savings.add(SlimmedFile(path: "a/tests/c.py", category: .tests, position: 1, bytes: 20), compressedBytes: 4)
        savings.add(SlimmedFile(path: "a/d.h", category: .headers, position: 2, bytes: 5), compressedBytes: 2)
        let read = try #require(SlimSavings(encoded: savings.encoded))
        #expect(read == savings)
        #expect(read.categories[.tests] == SlimSavings.Saving(files: 2, bytes: 30, compressedBytes: 7))
    }

    @Test(arguments: ["", "slim-savings 2\n", "slim-savings 1\ntests 1 2\n", "slim-savings 1\nall 1 2 3\n"])
    func damagedSavingsAreNone(text: String) {
        #expect(SlimSavings(encoded: Array(text.utf8)) == nil)
    }
}
