import ArtifactCache
import Digests
import ManifestGen

/// Keeps what was read from source files in the artifact store; a store that fails only costs time.
struct StoredFacts: ScanCache {
    let artifacts: ArtifactStore

    private static let stage = "source-facts"

    func facts(for digest: SHA256Digest) -> [UInt8]? {
        (try? artifacts.result(for: ResultKey(stage: Self.stage, input: digest)))??.value
    }

    func facts(for digests: [SHA256Digest]) -> [SHA256Digest: [UInt8]] {
        let keys = digests.map { ResultKey(stage: Self.stage, input: $0) }
        let results = (try? artifacts.results(for: keys)) ?? [:]
        return results.reduce(into: [:]) { $0[$1.key.input] = $1.value.value }
    }

    func store(_ facts: [UInt8], for digest: SHA256Digest) {
        try? artifacts.record(
            ActionResult(value: facts),
            for: ResultKey(stage: Self.stage, input: digest),
            durability: .relaxed
        )
    }
}
