extension Inflater {
    /// Why the loop stopped.
    enum Stop {
        case endOfBlock, damaged, inputUsed, outputFull
    }

    /// Decodes symbols until the block ends, the input is used up or the output is full.
    ///
    /// Everything the loop touches is in local variables. One look at the input gives at least 56 bits: three literals
    /// and a length, or a distance with what precedes it.
    func decodeSymbols() -> Stop {
        let literals = self.literals.entries
        let distances = self.distances.entries
        let literalMask = UInt64(1) << 11 - 1
        let distanceMask = UInt64(1) << 8 - 1
        // Behind the end lie zeros, enough to read on until it is certain that the stream lacks its end.
        let inputLimit = isInputComplete ? inputEnd + 9 : inputEnd - 16
        let outputLimit = self.outputLimit
        let start = UnsafeMutableRawPointer(output)
        var next = self.next
        var bits = self.bits
        var bitCount = self.bitCount
        var position = self.position
        defer {
            self.next = next
            self.bits = bitCount < 64 ? bits & ((1 << bitCount) &- 1) : bits
            self.bitCount = bitCount
            self.position = position
        }

        while true {
            if position >= outputLimit { return .outputFull }
            if next >= inputLimit { return .inputUsed }
            bits |= UInt64(littleEndian: next.loadUnaligned(as: UInt64.self)) &<< bitCount
            next += Int(truncatingIfNeeded: (63 &- bitCount) &>> 3)
            bitCount |= 56

            var entry = literals[Int(truncatingIfNeeded: bits & literalMask)]
            if entry.isLiteral {
                bits &>>= entry.allBits
                bitCount &-= entry.allBits
                position.storeBytes(of: UInt8(truncatingIfNeeded: entry.base), as: UInt8.self)
                position += 1
                entry = literals[Int(truncatingIfNeeded: bits & literalMask)]
                if entry.isLiteral {
                    bits &>>= entry.allBits
                    bitCount &-= entry.allBits
                    position.storeBytes(of: UInt8(truncatingIfNeeded: entry.base), as: UInt8.self)
                    position += 1
                    entry = literals[Int(truncatingIfNeeded: bits & literalMask)]
                    if entry.isLiteral {
                        bits &>>= entry.allBits
                        bitCount &-= entry.allBits
                        position.storeBytes(of: UInt8(truncatingIfNeeded: entry.base), as: UInt8.self)
                        position += 1
                        continue
                    }
                }
            }
            if entry.isExceptional {
                if entry.isSecondary {
                    let index = bits &>> 11 & (1 &<< entry.codeBits &- 1)
                    entry = literals[entry.base &+ Int(truncatingIfNeeded: index)]
                    if entry.isLiteral {
                        bits &>>= entry.allBits
                        bitCount &-= entry.allBits
                        position.storeBytes(of: UInt8(truncatingIfNeeded: entry.base), as: UInt8.self)
                        position += 1
                        continue
                    }
                }
                if entry.isExceptional {
                    guard entry.isEnd else { return .damaged }
                    bits &>>= entry.allBits
                    bitCount &-= entry.allBits
                    return .endOfBlock
                }
            }
            let lengthExtra = (bits & (1 &<< entry.allBits &- 1)) &>> entry.codeBits
            let length = entry.base &+ Int(truncatingIfNeeded: lengthExtra)
            bits &>>= entry.allBits
            bitCount &-= entry.allBits

            bits |= UInt64(littleEndian: next.loadUnaligned(as: UInt64.self)) &<< bitCount
            next += Int(truncatingIfNeeded: (63 &- bitCount) &>> 3)
            bitCount |= 56
            entry = distances[Int(truncatingIfNeeded: bits & distanceMask)]
            if entry.isExceptional {
                guard entry.isSecondary else { return .damaged }
                let index = bits &>> 8 & (1 &<< entry.codeBits &- 1)
                entry = distances[entry.base &+ Int(truncatingIfNeeded: index)]
                if entry.isExceptional { return .damaged }
            }
            let distanceExtra = (bits & (1 &<< entry.allBits &- 1)) &>> entry.codeBits
            let distance = entry.base &+ Int(truncatingIfNeeded: distanceExtra)
            bits &>>= entry.allBits
            bitCount &-= entry.allBits
            guard distance <= position - start else { return .damaged }
            Self.copyMatch(length, at: distance, to: position)
            position += length
        }
    }

    /// Repeats `length` bytes from `distance` bytes before; writes up to 15 bytes beyond them.
    @inline(__always)
    private static func copyMatch(_ length: Int, at distance: Int, to target: UnsafeMutableRawPointer) {
        var from = UnsafeRawPointer(target) - distance
        var to = target
        let end = target + length
        if distance >= 16 {
            repeat {
                to.storeBytes(of: from.loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
                from += 16
                to += 16
            } while to < end
        } else if distance == 1 {
            let word = UInt64(from.load(as: UInt8.self)) &* 0x0101_0101_0101_0101
            repeat {
                to.storeBytes(of: word, as: UInt64.self)
                to += 8
            } while to < end
        } else {
            // Eight bytes from the source are right as far as the distance; the rest is written again.
            let step = min(distance, 8)
            repeat {
                to.storeBytes(of: from.loadUnaligned(as: UInt64.self), as: UInt64.self)
                from += step
                to += step
            } while to < end
        }
    }
}
