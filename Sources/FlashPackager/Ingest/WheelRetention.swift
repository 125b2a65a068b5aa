import ArtifactCache
import Digests

/// Whether wheels stay in the store once their segments are in it.
///
/// A segment is all that a build needs. The wheel makes it possible to make another kind of segment, or the same one
/// again should it get damaged, without the network; without the wheel it is downloaded again.
enum WheelRetention: String, Sendable, CaseIterable {
    /// Wheels stay, which is the default.
    case keep
    /// Wheels are removed at the end of the build.
    case drop

    private static let variable = "FLASH_CACHE_WHEELS"

    /// Reads what the environment asks for.
    ///
    /// - Throws: `settings` for a word that is none of these.
    init(environment: [String: String]) throws(BuildFailure) {
        guard let word = environment[Self.variable], !word.isEmpty else {
            self = .keep
            return
        }
        guard let known = Self(rawValue: word) else {
            throw BuildFailure(
                .badInput,
                code: "settings",
                "\(Self.variable) is '\(word)', which is neither 'keep' nor 'drop'."
            )
        }
        self = known
    }

    /// Removes those of `wheels` that have a segment of one of `forms` in the store, except what another running build may
    /// use.
    static func drop(
        _ wheels: [SHA256Digest],
        from store: ArtifactStore,
        havingAnyOf forms: [PackageForm]
    ) throws(StoreError) -> PruneReport {
        var digests: Set<SHA256Digest> = []
        for form in forms {
            let ingest = WheelIngest(store: store, form: form)
            for digest in wheels where try ingest.hasSegment(of: digest) { digests.insert(digest) }
        }
        return try store.discard(digests.sorted())
    }
}
