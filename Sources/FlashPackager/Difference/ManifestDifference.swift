/// Compares what two manifests say about functions, resources and the target.
enum ManifestDifference {
    /// The members that differ, by key.
    ///
    /// Objects are compared member by member, everything else as a whole.
    static func settings(_ before: StoredManifest?, _ after: StoredManifest?) -> [ArtifactDifference.Setting] {
        var settings: [ArtifactDifference.Setting] = []
        compare(before.map(value), after.map(value), at: "", depth: 0, into: &settings)
        return settings.sorted { $0.key < $1.key }
    }

    private static func value(_ manifest: StoredManifest) -> ManifestValue {
        var members: [String: ManifestValue] = [
            "resources": .object(manifest.resources ?? [:]),
            "function_registry": .object(manifest.functions ?? [:]),
            "routes": .object(manifest.routes ?? [:]),
            "excluded_packages": .array((manifest.excludedPackages ?? []).map { .string($0) }),
        ]
        members["python_version"] = manifest.pythonVersion.map { .string($0) }
        members["target_platform"] = manifest.targetPlatform.map { .string($0) }
        return .object(members)
    }

    private static func compare(
        _ before: ManifestValue?,
        _ after: ManifestValue?,
        at key: String,
        depth: Int,
        into settings: inout [ArtifactDifference.Setting]
    ) {
        guard before != after else { return }
        if case .object(let old) = before, case .object(let new) = after, depth < 32 {
            for name in Set(old.keys).union(new.keys).sorted() {
                let place = key.isEmpty ? name : "\(key).\(name)"
                compare(old[name], new[name], at: place, depth: depth + 1, into: &settings)
            }
            return
        }
        settings.append(
            ArtifactDifference.Setting(
                key: key,
                change: ArtifactDifference.Change(before != nil, after != nil),
                from: before?.text,
                to: after?.text
            )
        )
    }
}
