#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A reader of foreign data together with what must hold for every input.
struct Harness: Sendable {
    let name: String
    /// How many bytes an input has at most.
    let longestInput: Int
    let run: @Sendable ([UInt8]) -> Void

    static let all: [Harness] = [
        .versions, .specifiers, .markers, .requirements, .requirementFiles,
        .jsonPages, .htmlPages, .cachedPages, .metadata,
        .toml, .settings, .scripts, .lockFiles, .foreignLocks,
        .wheelFilenames, .records, .entryPoints, .zipTails, .zipArchives, .deflate,
    ]
}

/// Ends the process, so that libFuzzer keeps the input, unless `condition` holds.
func expect(
    _ condition: Bool,
    _ message: @autoclosure () -> String,
    file: StaticString = #fileID,
    line: UInt = #line
) {
    if condition { return }
    fail(message(), file: file, line: line)
}

/// Returns what `body` returns; what it throws breaks the property that is being checked.
func expectNoError<Value>(
    _ message: @autoclosure () -> String,
    file: StaticString = #fileID,
    line: UInt = #line,
    _ body: () throws -> Value
) -> Value {
    do {
        return try body()
    } catch {
        fail("\(message()): \(error)", file: file, line: line)
    }
}

private func fail(_ message: String, file: StaticString, line: UInt) -> Never {
    let text = Array("property violated at \(file):\(line): \(message)\n".utf8)
    _ = text.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    abort()
}

extension [UInt8] {
    /// The input as text; bytes that are no UTF-8 become U+FFFD.
    var text: String { String(decoding: self, as: UTF8.self) }

    /// The input cut at line feeds, into at most `count` texts.
    func lines(_ count: Int) -> [String] {
        split(separator: 0x0A, maxSplits: count - 1, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
    }
}
