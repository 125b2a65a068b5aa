/// Repeatable damage to texts, for tests that demand an error instead of a crash.
struct Mutations {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % max(1, limit)
    }

    /// Returns `text` with up to `changes` bytes replaced, inserted or removed, or a part repeated.
    mutating func damage(_ text: String, changes: Int = 4) -> [UInt8] {
        var bytes = Array(text.utf8)
        let alphabet = Array("0aZ.-_+!*=<>~()[]{}\"'\\;,@#$%/: \n\r\t\u{0}é".utf8) + [0xFF]
        for _ in 0..<(next(changes) + 1) {
            let index = next(bytes.count + 1)
            switch next(9) {
            case 0...2 where index < bytes.count: bytes[index] = alphabet[next(alphabet.count)]
            case 3...5 where index < bytes.count: bytes.remove(at: index)
            case 6: bytes.insert(contentsOf: bytes[min(index, bytes.count)...], at: 0)
            default: bytes.insert(alphabet[next(alphabet.count)], at: index)
            }
        }
        return bytes
    }
}
