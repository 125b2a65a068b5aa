import Testing

@testable import PythonPackaging

@Suite struct SlimmingTests {
    private func category(_ path: String, of package: String = "demo") -> SlimCategory? {
        let name = PackageName(normalizing: package)
        return SlimCandidates(Set(SlimCategory.allCases), of: name).match(path)?.category
    }

    @Test(
        arguments: [
            ("numpy/tests/test_a.py", .tests), ("numpy/core/tests/data/x.csv", .tests), ("a/test/b.py", .tests),
            ("a/tests/examples/b.py", .tests), ("a/examples/b.py", .examples), ("a/docs/index.rst", .docs),
            ("share/man/man1/a.1", .docs), ("share/doc/a/README", .docs), ("a/include/b.h", .headers),
            ("a/include/Eigen/Dense", .headers), ("include/a/b.hpp", .headers), ("a/b.pxd", .headers),
            ("a/b.pyx", .sources),
            ("a/src/b.CPP", .sources), ("a/b.pyi", .stubs), ("a/py.typed", .stubs), ("a-stubs/b.pyi", .stubs),
            ("numpy/testing/__init__.py", nil), ("a/tests.py", nil), ("a/test_b.py", nil), ("tests/a.py", nil),
            ("b.pyi", nil),
            ("a/conftest.py", nil), ("a.dist-info/licenses/tests/LICENSE", nil), ("a/tests/LICENSE", nil),
            ("a/docs/NOTICE.txt", nil), ("a/tests/_x.cpython-312-x86_64-linux-gnu.so", nil),
            ("a.libs/libb.so.1.2", nil),
            ("a/include/libb.a", nil), ("bin/tests", nil), ("share/jupyter/tests/a.json", nil), ("lib/tests/a.h", nil),
            ("a/.h", nil), ("a/data.json", nil), ("unittest/case.py", nil), ("a/latest/b.py", nil),
            ("a/contests/b.py", nil),
        ] as [(String, SlimCategory?)]
    )
    func knowsKindsByPath(path: String, expected: SlimCategory?) {
        #expect(category(path) == expected)
    }

    @Test(arguments: ["triton", "torch", "cupy-cuda12x", "nvidia-cuda-runtime-cu12", "cffi", "numba"])
    func keepsWhatIsCompiledOnTheWorker(package: String) {
        #expect(category("a/include/b.h", of: package) == nil)
        #expect(category("a/b.cu", of: package) == nil)
        #expect(category("a/tests/b.py", of: package) == .tests)
    }

    @Test(arguments: [
        ("import a.tests", true), ("import os, a.tests.util as t", true), ("from a.tests import x", true),
        ("from a import b, tests", true), ("from . import tests", true), ("from .tests.util import y", true),
        ("    from .tests import z", true), ("from . import (\n    b,\n    tests,\n)", true),
        ("from . import b, \\\n    tests", true), ("load('a.tests.plugin')", true), ("try:\n\timport a.tests\n", true),
        ("from ..tests import x", false), ("import tests", false), ("import b.tests", false),
        ("from a import testing", false),
        ("# tests are elsewhere", false), ("from .... import tests", false), ("import a.tests2", false), ("", false),
        ("from . import (", false), ("from", false), ("from . import tests_of", false),
    ])
    func findsImports(text: String, expected: Bool) {
        let references = ModuleReferences(of: Array(text.utf8), at: "a/core.py", mentioning: ["tests"])
        #expect(references.imports("a/tests") == expected)
    }

    @Test(arguments: [
        ("open('examples')", true), (#"join("examples/a.json")"#, true), ("examples = 1", false),
        ("'examples_of'", false),
    ])
    func findsQuotations(text: String, expected: Bool) {
        let references = ModuleReferences(of: Array(text.utf8), at: "a/core.py", mentioning: ["examples"])
        #expect(references.quotes("a/b/examples") == expected)
    }

    @Test func survivesAnyText() {
        var random = SystemRandomNumberGenerator()
        let words = ["from ", ".", "import ", "(", ")", "\\", "\n", "tests", " ", ",", "\u{0}", "'", "é", "\t"]
        for _ in 0..<2000 {
            let text = (0..<Int.random(in: 0..<20, using: &random)).map { _ in words.randomElement(using: &random) ?? ""
            }
            _ = ModuleReferences(of: Array(text.joined().utf8), at: "a/b/c.py", mentioning: ["tests"])
        }
    }
}
