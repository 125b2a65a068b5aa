extension Unicode.Scalar {
    /// Whether showing the code point cannot move the cursor, change colours or reorder text (UTS #55, section 4.1).
    var isSafeInTerminal: Bool {
        switch value {
        case 0..<0x20, 0x7F..<0xA0: false
        case 0x61C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: false
        default: true
        }
    }

    /// The number of cells a terminal gives the code point (UAX #11: wide and full-width code points take two).
    var terminalWidth: Int {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
            0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default:
            return 1
        }
    }
}

extension String {
    /// The text with every code point that could disturb a terminal replaced by U+FFFD; line feeds stay.
    var safeInTerminal: String {
        guard unicodeScalars.contains(where: { !$0.isSafeInTerminal && $0 != "\n" }) else { return self }
        var result = ""
        for scalar in unicodeScalars {
            result.unicodeScalars.append(scalar.isSafeInTerminal || scalar == "\n" ? scalar : "\u{FFFD}")
        }
        return result
    }
}
