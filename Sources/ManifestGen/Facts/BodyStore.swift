import Synchronization

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// The bodies of a file's functions and classes, decoded when one is first asked for.
///
/// Most files of a project are read for their imports and assignments alone, and bodies are the larger part of the
/// facts.
final class BodyStore: Sendable {
    /// The store of a file without bodies.
    static let empty = BodyStore([])

    private let encoded: [UInt8]
    private let decoded = Mutex<[BodyFacts]?>(nil)

    /// Creates a store of a JSON array: the module's own body, then those of its definitions in order.
    init(_ encoded: [UInt8]) {
        self.encoded = encoded
    }

    subscript(index: Int) -> BodyFacts {
        let bodies = decoded.withLock { decoded in
            if let decoded { return decoded }
            let bodies = (try? JSONDecoder().decode([BodyFacts].self, from: Data(encoded))) ?? []
            decoded = bodies
            return bodies
        }
        return bodies.indices.contains(index) ? bodies[index] : BodyFacts()
    }
}

extension BodyStore: Hashable {
    static func == (left: BodyStore, right: BodyStore) -> Bool { left.encoded == right.encoded }

    func hash(into hasher: inout Hasher) { hasher.combine(encoded.count) }
}
