import ArtifactArchive
import PythonPackaging

/// The form in which packages go into an archive: how they are compressed, and what is left out of them.
struct PackageForm: Sendable, Hashable, Codable {
    /// How everything is compressed.
    var compression = Compression.balanced
    /// What is left out.
    var slim: Set<SlimCategory> = []

    /// Changes when the same categories would leave out other files.
    private static let slimmingVersion = 1

    /// Names the form as part of the keys of what is made in it.
    var identifier: String {
        guard !slim.isEmpty else { return compression.identifier }
        let names = slim.map(\.rawValue).sorted().joined(separator: ",")
        return "\(compression.identifier) slim-\(Self.slimmingVersion) \(names)"
    }

    /// The same form with everything compressed as much as gzip allows; `nil` when it already is, or is no gzip.
    var smaller: PackageForm? {
        switch compression {
        case .fast, .balanced: PackageForm(compression: .small, slim: slim)
        case .small, .zstandard, .uncompressed: nil
        }
    }

    /// The least share of a wheel that its files weigh in an archive of this form, or of the smaller one that a build
    /// turns to: below it, nothing is known before the wheel is there.
    var leastShareOfWheel: Double {
        let share =
            switch compression {
            case .fast, .balanced, .small: 0.75
            case .zstandard: 0.6
            case .uncompressed: 0.95
            }
        // How much of a wheel tests and headers are is not known before.
        return slim.isEmpty ? share : share / 2
    }

    /// The least share that is left of an archive when everything is compressed anew.
    static let leastShareWhenSmaller = 0.8
}
