internal import Digests

/// The Python program that reads sources and prints their facts; it runs no code of the project.
///
/// It works on every CPython from 3.8 and prints one JSON object per line: first a header, then the facts of each file in
/// the order given. Columns are counted from 1 in Unicode code points; spans are `[line, column, endLine, endColumn]`.
enum FactsScript {
    /// The complete program, which finds `paths` and `header` set.
    static let source = [prologue, expressions, bindings, bodies, modules, main].joined(separator: "\n")

    /// Names the program's version: facts of another version are not reused.
    static let digest = SHA256Digest(of: source)
}
