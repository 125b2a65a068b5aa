import ArtifactArchive

extension Harness {
    /// A whole archive, read from its end in growing pieces as from an index.
    static let zipTails = Harness(name: "zip-tails", longestInput: 4096) { input in
        let size = UInt64(input.count)
        let whole: ZipTail
        do throws(ArchiveError) {
            whole = try ZipTail(tail: input, archiveBytes: size)
        } catch {
            if case .tailTooShort = error.kind { expect(false, "the whole archive is called too short") }
            expect(!error.description.isEmpty, "no message")
            return
        }
        var count = min(22, input.count)
        while true {
            do throws(ArchiveError) {
                let tail = try ZipTail(tail: Array(input.suffix(count)), archiveBytes: size)
                expect(tail.entries == whole.entries, "\(count) bytes hold other entries")
                expectContents(whole, tail)
                return
            } catch {
                guard case .tailTooShort(let required) = error.kind else {
                    return expect(false, "the last \(count) bytes are refused: \(error)")
                }
                expect(required > UInt64(count) && required <= size, "\(count) bytes are called less than \(required)")
                count = Int(required)
            }
        }
    }

    private static func expectContents(_ whole: ZipTail, _ tail: ZipTail) {
        for entry in whole.entries {
            guard let content = try? whole.contents(of: entry, limit: 1 << 20) else { continue }
            expect(UInt64(content.count) == entry.bytes, "\(entry.name) has another size than it says")
            let again = expectNoError("\(entry.name) in the tail") { try tail.contents(of: entry, limit: 1 << 20) }
            expect(again == nil || again == content, "\(entry.name) depends on the size of the tail")
        }
        for entry in tail.entries { expect(tail.requiredTailBytes(for: entry) <= whole.archiveBytes, "more than all") }
    }
}
