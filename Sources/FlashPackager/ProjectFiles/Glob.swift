/// A compiled shell pattern as `gitignore(5)` understands it, matched against bytes.
///
/// Matching never recurses and takes at most time proportional to the product of pattern and text length per `**`.
struct Glob: Hashable, Sendable {
    /// One step of a pattern.
    enum Token: Hashable, Sendable {
        /// Exactly this byte.
        case literal(UInt8)
        /// One byte of a set, which never contains `/`.
        case oneOf(ByteSet)
        /// `*`: any run of bytes other than `/`.
        case anyInComponent
        /// `**`: any run of bytes.
        case anything
        /// `**/`: nothing, or any run of bytes that ends with `/`.
        case anyDirectories
    }

    private let tokens: [Token]

    /// Compiles `pattern`; `nil` when it is malformed and therefore matches nothing, as in git: a class without its
    /// closing bracket, an unknown class name, or a trailing backslash.
    init?(_ pattern: ArraySlice<UInt8>) {
        var compiler = GlobCompiler(pattern)
        guard let tokens = compiler.compile() else { return nil }
        self.tokens = tokens
    }

    /// Tells whether the pattern matches all of `text`.
    func matches(_ text: UnsafeBufferPointer<UInt8>.SubSequence) -> Bool {
        var position = text.startIndex
        var token = 0
        var component: Retry?
        var across: Retry?
        while true {
            if token == tokens.count {
                if position == text.endIndex { return true }
            } else {
                switch tokens[token] {
                case .literal(let byte):
                    if position < text.endIndex, text[position] == byte {
                        position += 1
                        token += 1
                        continue
                    }
                case .oneOf(let set):
                    if position < text.endIndex, set.contains(text[position]) {
                        position += 1
                        token += 1
                        continue
                    }
                case .anyInComponent:
                    token += 1
                    component = Retry(token: token, position: position)
                    continue
                case .anything, .anyDirectories:
                    token += 1
                    across = Retry(token: token, position: position)
                    component = nil
                    continue
                }
            }
            // Widen the innermost wildcard by one step; only the last one of each kind can ever need it.
            if let retry = component, retry.position < text.endIndex, text[retry.position] != Self.slash {
                component?.position += 1
                (token, position) = (retry.token, retry.position + 1)
            } else if let retry = across, let next = widened(retry, in: text) {
                across?.position = next
                component = nil
                (token, position) = (retry.token, next)
            } else {
                return false
            }
        }
    }

    private func widened(_ retry: Retry, in text: UnsafeBufferPointer<UInt8>.SubSequence) -> Int? {
        guard retry.position < text.endIndex else { return nil }
        guard tokens[retry.token - 1] == .anyDirectories else { return retry.position + 1 }
        guard let slash = text[retry.position...].firstIndex(of: Self.slash) else { return nil }
        return slash + 1
    }

    private struct Retry {
        var token: Int
        var position: Int
    }

    private static let slash = UInt8(ascii: "/")
}
