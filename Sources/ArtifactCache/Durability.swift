/// How much of what was recorded a power cut may take back.
public enum Durability: Sendable {
    /// Nothing: `synchronous=FULL`.
    case durable
    /// The last records as a whole, never the integrity of the index: `synchronous=NORMAL` in WAL mode skips the flush
    /// at commit (https://www.sqlite.org/pragma.html#pragma_synchronous).
    case relaxed
}
