import PythonPackaging
import Testing

@Suite struct RequirementTests {
    struct Mistake: Sendable {
        var text: String
        var kind: RequirementError.Kind
        var excerpt: String
        var hint: String?
    }

    @Test(arguments: [
        Mistake(text: "numpy=1.0", kind: .specifier, excerpt: "     ^", hint: "write '==' to ask for one version"),
        Mistake(
            text: "numpy 1.0",
            kind: .trailing,
            excerpt: "      ^^^",
            hint: "write an operator before the version, for example =="
        ),
        Mistake(text: "numpy>=1.x", kind: .specifier, excerpt: "       ^^^"),
        Mistake(
            text: "numpy>=1.*",
            kind: .specifier,
            excerpt: "       ^^^",
            hint: "only == and != take a version that ends in .*"
        ),
        Mistake(text: "numpy~=1", kind: .specifier, excerpt: "       ^", hint: "~=1.0 means >=1.0,==1.*"),
        Mistake(text: "numpy>=", kind: .specifier, excerpt: "     ^^"),
        Mistake(text: "numpy[dev", kind: .extras, excerpt: "     ^"),
        Mistake(text: "numpy (>=1", kind: .specifier, excerpt: "      ^"),
        Mistake(
            text: "numpy; python_versio > '3'",
            kind: .marker,
            excerpt: "       ^^^^^^^^^^^^^",
            hint: "did you mean 'python_version'?"
        ),
        Mistake(text: "numpy; extra == 'a", kind: .marker, excerpt: "                ^"),
        Mistake(
            text: "torch @ https://x/y.whl; extra == 'a'",
            kind: .url,
            excerpt: "        ^^^^^^^^^^^^^^^^",
            hint: "put a space before ';'"
        ),
        Mistake(text: "é", kind: .name, excerpt: "^"),
        Mistake(
            text: "numpy # fast",
            kind: .trailing,
            excerpt: "      ^^^^^^",
            hint: "comments are only understood in requirement files"
        ),
    ])
    func pointsAtMistakes(mistake: Mistake) {
        do {
            _ = try Requirement(mistake.text)
            Issue.record("accepted \(mistake.text)")
        } catch {
            #expect(error.kind == mistake.kind)
            #expect(error.excerpt == mistake.text + "\n" + mistake.excerpt)
            if let hint = mistake.hint { #expect(error.hint == hint) }
        }
    }

    @Test func hostileNestingIsRefused() {
        let marker = String(repeating: "(", count: 100_000) + "os_name == 'posix'"
        #expect(throws: RequirementError.self) { try Marker(marker) }
    }

    @Test func longMarkersAreEvaluated() throws {
        let clause = "python_version >= '3.8'"
        let marker = try Marker(Array(repeating: clause, count: 20_000).joined(separator: " and "))
        #expect(marker.evaluate(in: TargetPlatform.standard.markerEnvironment))
    }

    @Test func errorsHideCredentials() {
        do {
            _ = try Requirement("x @ https://user:s3cret@host/x.whl;")
            Issue.record("accepted")
        } catch {
            #expect(!"\(error)".contains("s3cret"))
            #expect(!error.excerpt.contains("s3cret"))
        }
    }

    @Test func extrasAreSortedAndUnique() throws {
        #expect(try Requirement("A.b[z, Y_x , z]>=1").description == "a-b[y-x,z]>=1")
    }

    @Test func equalityFollowsMeaning() throws {
        #expect(try Requirement("x>=1.0,<2") == Requirement("X (<2, >= 1.0.0)"))
        #expect(try Requirement("x~=1.0") != Requirement("x~=1.0.0"))
    }
}
