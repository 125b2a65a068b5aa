import ArtifactArchive
import ArtifactCache
import Digests

/// Keeps the SHA-256 states of archives and their tar streams in the artifact store.
struct StoredDigestStates: DigestStateCache {
    let store: ArtifactStore

    private static let stage = "archive-digests"

    func firstState(among prefixes: [SHA256Digest]) throws -> (prefix: SHA256Digest, state: [UInt8])? {
        for prefix in prefixes {
            if let result = try store.result(for: ResultKey(stage: Self.stage, input: prefix)) {
                return (prefix, result.value)
            }
        }
        return nil
    }

    func store(_ states: [(prefix: SHA256Digest, state: [UInt8])]) throws {
        let results = states.map { prefix, state in
            (key: ResultKey(stage: Self.stage, input: prefix), result: ActionResult(value: state))
        }
        try store.record(results, durability: .relaxed)
    }
}
