/// The commands a wheel offers (entry points specification, `console_scripts` and `gui_scripts`).
struct EntryPoints {
    /// One command.
    struct Command {
        let name: String
        let module: String
        let attribute: String

        /// The script that runs the command, the way pip and distlib write it.
        var script: [UInt8] {
            let imported = attribute.prefix { $0 != "." }
            return Array(
                """
                #!/usr/bin/env python3
                # -*- coding: utf-8 -*-
                import sys
                from \(module) import \(imported)
                if __name__ == '__main__':
                    sys.exit(\(attribute)())

                """.utf8
            )
        }
    }

    /// A malformed entry point.
    struct Failure: Error {
        let text: String
    }

    let commands: [Command]

    init(_ bytes: [UInt8]) throws(Failure) {
        var commands: [Command] = []
        var section = ""
        let text = String(
            decoding: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...],
            as: UTF8.self
        )
        for line in text.split(whereSeparator: \.isNewline).map(\.trimmed) {
            if line.isEmpty || line.hasPrefix("#") || line.hasPrefix(";") { continue }
            if line.hasPrefix("["), line.hasSuffix("]") {
                section = line.dropFirst().dropLast().trimmed
                continue
            }
            guard section == "console_scripts" || section == "gui_scripts" else { continue }
            guard let command = Self.command(line) else { throw Failure(text: line) }
            commands.removeAll { $0.name == command.name }
            commands.append(command)
        }
        self.commands = commands
    }

    /// Parses `name = package.module:object.attribute [extras]`; `nil` for anything else.
    ///
    /// The parts become Python source, so they must be identifiers.
    private static func command(_ line: String) -> Command? {
        guard let equals = line.firstIndex(where: { $0 == "=" || $0 == ":" }), line[equals] == "=" else { return nil }
        let name = line[..<equals].trimmed
        var reference = line[line.index(after: equals)...].trimmed
        if let bracket = reference.firstIndex(of: "[") { reference = reference[..<bracket].trimmed }
        let parts = reference.split(separator: ":", omittingEmptySubsequences: false).map(\.trimmed)
        guard parts.count == 2, isName(name), isDotted(parts[0]), isDotted(parts[1]) else { return nil }
        return Command(name: name, module: parts[0], attribute: parts[1])
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text != "." && text != ".." && text.utf8.count <= 255
            && text.unicodeScalars.allSatisfy { scalar in
                scalar.value > 0x20 && scalar.value != 0x7F && !"/\\\"'".unicodeScalars.contains(scalar)
                    && !scalar.properties.isWhitespace
            }
    }

    private static func isDotted(_ text: String) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            guard let first = part.unicodeScalars.first, first == "_" || first.properties.isXIDStart else {
                return false
            }
            return part.unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isXIDContinue }
        }
    }
}
