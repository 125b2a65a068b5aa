import Testing

@testable import ManifestGen

@Suite("FL005, FL006, FL023, FL025: imports and calls")
struct CallRulesTests {
    private static let workers = """
        @remote(cpu)
        async def job(x): return x
        @remote(api)
        async def route(x): return x
        @remote(cpu)
        class Model:
            def __init__(self): pass
        @remote(cpu, local=True)
        def here(x): return x
        """

    /// The findings in `main.py` for each of several continuations of it.
    private func findings(_ continuations: [String]) throws -> [[String]] {
        let prelude = """
            import asyncio
            from workers.w import *
            import workers.w as w
            from workers.w import job, route, Model, here

            """
        let projects = continuations.map { ["workers/w.py": Self.workers, "main.py": prelude + $0] }
        return try modules(of: projects).map { project(of: $0).findings().summary }
    }

    @Test("A call whose coroutine is dropped or used as its result is reported")
    func missingAwait() throws {
        let statements = [
            "job(1)", "print(job(1))", "x = job(1).output", "x = job(1)['k']", "w.job(1)", "len(job(1))",
            "[job(1) for _ in range(3)]", "x = job(1); print(x.output)",
        ]
        let found = try findings(statements.map { "async def main():\n    \($0)\n" })
        for (statement, codes) in zip(statements, found) {
            #expect(codes == ["FL006 main.py:6"], "\(statement)")
        }
    }

    @Test("Awaited calls and calls that others may await are left alone")
    func awaited() throws {
        let statements = [
            "await job(1)", "return job(1)", "x = await job(1); x['k']", "await asyncio.gather(job(1), job(2))",
            "t = asyncio.create_task(job(1)); await t", "ts = [job(i) for i in range(3)]; await asyncio.gather(*ts)",
            "x = job(1); x = await x; x['k']", "for t in [job(1), job(2)]: await t", "asyncio.run(job(1))",
            "x = job(1); x = (await asyncio.gather(x))[0]; x['k']", "Model()", "m = Model(); m.size", "here(1)",
            "for f in asyncio.as_completed([job(1)]): await f", "x = {'a': job(1)}; await x['a']", "yield job(1)",
            "f = lambda: job(1)", "job = print; job(1)", "async with asyncio.TaskGroup() as g: g.create_task(job(1))",
            "from other import job; job(1)", "(await job(1))['k']",
            "x = job(1); x.add_done_callback; await asyncio.wait([x])",
        ]
        let found = try findings(statements.map { "async def main():\n    \($0)\n" })
        for (statement, codes) in zip(statements, found) {
            #expect(codes == [], "\(statement)")
        }
    }

    @Test("A local function of the same name is not the remote one")
    func shadowed() throws {
        #expect(try findings(["async def main(job, route):\n    job(1)\n    (await route(1)).output\n"]) == [[]])
    }

    @Test("The fields of a job are not there on a load-balanced result")
    func resultConfusion() throws {
        #expect(
            try findings([
                """
                async def main():
                    r = await route(1)
                    print(r.output, r["output"], r.items())
                    print((await route(2)).error)
                    j = await job(1)
                    print(j.output)
                    both = await route(1)
                    both = await job(1)
                    print(both.output)
                """
            ]) == [["FL025 main.py:7", "FL025 main.py:8"]]
        )
    }

    @Test(
        "Functions are known through imports from one root to the next",
        arguments: [
            (["workers.py": Self.workers, "main.py": "from . import workers\nworkers.job(1)\n"], "main.py:2"),
            (["workers.py": Self.workers, "app/main.py": "import workers\nworkers.job(1)\n"], "app/main.py:2"),
            (["app/w.py": Self.workers, "app/main.py": "from .w import job\njob(1)\n"], "app/main.py:2"),
            (
                [
                    "deep/w.py": Self.workers, "middle/__init__.py": "from deep.w import job\n",
                    "main.py": "from middle import job as run\nrun(1)\n",
                ], "main.py:2"
            ),
        ]
    )
    func throughImports(files: [String: String], place: String) throws {
        #expect(try check(files).summary.contains("FL006 \(place)"))
    }

    @Test("Generators, open files and locks cannot travel")
    func payload() throws {
        let found = try check([
            "a.py": """
            @remote(cpu)
            def stream(x):
                yield x
            @remote(cpu)
            def lazy(x):
                return (i for i in x)
            @remote(cpu)
            def handle(x):
                with open(x) as f:
                    return [line for line in f]
            async def main():
                await handle(open("a"))
                await handle(x=(i for i in "abc"))
                await handle(open("a").read())
            """
        ])
        #expect(found.summary == ["FL023 a.py:2", "FL023 a.py:6", "FL023 a.py:12", "FL023 a.py:13"])
    }

    @Test("Third-party imports at the top of a module of remote functions are reported, guarded ones are not")
    func moduleLevelImports() throws {
        let found = try check(
            [
                "plain.py": "import torch\n",
                "configs.py": "",
                "a.py": """
                import os, typing
                import torch, numpy as np
                import configs
                from . import sibling
                from runpod_flash import remote
                from fastapi import FastAPI
                from typing import TYPE_CHECKING
                if TYPE_CHECKING:
                    import pandas
                try:
                    import cupy
                except ImportError:
                    cupy = None
                if __name__ == "__main__":
                    import rich
                @remote(gpu)
                def run(x):
                    return x
                """,
            ],
            packages: .declared(["torch", "numpy"])
        )
        #expect(found.summary == ["FL005 a.py:2", "FL005 a.py:2"])
        #expect(found.first?.hint == "import it inside the functions that use it, such as 'run'")
    }

    @Test("A third-party import at the top is an error where nothing provides it")
    func missingModuleLevelImport() throws {
        let cases: [(resource: String, packages: AvailablePackages, expected: [String])] = [
            ("cpu", .declared([]), ["FL005 a.py:1?"]),
            ("gpu", .declared([]), ["FL005 a.py:1"]),
            ("custom", .declared([]), ["FL005 a.py:1"]),
            ("cpu", .declared(["pandas"]), ["FL005 a.py:1"]),
            ("cpu", .resolved(["pandas"]), ["FL005 a.py:1?"]),
            ("cpu", .installed(modules: ["torch"], excluded: []), ["FL005 a.py:1"]),
        ]
        let read = try modules(
            of: cases.map { ["a.py": "import torch\n@remote(\($0.resource))\nasync def run(x): return x\n"] }
        )
        for (example, modules) in zip(cases, read) {
            let found = project(of: modules, packages: example.packages).findings()
            #expect(found.summary == example.expected, "\(example)")
        }
    }
}
