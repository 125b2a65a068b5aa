@testable import PythonPackaging

extension Harness {
    static let metadata = Harness(name: "metadata", longestInput: 16384) { input in
        let metadata: CoreMetadata
        do throws(CoreMetadataError) {
            metadata = try CoreMetadata(input)
        } catch {
            expect(error.line >= 0 && error.line <= input.count { $0 == 0x0A } + 1, "\(error) is outside the file")
            expect(!error.description.isEmpty, "no message")
            return
        }
        let condensed = expectNoError("condensed") { try CoreMetadata(MetadataHeader.condensed(input)) }
        expect(condensed == metadata, "condensed metadata means something else")
        for requirement in metadata.requiresDist { expectReadBack(requirement) }
        var lines = ["Metadata-Version: 2.4", "Name: \(metadata.name)", "Version: \(metadata.version)"]
        if let specifiers = metadata.requiresPython { lines.append("Requires-Python: \(specifiers)") }
        lines += metadata.requiresDist.map { "Requires-Dist: \($0)" }
        lines += metadata.providesExtra.map { "Provides-Extra: \($0)" }
        let text = lines.joined(separator: "\n")
        let again = expectNoError("the same fields") { try CoreMetadata(Array(text.utf8)) }
        expect(
            again.name == metadata.name && again.version == metadata.version
                && again.requiresDist == metadata.requiresDist && again.providesExtra == metadata.providesExtra
                && (again.requiresPython ?? .any) == (metadata.requiresPython ?? .any),
            "the same fields mean something else: \(text)"
        )
    }
}
