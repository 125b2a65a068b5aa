extension String {
    /// The text with everything escaped that a terminal acts on instead of showing it: control characters, and those
    /// that reorder or hide text (Unicode Technical Report 36, section 2.5).
    ///
    /// - Parameter keepingLines: whether line feeds stay.
    /// - Returns: the text, fit to be shown.
    package func escapingControls(keepingLines: Bool = true) -> String {
        guard unicodeScalars.contains(where: { $0.steersTerminals(keepingLines: keepingLines) }) else { return self }
        var result = ""
        for scalar in unicodeScalars {
            if scalar.steersTerminals(keepingLines: keepingLines) {
                result += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Text of unknown origin as messages quote it: one line of what can be shown, cut after `limit` characters.
    package func quotable(limit: Int = 200) -> String {
        let start = unicodeScalars.prefix(limit + 1)
        let isCut = start.count > limit
        return String(String.UnicodeScalarView(start.prefix(limit))).escapingControls(keepingLines: false)
            + (isCut ? "…" : "")
    }
}

extension Unicode.Scalar {
    fileprivate func steersTerminals(keepingLines: Bool) -> Bool {
        if value < 0x7F { return value < 0x20 && !(keepingLines && value == 0x0A) }
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return true
        default: return false
        }
    }
}
