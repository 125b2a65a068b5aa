/// What a Python file says about itself in a `# /// script` block (PEP 723).
public struct InlineMetadata: Sendable {
    /// The block's `dependencies`, each with its line in the file.
    public let dependencies: [DeclaredRequirement]
    /// The block's `requires-python`.
    public let requiresPython: VersionSpecifiers?
    /// The line of `requires-python`, counted from 1; 0 when it is not there.
    public let requiresPythonLine: Int
    /// What was ignored, one sentence each with its place.
    public let warnings: [String]

    /// Reads the block of a Python file; everything is empty when it has none.
    ///
    /// Blocks of other types and blocks that are never closed are ignored, as PEP 723 ("Specification") demands.
    ///
    /// - Parameters:
    ///   - source: the content of the file.
    ///   - file: the name messages use.
    /// - Throws: ``ProjectSettingsError`` for a malformed block, and for a second one.
    public init(source: [UInt8], file: String) throws(ProjectSettingsError) {
        let blocks = Self.blocks(in: source)
        let closed = blocks.filter { $0.content != nil }
        warnings = blocks.filter { $0.content == nil }.map {
            "\(file):\($0.line): the script block is never closed by '# ///', so it is ignored"
        }
        if closed.count > 1 {
            throw ProjectSettingsError(
                kind: .invalidValue(
                    key: "script",
                    reason: "a file may have one such block; line \(closed[0].line) has it"
                ),
                file: file,
                line: closed[1].line
            )
        }
        let document: TOMLDocument
        do throws(TOMLDocument.Failure) {
            // Empty lines stand for the lines before the content, so that both count lines alike.
            let content = closed.first?.content ?? []
            document = try TOMLDocument([UInt8](repeating: Self.lineFeed, count: closed.first?.line ?? 0) + content)
        } catch {
            let line = error.line > 0 ? error.line : closed[0].line
            throw ProjectSettingsError(kind: .malformed(error.message), file: file, line: line)
        }
        let table = try SettingsTable(document, "", file: file)
        dependencies = try table.requirements("dependencies")
        requiresPython = try table.specifiers("requires-python")
        requiresPythonLine = table.line(of: "requires-python")
    }

    /// A block of type `script`; without content when nothing closes it.
    private struct Block {
        let line: Int
        let content: [UInt8]?
    }

    private static let lineFeed = UInt8(ascii: "\n")
    private static let end = Array("# ///".utf8)

    /// Finds what the regular expression of PEP 723 matches, with the longest content that a closing line allows.
    private static func blocks(in source: [UInt8]) -> [Block] {
        let lines = lines(of: source)
        var blocks: [Block] = []
        var index = 0
        while index < lines.count {
            guard let type = type(opening: lines[index]) else {
                index += 1
                continue
            }
            let rest = lines[(index + 1)...].prefix(while: isContent)
            let close = rest.indices.dropFirst().last { lines[$0].elementsEqual(end) }
            if type.elementsEqual("script".utf8) {
                let content = close.map {
                    Array(lines[(index + 1)..<$0].map(uncommented).joined(separator: [lineFeed]))
                }
                blocks.append(Block(line: index + 1, content: content))
            }
            index = close.map { $0 + 1 } ?? index + 1
        }
        return blocks
    }

    private static func lines(of source: [UInt8]) -> [ArraySlice<UInt8>] {
        source.split(separator: lineFeed, omittingEmptySubsequences: false).map { line in
            line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        }
    }

    /// The type of the block a line opens: letters, digits and hyphens after `# /// `.
    private static func type(opening line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard line.starts(with: "# /// ".utf8) else { return nil }
        let type = line.dropFirst("# /// ".utf8.count)
        return !type.isEmpty && type.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "-") } ? type : nil
    }

    private static func isContent(_ line: ArraySlice<UInt8>) -> Bool {
        line.elementsEqual("#".utf8) || line.starts(with: "# ".utf8)
    }

    private static func uncommented(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        line.dropFirst(min(line.count, 2))
    }
}
