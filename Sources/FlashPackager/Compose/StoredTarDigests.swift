import ArtifactArchive
import ArtifactCache
import Digests

/// Keeps the SHA-256 states of tar streams in the artifact store.
struct StoredTarDigests: TarDigestCache {
    let store: ArtifactStore

    private static let stage = "tar-digest"

    func firstState(among prefixes: [SHA256Digest]) throws -> (prefix: SHA256Digest, state: [UInt8])? {
        for prefix in prefixes {
            if let result = try store.result(for: ResultKey(stage: Self.stage, input: prefix)) {
                return (prefix, result.value)
            }
        }
        return nil
    }

    func store(_ states: [(prefix: SHA256Digest, state: [UInt8])]) throws {
        for (prefix, state) in states {
            try store.record(ActionResult(value: state), for: ResultKey(stage: Self.stage, input: prefix))
        }
    }
}
