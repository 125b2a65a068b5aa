public import Digests

/// Tells what a verification looked at and found.
public struct VerifyReport: Hashable, Sendable {
    /// Something that is not as it should be.
    public struct Finding: Hashable, Sendable {
        /// What is wrong, as a word that programs can rely on.
        public enum Kind: String, Hashable, Sendable {
            /// SQLite finds the structure of the index damaged.
            case damagedIndex = "damaged-index"
            /// A row of the index fails its checksum.
            case damagedRow = "damaged-row"
            /// The file of an answer fails its checksum.
            case damagedAnswer = "damaged-answer"
            /// The content of a blob does not have its digest.
            case corruptBlob = "corrupt-blob"
            /// The index lists a blob whose content is gone.
            case missingBlob = "missing-blob"
            /// The index does not list a blob file.
            case unlistedBlob = "unlisted-blob"
            /// A file among the blobs is not a blob.
            case foreignFile = "foreign-file"
            /// A result names a blob that the store does not hold.
            case incompleteResult = "incomplete-result"
        }

        /// What is wrong.
        public let kind: Kind
        /// The blob concerned, if any.
        public let digest: SHA256Digest?
        /// The file concerned.
        public let path: String
        /// One sentence for people.
        public let message: String
        /// Whether the verification put it right.
        public let isRepaired: Bool
    }

    /// The number of blobs whose content was hashed.
    public internal(set) var blobs = 0
    /// The number of bytes hashed.
    public internal(set) var bytes: UInt64 = 0
    /// The number of action results and answers checked.
    public internal(set) var results = 0
    /// What was found, sorted by kind and path.
    public internal(set) var findings: [Finding] = []

    /// Whether nothing is wrong any more.
    public var isSound: Bool { findings.allSatisfy(\.isRepaired) }
}
