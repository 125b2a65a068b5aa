internal import Digests
internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif
#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Reads the facts of source files: from the cache where the content is known, else with one interpreter process.
struct FactsReader {
    let python: String?
    let cache: (any ScanCache)?
    let environment: [String: String]
    /// How long the interpreter may spend on one file, in seconds.
    let timeLimit: Int

    /// Returns the facts of each file, in order.
    func read(_ files: [SourceFile]) throws(ScanError) -> [ModuleFacts] {
        var facts = cached(files)
        let missing = facts.indices.filter { facts[$0] == nil }
        if !missing.isEmpty {
            for (index, found) in zip(missing, try find(missing.map { files[$0] })) { facts[index] = found }
        }
        return facts.compactMap { $0 }
    }

    /// How many files one core takes at a time.
    private static let batch = 256

    /// Returns the facts that are in the cache, decoded on all cores.
    private func cached(_ files: [SourceFile]) -> [ModuleFacts?] {
        let found = Mutex([ModuleFacts?](repeating: nil, count: files.count))
        guard let cache else { return found.withLock { $0 } }
        let batches = stride(from: 0, to: files.count, by: Self.batch).map { $0..<min($0 + Self.batch, files.count) }
        DispatchQueue.concurrentPerform(iterations: batches.count) { index in
            let keys = files[batches[index]].map { key(of: $0) }
            let stored = cache.facts(for: keys)
            let decoded = keys.map { stored[$0].flatMap(Self.decode) }
            found.withLock { $0.replaceSubrange(batches[index], with: decoded) }
        }
        return found.withLock { $0 }
    }

    private func key(of file: SourceFile) -> SHA256Digest {
        SHA256Digest(of: FactsScript.digest.bytes + file.digest.bytes)
    }

    private func accept(_ line: ArraySlice<UInt8>, for file: SourceFile) throws(ScanError) -> ModuleFacts {
        guard let facts = Self.decode(Array(line)), let digest = Self.digest(in: line) else {
            throw ScanError(.unexpectedOutput, "the Python interpreter printed no valid facts about \(file.path)")
        }
        if let fault = facts.error, fault.kind == .unreadable {
            guard fault.message == String(cString: strerror(ENOENT)) else { return facts }
            throw ScanError(
                .sourceChanged,
                "\(file.path) disappeared while the project was being scanned",
                hint: "build again when nothing else is writing to the project"
            )
        }
        guard digest == file.digest.hex else {
            throw ScanError(
                .sourceChanged,
                "\(file.path) changed while the project was being scanned",
                hint: "build again when nothing else is writing to the project"
            )
        }
        // A newer interpreter may read what this one cannot, so only facts are kept, never faults.
        if facts.error == nil { cache?.store(Array(line), for: key(of: file)) }
        return facts
    }

    private func find(_ files: [SourceFile]) throws(ScanError) -> [ModuleFacts] {
        let interpreter = try PythonInterpreter(explicit: python, environment: environment)
        let memory = InterpreterMemory(interpreter, cache: cache, environment: environment)
        if let known = memory?.entry {
            do throws(ScanError) {
                let facts = try run(known.executable, compiled: known.compiled, memory, files)
                // Another interpreter than the one named may not read all that one does.
                if known.executable == interpreter.path || facts.allSatisfy({ $0.error == nil }) { return facts }
            } catch  where error.kind == .interpreterTimedOut {
                throw error
            } catch {
                // What was remembered is of no use; the interpreter that was named has the last word.
            }
        }
        return try run(interpreter.path, compiled: [], memory, files)
    }

    private func run(
        _ executable: String,
        compiled: [UInt8],
        _ memory: InterpreterMemory?,
        _ files: [SourceFile]
    ) throws(ScanError) -> [ModuleFacts] {
        let lines = try launch(executable, compiled: compiled, files)
        if let header = lines.first { memory?.learn(from: header) }
        return try zip(lines.dropFirst(), files).map { (line, file) throws(ScanError) in try accept(line, for: file) }
    }

    /// Runs the program and returns its lines: a header and one for each file.
    private func launch(
        _ executable: String,
        compiled: [UInt8],
        _ files: [SourceFile]
    ) throws(ScanError) -> [ArraySlice<UInt8>] {
        let process = ChildProcess(
            executable: executable,
            arguments: ["-I", "-S", "-B", "-c", FactsScript.launcher],
            environment: environment.filter { !Self.isHarmful($0.key) },
            silenceLimit: Int32(clamping: timeLimit.multipliedReportingOverflow(by: 1000).partialValue)
        )
        let input = FactsScript.input(compiled: compiled, paths: files.map(\.absolutePath))
        let outcome: ChildProcess.Outcome
        switch process.run(input: input) {
        case .failure(let error):
            throw ScanError(.interpreterNotStarted, "\(executable) could not be started: \(error.message)")
        case .success(let result):
            outcome = result
        }
        let lines = outcome.output.split(separator: UInt8(ascii: "\n"))
        try check(outcome, executable, at: max(0, lines.count - 1), of: files)
        guard lines.count == files.count + 1 else {
            throw ScanError(
                .unexpectedOutput,
                "\(executable) did not print the facts of \(files.count) files",
                hint: "check that it is a CPython interpreter of version 3.8 or newer"
            )
        }
        return lines
    }

    private func check(
        _ outcome: ChildProcess.Outcome,
        _ executable: String,
        at index: Int,
        of files: [SourceFile]
    ) throws(ScanError) {
        let place = files.indices.contains(index) ? " while it read \(files[index].path)" : ""
        let words = String(decoding: outcome.errors.suffix(2000), as: UTF8.self)
        let lastLine = words.split(separator: "\n").last.map { ": \($0)" } ?? ""
        switch outcome.ending {
        case .exited(0): return
        case .exited(3):
            throw ScanError(
                .interpreterTooOld,
                "\(executable) is older than Python 3.8",
                hint: "name a newer interpreter with FLASH_PYTHON"
            )
        case .exited(let code):
            throw ScanError(.interpreterFailed, "\(executable) ended with status \(code)\(place)\(lastLine)")
        case .signaled(let signal):
            throw ScanError(.interpreterFailed, "\(executable) was ended by signal \(signal)\(place)\(lastLine)")
        case .timedOut:
            throw ScanError(
                .interpreterTimedOut,
                "\(executable) printed nothing for \(timeLimit) seconds\(place)",
                hint: "check that the interpreter starts, or name another with FLASH_PYTHON"
            )
        }
    }

    /// Variables that would make the interpreter load other libraries than its own.
    private static func isHarmful(_ name: String) -> Bool {
        name == "LD_LIBRARY_PATH" || name == "LD_PRELOAD" || name.hasPrefix("DYLD_") || name.hasPrefix("PYTHON")
    }

    /// Decodes a line: the facts, a tab, the bodies.
    private static func decode(_ line: [UInt8]) -> ModuleFacts? {
        guard let tab = line.firstIndex(of: UInt8(ascii: "\t")),
            let facts = try? JSONDecoder().decode(ModuleFacts.self, from: Data(line[..<tab]))
        else { return nil }
        let bodies = line[(tab + 1)...]
        guard bodies.count == facts.detailBytes else { return nil }
        return facts.located(in: BodyStore(Array(bodies)))
    }

    /// The digest the program computed of what it read; it is the first member it prints.
    private static func digest(in line: ArraySlice<UInt8>) -> String? {
        let prefix = Array(#"{"digest":""#.utf8)
        guard line.starts(with: prefix) else { return nil }
        return String(decoding: line.dropFirst(prefix.count).prefix { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
    }
}
