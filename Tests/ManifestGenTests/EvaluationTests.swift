import ManifestGen
import Testing

@Suite("Static evaluation")
struct EvaluationTests {
    /// Evaluates an expression as the name of a resource.
    private func name(_ prelude: String, _ expression: String) throws -> (String?, ScannedProject) {
        let scanned = try scan(worker: "\(prelude)\n@remote(LiveServerless(name=\(expression)))\ndef f(): pass")
        return (scanned.resources.first?.name, scanned)
    }

    @Test(arguments: [
        ("", "'a' + 'b'", "ab"),
        ("A = 'x'", "A", "x"),
        ("A = 'x'\nA = 'y'", "A", "y"),
        ("A = 'x'", "f'{A}-{A!s}-{1 + 2}-{True}'", "x-x-3-True"),
        ("N = 7", "f'{N:03d}|{N:3}|{-N:04}'", "007|  7|-007"),
        ("", "'%s-%d%%' % ('a', 3)", "a-3%"),
        ("", "'%s' % 'a'", "a"),
        ("", "'-'.join(['a', 'b'])", "a-b"),
        ("", "'Ab'.lower() + 'c'.upper()", "abC"),
        ("", "'ab' * 2", "abab"),
        ("D = {'k': {'n': 'v'}}", "D['k']['n']", "v"),
        ("D = {'k': 'v'}\nD['q'] = 'w'\nD.update({'k': 'z'})", "D['k'] + D.get('q') + D.get('none', 'd')", "zwd"),
        ("D = {**{'a': 'b'}, 'c': 'd'} | dict(e='f')", "''.join(D.values())", "bdf"),
        ("L = ['a'] + ['b']\nL += ['c']\nL.extend(('d',))", "L[-1] + L[0] + str(len(L))", "da4"),
        ("A, (B, C) = 'x', ('y', 'z')", "A + B + C", "xyz"),
        ("T = ('x', 'y')\nA, B = T", "B + A", "yx"),
        ("A = B = 'x'", "A + B", "xx"),
        ("PROD = False", "'p' if PROD else 'd'", "d"),
        ("PROD = True\nif PROD:\n  A = 'p'\nelse:\n  A = 'd'", "A", "p"),
        ("if not False and 1 < 2 <= 2:\n  A = 'p'", "A or 'q'", "p"),
        ("", "None or '' or 'z'", "z"),
        ("class C:\n  P = 'x'\n  A = P + 'y'\nclass D(C): pass", "D.A", "xy"),
        ("import enum\nclass E(str, enum.Enum):\n  A = 'x'", "E.A.value", "x"),
        ("c = LiveServerless(name='inner')", "c.name + '2'", "inner2"),
        ("c = LiveServerless(name='a')\nc.name += 'b'", "c.name", "ab"),
        ("D = {'k': 'a'}\nD['k'] += 'b'", "D['k']", "ab"),
        ("A = 'x'\nimport worker", "worker.A", "x"),
        ("", "GpuGroup.ADA_24.value + GpuGroup.ADA_24.name", "ADA_24ADA_24"),
        ("", "DataCenter.EU_RO_1.value", "EU-RO-1"),
        ("", "__name__", "worker"),
        ("X = 17 // 5 + -17 // 5 + -17 % 5 + 2 ** 3", "str(X)", "10"),
        ("", "sorted({'b', 'a'})[0]", "a"),
        ("", "'x' if 'a' in ['a'] and 'b' not in 'cd' else 'y'", "x"),
        ("import sys\ntry:\n  import tomllib\n  A = 'a'\nexcept ImportError:\n  A = 'b'", "A", "a"),
    ])
    func values(prelude: String, expression: String, expected: String) throws {
        let (value, scanned) = try name(prelude, expression)
        #expect(scanned.findings == [])
        #expect(value == expected)
    }

    @Test(arguments: [
        ("", "undefined"),
        ("import os", "os.environ['A']"),
        ("import os", "f'{os.getenv(\"A\")}'"),
        ("from os import environ as e", "e.get('A', 'b')"),
        ("import os", "'x' if os.getenv('A') else 'y'"),
        ("import socket", "socket.gethostname()"),
        ("import time", "str(time.time())"),
        ("def n(): return 'a'", "n()"),
        ("", "[x for x in 'ab'][0]"),
        ("", "(lambda: 'a')()"),
        ("", "{}['a']"),
        ("", "['a'][1]"),
        ("", "'a' + 1"),
        ("", "1 // 0"),
        ("", "str(2 ** 100)"),
        ("", "'a' * 10000000000"),
        ("A = 'a'\nfor A in 'xy': pass", "A"),
        ("A = 'a'\ndel A", "A"),
        ("with open('x') as A: pass", "A"),
        ("L = ['a']\nL.reverse()", "L[0]"),
        ("c = LiveServerless(name='a')\nc.template.ports = 'x'", "c.name"),
        ("L = ['a']\nfor i in range(3):\n  L.append('b')", "L[0]"),
        ("A = 'a0'\n" + (0..<40).map { _ in "A = A + A" }.joined(separator: "\n"), "A"),
        ("A0 = 'x'\n" + (1..<400).map { "A\($0) = A\($0 - 1)" }.joined(separator: "\n"), "A399"),
        ("A0 = ['x']\n" + (1..<30).map { "A\($0) = A\($0 - 1) + A\($0 - 1)" }.joined(separator: "\n"), "A29[0]"),
        ("", "'x' + " + (0..<80).map { "'\($0)'" }.joined(separator: " + ")),
    ])
    func isNotGuessed(prelude: String, expression: String) throws {
        let (_, scanned) = try name(prelude, expression)
        #expect(scanned.diagnostics.map(\.code) == [.unevaluableValue])
        #expect(scanned.hasErrors)
    }

    @Test func placesAreExact() throws {
        let scanned = try scan([
            "a.py": "import os\n\nNÄME = ('é', os.getenv('N'))\n",
            "w.py": "from runpod_flash import *\nimport a\n@remote(LiveServerless(name=a.NÄME[1]))\ndef f(): pass",
        ])
        #expect(scanned.diagnostics.count == 1)
        let finding = try #require(scanned.diagnostics.first)
        #expect(finding.location?.description == "w.py:3:29")
        #expect(finding.message == "the environment variable N is not read during a build")
    }
}
