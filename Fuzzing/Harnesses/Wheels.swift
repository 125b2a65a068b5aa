@testable import PythonPackaging

extension Harness {
    static let wheelFilenames = Harness(name: "wheel-filenames", longestInput: 320) { input in
        let text = input.text
        _ = ["py2.py3-none-any", text].compactMap { WheelTag.expand($0) }
        var classifier = FilenameClassifier(project: PackageName(normalizing: "numpy"))
        _ = classifier.classify(text)
        guard let wheel = WheelFilename(text) else { return }
        expect(!wheel.tags.isEmpty, "\(wheel) has no tags")
        var sets: [String] = []
        for part in [\WheelTag.python, \.abi, \.platform] {
            var names: [String] = []
            for tag in wheel.tags where !names.contains(tag[keyPath: part]) { names.append(tag[keyPath: part]) }
            sets.append(names.joined(separator: "."))
        }
        let build = wheel.buildTag.map { ["\($0.number)\($0.suffix)"] } ?? []
        let parts = [wheel.name.escaped, wheel.version.description] + build + sets
        let filename = parts.joined(separator: "-") + ".whl"
        guard filename.utf8.count <= 1024 else { return }
        guard let again = WheelFilename(filename) else { return expect(false, "'\(filename)' is no wheel any more") }
        expect(
            again.name == wheel.name && again.version == wheel.version && again.buildTag == wheel.buildTag
                && Set(again.tags) == Set(wheel.tags)
                && again.priority(on: .standard) == wheel.priority(on: .standard),
            "\(filename) is not \(text)"
        )
        var own = FilenameClassifier(project: wheel.name)
        expect(own.classify(filename)?.1 == wheel.version, "\(filename) is not of \(wheel.name) on an index page")
    }

    static let records = Harness(name: "records", longestInput: 4096) { input in
        let decoded = Base64URL.decode(input)
        if let decoded { expect(Base64URL.decode(Base64URL.encode(decoded).utf8) == decoded, "base64 changes") }
        expect(Base64URL.decode(Base64URL.encode(input).utf8) == input, "base64 changes")
        guard let record = try? WheelRecord(input) else { return }
        for path in record.items.keys {
            let line = WheelRecord.quoted(path) + ",,\r\n"
            let again = expectNoError("'\(line)' was written") { try WheelRecord(Array(line.utf8)) }
            expect(Array(again.items.keys) == [path], "'\(path)' is read back as \(again.items.keys)")
            expectInside(path)
        }
    }

    /// What counts as a safe name is installed inside the target, wherever it goes.
    private static func expectInside(_ name: String) {
        guard WheelPath.isSafe(name) else { return }
        let installed: String
        switch WheelPath.destination(of: name, headers: "name") {
        case .path(let path), .script(let path): installed = path
        case .unknownScheme: return
        }
        let parts = installed.split(separator: "/", omittingEmptySubsequences: false)
        expect(!installed.hasPrefix("/") && !parts.contains(".."), "'\(name)' is installed as '\(installed)'")
    }

    static let entryPoints = Harness(name: "entry-points", longestInput: 2048) { input in
        guard let points = try? EntryPoints(input) else { return }
        for command in points.commands {
            let script = String(decoding: command.script, as: UTF8.self)
            expect(script.utf8.count { $0 == 0x0A } == 6, "'\(command.name)' has lines of its own: \(script)")
            expect(WheelPath.isSafe("bin/" + command.name), "the command '\(command.name)' is no safe path")
            for part in [command.module, command.attribute] {
                let isPlain = part.unicodeScalars.allSatisfy { $0 == "." || $0 == "_" || $0.properties.isXIDContinue }
                expect(isPlain, "'\(part)' is more than a name")
            }
        }
    }
}
