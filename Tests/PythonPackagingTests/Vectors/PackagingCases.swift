import Foundation

/// The parametrised tests of pypa/packaging with their parameters; made once by `Scripts/packaging_cases.py`.
struct PackagingCases: @unchecked Sendable {
    /// The parameters of one case.
    struct Parameters: @unchecked Sendable, CustomStringConvertible {
        let values: [String: Any]

        func text(_ key: String) -> String { values[key] as? String ?? "" }
        func optionalText(_ key: String) -> String? { values[key] as? String }
        func flag(_ key: String) -> Bool? { values[key] as? Bool }
        func texts(_ key: String) -> [String] { values[key] as? [String] ?? [] }
        func number(_ key: String) -> Int? { values[key] as? Int }
        func list(_ key: String) -> [Any]? { values[key] as? [Any] }
        func table(_ key: String) -> [String: Any]? { values[key] as? [String: Any] }

        var description: String { values.map { "\($0): \($1)" }.sorted().joined(separator: ", ") }
    }

    /// What a test handed to a reader, and whether it was accepted.
    struct Call: @unchecked Sendable {
        let kind: String
        let input: [Any]
        let result: Any?
        let error: String?
    }

    /// Parameters by test, such as `version::TestVersion::test_valid_versions`.
    let cases: [String: [Parameters]]
    /// The versions that satisfiability is tried with.
    let samples: [String]
    let calls: [Call]

    /// The cases; `nil` when the source distribution cannot be fetched.
    static let shared: PackagingCases? = {
        // Both are made from one copy of the source distribution.
        guard PackagingVectors.shared != nil, let directory = try? TestFiles.buildCache(PackagingVectors.directory)
        else {
            return nil
        }
        let file = directory.appendingPathComponent("cases.json")
        if !FileManager.default.fileExists(atPath: file.path) {
            let script = TestFiles.directory.appendingPathComponent("Scripts/packaging_cases.py")
            _ = try? TestFiles.python([script.path, directory.path])
        }
        guard let data = try? Data(contentsOf: file),
            let root = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
            let cases = root["cases"] as? [String: [[String: Any]]], let samples = root["samples"] as? [String],
            let calls = root["calls"] as? [[String: Any]]
        else { return nil }
        return PackagingCases(
            cases: cases.mapValues { $0.map(Parameters.init) },
            samples: samples,
            calls: calls.map { call in
                Call(
                    kind: call["kind"] as? String ?? "",
                    input: call["input"] as? [Any] ?? [],
                    result: call["result"],
                    error: call["error"] as? String
                )
            }
        )
    }()
}
