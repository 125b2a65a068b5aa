import Testing

@testable import ManifestGen

@Suite("FL003: names at module level")
struct ModuleLevelNameRuleTests {
    @Test(
        "Imports, helpers, classes and variables of the module are out of reach; each is reported once, where first used"
    )
    func findings() throws {
        let found = try check([
            "workers/a.py": """
            import json as j
            from .common import helper as h
            LIMIT = 3
            class Box: pass
            def tool(x): return x
            for index in range(3): pass

            @remote(cpu)
            async def run(x):
                def inner():
                    return LIMIT
                return j.dumps([h(x), LIMIT, Box(), tool(x), index, inner(), LIMIT])
            """
        ])
        #expect(found.map(\.code) == Array(repeating: .moduleLevelName, count: 6))
        #expect(found.map { $0.location?.line } == [11, 12, 12, 12, 12, 12])
        #expect(found[0].message == "'run' uses 'LIMIT', which exists only at module level")
        #expect(found[0].hint == "move 'LIMIT' inside 'run', or pass it as a parameter")
        #expect(
            found[0].location == SourceLocation(file: "workers/a.py", line: 11, column: 16, endLine: 11, endColumn: 21)
        )
        #expect(found[0].notes.map(\.location.line) == [3])
        #expect(found[1].message == "'run' uses 'j', which is imported only at module level")
        #expect(found[1].hint == "write 'import json as j' inside 'run'")
        #expect(found[2].hint == "write 'from workers.common import helper as h' inside 'run'")
        #expect(found[3].message == "'run' uses the class 'Box', which exists only at module level")
        #expect(found[4].message == "'run' uses the function 'tool', which exists only at module level")
    }

    @Test("Nothing is reported of a function that brings everything along")
    func correct() throws {
        let found = try check([
            "configs.py": "from runpod_flash import LiveServerless\ngpu = LiveServerless(name='g')\n",
            "workers/__init__.py": "from .b import other as exported\n",
            "workers/b.py": "@remote(cpu)\nasync def other(x): return x\n",
            "workers/a.py": """
            from __future__ import annotations
            import typing
            from dataclasses import dataclass
            from workers import exported
            import configs
            DEFAULT = 3
            json = None

            @remote(gpu)
            async def run(x: typing.Any, y=DEFAULT) -> typing.Any:
                import json
                from math import sqrt as root
                local: typing.Any = [root(v) for v in x if (w := v)]
                try:
                    pass
                except ValueError as error:
                    print(error, __name__, __file__)
                async def inner(a, *b, c=1, **d):
                    nonlocal local
                    return a, b, c, d, local
                class Local:
                    field = 1
                if x:
                    return await run(x, y)
                match x:
                    case {"k": k, **rest}: print(k, rest)
                    case [first, *others]: print(first, others)
                with open("f") as f:
                    print(f, w, json, Local.field, lambda q: q, await inner(1))
                return await exported(1)

            @remote(gpu)
            class Model:
                size: int = 3
                def __init__(self):
                    import math
                    self.m = math
                def step(self, n):
                    return self.m.sqrt(n) + super().size

            @remote(gpu, local=True)
            async def here():
                return DEFAULT

            def plain():
                return DEFAULT
            """,
        ])
        #expect(found.summary == [])
    }

    @Test("A class brings its methods along, and they bring nothing of the module")
    func classes() throws {
        let found = try check([
            "a.py": """
            import torch.nn as nn
            @remote(gpu)
            class Model(nn.Module):
                def step(self, x):
                    return nn.relu(x)
            """
        ])
        #expect(found.summary == ["FL005 a.py:1", "FL003 a.py:5"])
    }

    @Test("A global that caches a model between calls exists only at module level")
    func globals() throws {
        let found = try check([
            "a.py": """
            model = None
            @remote(gpu)
            def run():
                global model
                if model is None:
                    model = 1
                return model
            """
        ])
        #expect(found.summary == ["FL003 a.py:5"])
    }

    @Test("A resource with an image of its own is not sent the source")
    func customImages() throws {
        let found = try check(["a.py": "LIMIT = 3\n@remote(custom)\nasync def run(x):\n    return LIMIT\n"])
        #expect(found.summary == [])
    }
}
