extension Inflater {
    /// How far the stream is decoded, in bits.
    var bitPosition: UInt64 {
        (inputOffset &+ UInt64(next - UnsafeRawPointer(input))) &* 8 &- bitCount
    }

    /// How far the stream is known, in bits.
    var knownEnd: UInt64 {
        (inputOffset &+ UInt64(inputEnd - UnsafeRawPointer(input))) &* 8
    }

    /// Gives back whole bytes that wait among the bits, so that the next bit is within the byte at ``next``.
    func returnBytes() {
        next -= Int(bitCount >> 3)
        bitCount &= 7
        bits &= (1 << bitCount) - 1
    }

    /// Moves what is left of the input to the front and fills up behind it.
    func refill(_ source: Source) throws {
        returnBytes()
        let start = UnsafeRawPointer(input)
        let consumed = next - start
        let left = max(inputEnd - next, 0)
        input.copyMemory(from: next, byteCount: left)
        inputOffset &+= UInt64(consumed)
        next = start
        var filled = left
        while filled < Self.inputBytes {
            let room = UnsafeMutableRawBufferPointer(start: input + filled, count: Self.inputBytes - filled)
            let count = try source(room)
            guard count > 0 else {
                isInputComplete = true
                break
            }
            filled += min(count, room.count)
        }
        inputEnd = start + filled
        (input + filled).initializeMemory(as: UInt8.self, repeating: 0, count: Self.inputSlack)
    }

    /// Hands what was decoded to the sink and keeps the history that matches may refer to.
    func deliver(_ sink: Sink) throws {
        let count = position - unseen
        if count > 0 { try sink(UnsafeRawBufferPointer(start: unseen, count: count)) }
        unseen = position
        guard position >= outputLimit else { return }
        output.copyMemory(from: position - Self.historyBytes, byteCount: Self.historyBytes)
        position = output + Self.historyBytes
        unseen = position
    }

    /// Takes up to 32 bits that lie outside the symbols of a block.
    func takeBits(_ count: UInt64, _ source: Source) throws -> UInt64 {
        if bitCount < count {
            if inputEnd - next < 8, !isInputComplete { try refill(source) }
            bits |= UInt64(littleEndian: next.loadUnaligned(as: UInt64.self)) &<< bitCount
            next += Int((63 - bitCount) >> 3)
            bitCount |= 56
            guard bitPosition &+ count <= knownEnd else { throw truncated }
        }
        let value = bits & ((1 << count) - 1)
        bits >>= count
        bitCount -= count
        guard bitPosition <= knownEnd else { throw truncated }
        return value
    }
}
