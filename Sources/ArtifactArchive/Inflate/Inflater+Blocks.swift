extension Inflater {
    /// Copies a stored block (RFC 1951 section 3.2.4).
    func copyStored(_ source: Source, _ sink: Sink) throws {
        _ = try takeBits(bitCount & 7, source)
        let count = try takeBits(16, source)
        guard try takeBits(16, source) == count ^ 0xFFFF else { throw damaged }
        returnBytes()
        var rest = Int(count)
        while rest > 0 {
            if inputEnd - next < 1 {
                guard !isInputComplete else { throw truncated }
                try refill(source)
                guard inputEnd - next > 0 else { throw truncated }
            }
            if position >= outputLimit { try deliver(sink) }
            let piece = min(rest, inputEnd - next, outputLimit - position)
            position.copyMemory(from: next, byteCount: piece)
            position += piece
            next += piece
            rest -= piece
        }
    }

    /// Sets the codes RFC 1951 section 3.2.6 fixes.
    func readFixedCodes() throws {
        try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 320) { lengths in
            for symbol in 0..<288 {
                lengths[symbol] = symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8
            }
            lengths[288..<320].update(repeating: 5)
            try setCodes(lengths, literals: 288, distances: 32)
        }
    }

    /// Reads the codes of a block (RFC 1951 section 3.2.7).
    func readCodes(_ source: Source) throws {
        let literalCount = Int(try takeBits(5, source)) + 257
        let distanceCount = Int(try takeBits(5, source)) + 1
        let lengthCount = Int(try takeBits(4, source)) + 4
        guard literalCount <= 286, distanceCount <= 30 else { throw damaged }
        try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 320) { lengths in
            lengths[..<19].update(repeating: 0)
            for index in 0..<lengthCount { lengths[Self.order(index)] = UInt8(try takeBits(3, source)) }
            guard codeLengths.fill(UnsafeBufferPointer(rebasing: lengths[..<19])) else { throw damaged }
            try readLengths(into: lengths, count: literalCount + distanceCount, source)
            // A block that cannot end is none.
            guard lengths[256] != 0 else { throw damaged }
            try setCodes(lengths, literals: literalCount, distances: distanceCount)
        }
    }

    private func setCodes(
        _ lengths: UnsafeMutableBufferPointer<UInt8>,
        literals literalCount: Int,
        distances distanceCount: Int
    ) throws {
        let all = UnsafeBufferPointer(lengths)
        guard literals.fill(UnsafeBufferPointer(rebasing: all[..<literalCount])),
            distances.fill(UnsafeBufferPointer(rebasing: all[literalCount..<literalCount + distanceCount]))
        else { throw damaged }
    }

    private func readLengths(
        into lengths: UnsafeMutableBufferPointer<UInt8>,
        count: Int,
        _ source: Source
    ) throws {
        var filled = 0
        while filled < count {
            let symbol = try takeCodeLength(source)
            if symbol < 16 {
                lengths[filled] = UInt8(symbol)
                filled += 1
                continue
            }
            let repeats: Int
            var value: UInt8 = 0
            switch symbol {
            case 16:
                guard filled > 0 else { throw damaged }
                value = lengths[filled - 1]
                repeats = 3 + Int(try takeBits(2, source))
            case 17: repeats = 3 + Int(try takeBits(3, source))
            default: repeats = 11 + Int(try takeBits(7, source))
            }
            guard repeats <= count - filled else { throw damaged }
            lengths[filled..<filled + repeats].update(repeating: value)
            filled += repeats
        }
    }

    private func takeCodeLength(_ source: Source) throws -> Int {
        // Looks at more bits than a code may have: behind the end of the stream there are zeros.
        if bitCount < 7 {
            if inputEnd - next < 8, !isInputComplete { try refill(source) }
            bits |= UInt64(littleEndian: next.loadUnaligned(as: UInt64.self)) &<< bitCount
            next += Int((63 - bitCount) >> 3)
            bitCount |= 56
        }
        let entry = codeLengths.entries[Int(bits & 0x7F)]
        bits >>= entry.codeBits
        bitCount -= entry.codeBits
        guard bitPosition <= knownEnd else { throw truncated }
        return entry.base
    }

    /// The order the lengths of the code length code are stated in.
    private static func order(_ index: Int) -> Int {
        switch index {
        case 0, 1, 2: 16 + index
        case 3: 0
        default: index.isMultiple(of: 2) ? 6 + index / 2 : 9 - index / 2
        }
    }
}
