/// Translates the text of a shell pattern into the steps of a ``Glob``.
struct GlobCompiler {
    private let pattern: ArraySlice<UInt8>
    private var index: Int
    private var tokens: [Glob.Token] = []

    /// Creates a compiler for `pattern`, which does not include negation or a trailing directory slash.
    init(_ pattern: ArraySlice<UInt8>) {
        self.pattern = pattern
        index = pattern.startIndex
    }

    /// Returns the steps, or `nil` for a malformed pattern.
    mutating func compile() -> [Glob.Token]? {
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "*"):
                compileAsterisks()
            case UInt8(ascii: "?"):
                index += 1
                tokens.append(.oneOf(Self.anythingButSlash))
            case UInt8(ascii: "["):
                guard let set = compileClass() else { return nil }
                tokens.append(.oneOf(set))
            case UInt8(ascii: "\\"):
                guard let escaped = peek(1) else { return nil }
                index += 2
                tokens.append(.literal(escaped))
            default:
                index += 1
                tokens.append(.literal(byte))
            }
        }
        return tokens
    }

    private func peek(_ offset: Int = 0) -> UInt8? {
        let position = index + offset
        return position < pattern.endIndex ? pattern[position] : nil
    }

    /// Compiles a run of `*`: two or more span directories only when they fill a whole path component.
    private mutating func compileAsterisks() {
        let start = index
        while peek() == UInt8(ascii: "*") { index += 1 }
        let opensComponent = start == pattern.startIndex || pattern[start - 1] == UInt8(ascii: "/")
        guard index - start > 1, opensComponent else { return tokens.append(.anyInComponent) }
        switch (peek(), peek(1)) {
        case (nil, _), (UInt8(ascii: "\\"), UInt8(ascii: "/")):
            tokens.append(.anything)
        case (UInt8(ascii: "/"), _):
            index += 1
            tokens.append(.anyDirectories)
        default:
            tokens.append(.anyInComponent)
        }
    }

    /// Compiles `[…]`, including ranges, escapes and POSIX class names.
    private mutating func compileClass() -> ByteSet? {
        index += 1
        let isNegated = peek() == UInt8(ascii: "!") || peek() == UInt8(ascii: "^")
        if isNegated { index += 1 }
        var set = ByteSet()
        var rangeStart: UInt8?
        var isFirst = true
        while let byte = peek(), isFirst || byte != UInt8(ascii: "]") {
            isFirst = false
            if byte == UInt8(ascii: "-"), let low = rangeStart, let next = peek(1), next != UInt8(ascii: "]") {
                index += 1
                guard let high = takeEscapable() else { return nil }
                set.insert { $0 >= low && $0 <= high }
                rangeStart = nil
            } else if byte == UInt8(ascii: "["), let name = takeClassName() {
                guard let isMember = Self.classes[name] else { return nil }
                set.insert(where: isMember)
                rangeStart = nil
            } else {
                guard let member = takeEscapable() else { return nil }
                set.insert(member)
                rangeStart = member
            }
        }
        guard peek() != nil else { return nil }
        index += 1
        if isNegated { set = set.inverted }
        set.remove(UInt8(ascii: "/"))
        return set
    }

    private mutating func takeEscapable() -> UInt8? {
        if peek() == UInt8(ascii: "\\") { index += 1 }
        guard let byte = peek() else { return nil }
        index += 1
        return byte
    }

    /// Takes `[:name:]` and returns the name; `nil`, with nothing taken, when the text is not of that form.
    private mutating func takeClassName() -> [UInt8]? {
        guard peek(1) == UInt8(ascii: ":") else { return nil }
        let start = index + 2
        guard start <= pattern.endIndex, let end = pattern[start...].firstIndex(of: UInt8(ascii: "]")) else {
            return nil
        }
        guard end > start, pattern[end - 1] == UInt8(ascii: ":") else { return nil }
        index = end + 1
        return Array(pattern[start..<end - 1])
    }

    private static let anythingButSlash: ByteSet = {
        var set = ByteSet()
        set.insert(UInt8(ascii: "/"))
        return set.inverted
    }()

    /// The POSIX classes in the C locale (XBD 7.3.1), by name.
    private static let classes: [[UInt8]: @Sendable (UInt8) -> Bool] = {
        let digit: @Sendable (UInt8) -> Bool = { (0x30...0x39).contains($0) }
        let upper: @Sendable (UInt8) -> Bool = { (0x41...0x5A).contains($0) }
        let lower: @Sendable (UInt8) -> Bool = { (0x61...0x7A).contains($0) }
        let graph: @Sendable (UInt8) -> Bool = { (0x21...0x7E).contains($0) }
        let alpha: @Sendable (UInt8) -> Bool = { upper($0) || lower($0) }
        let alnum: @Sendable (UInt8) -> Bool = { alpha($0) || digit($0) }
        let named: [(String, @Sendable (UInt8) -> Bool)] = [
            ("alnum", alnum), ("alpha", alpha), ("digit", digit), ("graph", graph), ("lower", lower), ("upper", upper),
            ("blank", { $0 == 0x20 || $0 == 0x09 }),
            ("cntrl", { $0 < 0x20 || $0 == 0x7F }),
            ("print", { (0x20...0x7E).contains($0) }),
            ("punct", { graph($0) && !alnum($0) }),
            ("space", { $0 == 0x20 || (0x09...0x0D).contains($0) }),
            ("xdigit", { digit($0) || (0x41...0x46).contains($0) || (0x61...0x66).contains($0) }),
        ]
        return Dictionary(uniqueKeysWithValues: named.map { (Array($0.0.utf8), $0.1) })
    }()
}
