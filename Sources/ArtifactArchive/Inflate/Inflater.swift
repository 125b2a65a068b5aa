/// Decodes raw DEFLATE streams (RFC 1951) in bounded memory, and notes where their last block lies.
///
/// It accepts what zlib accepts. Splicing needs the position of the last block in bits, which of the usual libraries only
/// zlib tells, at a third of this speed.
final class Inflater {
    /// Where a stream may end.
    enum End {
        /// Behind its block marked as the last; other data behind it is an error.
        case lastBlock
        /// Behind any block but a last one, at a byte boundary: segments end so.
        case openBlock
    }

    /// Fills the buffer with what comes next in the stream as far as there is any; 0 at its end.
    typealias Source = (UnsafeMutableRawBufferPointer) throws -> Int
    /// Receives the content in pieces, none of them empty.
    typealias Sink = (UnsafeRawBufferPointer) throws -> Void

    static let historyBytes = 32 << 10
    static let outputBytes = 128 << 10
    static let inputBytes = 64 << 10
    /// The longest match and three literals, and what copying in words writes beyond.
    static let outputSlack = 258 + 3 + 16
    /// What the loop reads ahead.
    static let inputSlack = 32

    let literals = HuffmanTable(.literals)
    let distances = HuffmanTable(.distances)
    let codeLengths = HuffmanTable(.codeLengths)

    /// The input: what is not decoded yet lies from ``next`` to ``inputEnd``.
    let input: UnsafeMutableRawPointer
    var next: UnsafeRawPointer
    var inputEnd: UnsafeRawPointer
    /// Whether nothing follows what is in the input buffer; zeros lie behind it then.
    var isInputComplete = false
    /// The position of ``input`` in the stream, in bytes.
    var inputOffset: UInt64 = 0
    /// Bits taken from the input, the first lowest; ``bitCount`` says how many count.
    var bits: UInt64 = 0
    var bitCount: UInt64 = 0

    /// The output: history, then what the sink has not seen yet, from ``unseen`` to ``position``.
    let output: UnsafeMutableRawPointer
    var position: UnsafeMutableRawPointer
    var unseen: UnsafeMutableRawPointer
    /// Where the loop stops so that it never writes beyond the buffer.
    let outputLimit: UnsafeMutableRawPointer

    init() {
        input = .allocate(byteCount: Self.inputBytes + Self.inputSlack, alignment: 64)
        let bytes = Self.historyBytes + Self.outputBytes
        output = .allocate(byteCount: bytes + Self.outputSlack, alignment: 64)
        outputLimit = output + bytes
        next = UnsafeRawPointer(input)
        inputEnd = next
        position = output
        unseen = output
    }

    deinit {
        input.deallocate()
        output.deallocate()
    }

    /// Decodes one stream.
    ///
    /// - Parameters:
    ///   - end: Where the stream ends.
    ///   - source: Gives the stream.
    ///   - sink: Receives the content; only when the call returns is it known to be intact.
    /// - Returns: The positions of the last block's header and of the end, in bits.
    /// - Throws: ``ArchiveError`` for a damaged or truncated stream, and what `source` and `sink` throw.
    func run(
        to end: End,
        from source: Source,
        _ sink: Sink
    ) throws -> (lastBlockBit: UInt64, endBit: UInt64) {
        restart()
        while true {
            if end == .openBlock, try isAtEnd(source) {
                try deliver(sink)
                return (bitPosition, bitPosition)
            }
            let start = bitPosition
            let isLast = try takeBits(1, source) == 1
            guard !isLast || end == .lastBlock else { throw damaged }
            try decodeBlock(kind: takeBits(2, source), source, sink)
            if isLast {
                try deliver(sink)
                try checkEnd(source)
                return (start, bitPosition)
            }
        }
    }

    private func restart() {
        next = UnsafeRawPointer(input)
        inputEnd = next
        isInputComplete = false
        inputOffset = 0
        bits = 0
        bitCount = 0
        position = output
        unseen = output
    }

    private func decodeBlock(kind: UInt64, _ source: Source, _ sink: Sink) throws {
        switch kind {
        case 0: try copyStored(source, sink)
        case 1: try readFixedCodes()
        case 2: try readCodes(source)
        default: throw damaged
        }
        guard kind != 0 else { return }
        while true {
            switch decodeSymbols() {
            case .endOfBlock:
                guard bitPosition <= knownEnd else { throw truncated }
                return
            case .damaged:
                throw bitPosition > knownEnd ? truncated : damaged
            case .inputUsed:
                guard !isInputComplete else { throw truncated }
                try refill(source)
            case .outputFull:
                try deliver(sink)
            }
        }
    }

    private func checkEnd(_ source: Source) throws {
        if !isInputComplete { try refill(source) }
        guard isInputComplete, (bitPosition + 7) / 8 == knownEnd / 8 else {
            throw ArchiveError(.malformed, "other data follows the DEFLATE stream")
        }
    }

    private func isAtEnd(_ source: Source) throws -> Bool {
        if !isInputComplete, knownEnd - bitPosition < 64 { try refill(source) }
        return isInputComplete && bitPosition == knownEnd
    }

    var damaged: ArchiveError { ArchiveError(.malformed, "the compressed data is damaged") }
    var truncated: ArchiveError { ArchiveError(.truncated, "the DEFLATE stream is cut off") }
}
