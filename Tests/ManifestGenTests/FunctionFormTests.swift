import ManifestGen
import Testing

@Suite("Forms of remote functions")
struct FunctionFormTests {
    struct Form: CustomTestStringConvertible, Sendable {
        let source: String
        let function: String
        let resource: String
        var testDescription: String { source }
    }

    @Test(arguments: [
        Form(source: "c = LiveServerless(name='n')\n@remote(c)\ndef f(): pass", function: "f", resource: "n"),
        Form(
            source: "c = LiveServerless(name='n')\n@remote(resource_config=c)\nasync def f(): pass",
            function: "f",
            resource: "n"
        ),
        Form(
            source: "import runpod_flash as rf\nc = rf.LiveServerless(name='n')\n@rf.remote(c)\ndef f(): pass",
            function: "f",
            resource: "n"
        ),
        Form(
            source: "from runpod_flash import remote as r\nc = LiveServerless(name='n')\n@r(c)\ndef f(): pass",
            function: "f",
            resource: "n"
        ),
        Form(source: "@remote(LiveServerless(name='n'))\ndef f(): pass", function: "f", resource: "n"),
        Form(
            source: "c = {'a': LiveServerless(name='n')}\n@remote(c['a'])\ndef f(): pass",
            function: "f",
            resource: "n"
        ),
        Form(source: "c = [LiveServerless(name='n')]\n@remote(c[0])\nclass f: pass", function: "f", resource: "n"),
        Form(source: "a, c = 1, LiveServerless(name='n')\n@remote(c)\ndef f(): pass", function: "f", resource: "n"),
        Form(
            source: "c: LiveServerless = LiveServerless(name='n')\n@remote(c)\ndef f(): pass",
            function: "f",
            resource: "n"
        ),
        Form(
            source: "if (c := LiveServerless(name='n')): pass\n@remote(c)\ndef f(): pass",
            function: "f",
            resource: "n"
        ),
        Form(source: "gpu = remote(LiveServerless(name='n'))\n@gpu\ndef f(): pass", function: "f", resource: "n"),
        Form(source: "def f(): pass\ng = remote(LiveServerless(name='n'))(f)", function: "f", resource: "n"),
        Form(source: "def f(): pass\nremote(LiveServerless(name='n'))(f)", function: "f", resource: "n"),
        Form(
            source: "P = 'x'\nc = LiveServerless(name=f'{P}-{2:02d}' + '-n')\n@remote(c)\ndef f(): pass",
            function: "f",
            resource: "x-02-n"
        ),
        Form(
            source: "class C:\n  cfg = LiveServerless(name='n')\n@remote(C.cfg)\ndef f(): pass",
            function: "f",
            resource: "n"
        ),
        Form(
            source: "from runpod_flash.client import remote as q\n@q(LiveServerless(name='n'))\ndef f(): pass",
            function: "f",
            resource: "n"
        ),
        Form(
            source: "import functools\n@functools.wraps\n@remote(LiveServerless(name='n'))\ndef f(): pass",
            function: "f",
            resource: "n"
        ),
        Form(source: "@remote(LiveServerless(name='n'), local=True)\ndef f(): pass", function: "f", resource: "n"),
        Form(
            source: "K = dict(name='n')\n@remote(LiveServerless(**{'name': 'n'}))\ndef f(): pass",
            function: "f",
            resource: "n"
        ),
        Form(
            source: "@remote(LiveServerless(name='a' if 1 > 2 else 'n'))\ndef f(): pass",
            function: "f",
            resource: "n"
        ),
    ])
    func isFound(form: Form) throws {
        let scanned = try scan(worker: form.source)
        #expect(scanned.findings == [])
        #expect(scanned.functions.map(\.name) == [form.function])
        #expect(scanned.functions.map(\.resource) == [form.resource])
        #expect(scanned.resources.map(\.name) == [form.resource])
    }

    struct Rejection: CustomTestStringConvertible, Sendable {
        let source: String
        let findings: [String]
        var testDescription: String { source }
    }

    @Test(arguments: [
        Rejection(source: "@remote\ndef f(): pass", findings: ["FL019:2"]),
        Rejection(source: "@remote()\ndef f(): pass", findings: ["FL019:2"]),
        Rejection(source: "class A:\n  @remote(LiveServerless(name='n'))\n  def f(self): pass", findings: ["FL020:4"]),
        Rejection(source: "def o():\n  @remote(LiveServerless(name='n'))\n  def f(): pass", findings: ["FL020:4"]),
        Rejection(
            source: "if __name__ == '__main__':\n  @remote(LiveServerless(name='n'))\n  def f(): pass",
            findings: ["FL020:4"]
        ),
        Rejection(source: "@remote(nothing)\ndef f(): pass", findings: ["FL017:2"]),
        Rejection(source: "@remote('nothing')\ndef f(): pass", findings: ["FL017:2"]),
        Rejection(source: "@remote(GpuGroup.ADA_24)\ndef f(): pass", findings: ["FL017:2"]),
        Rejection(source: "@remote(local=True)\ndef f(): pass", findings: ["FL017:2"]),
        Rejection(
            source: "def m(): return LiveServerless(name='n')\n@remote(m())\ndef f(): pass",
            findings: ["FL018:3"]
        ),
        Rejection(
            source: "import os\nc = LiveServerless(name=os.environ['N'])\n@remote(c)\ndef f(): pass",
            findings: ["FL018:3"]
        ),
        Rejection(
            source:
                "import os\nc = LiveServerless(name='n', workersMax=int(os.getenv('N', '3')))\n@remote(c)\ndef f(): pass",
            findings: ["FL018:3"]
        ),
        Rejection(source: "@remote(LiveServerless(name='n'), dependecies=[])\ndef f(): pass", findings: ["FL014:2"]),
        Rejection(
            source: "c = LiveServerless(name='n')\n@remote(c)\ndef f(): pass\n@remote(c)\ndef f(): pass",
            findings: ["FL013:6"]
        ),
        Rejection(
            source:
                "@remote(LiveServerless(name='n'))\ndef f(): pass\n@remote(LiveServerless(name='n', workersMax=9))\ndef g(): pass",
            findings: ["FL021:4"]
        ),
        Rejection(source: "remote(LiveServerless(name='n'))(len)", findings: ["FL019:2"]),
        Rejection(source: "def o(f):\n  return remote(LiveServerless(name='n'))(f)", findings: ["FL019:3"]),
        Rejection(source: "x = x\n@remote(x)\ndef f(): pass", findings: ["FL017:2"]),
        Rejection(
            source: "for c in [LiveServerless(name='n')]: pass\n@remote(c)\ndef f(): pass",
            findings: ["FL018:2"]
        ),
        Rejection(
            source: "import random\nif random.random() > 1:\n  c = LiveServerless(name='n')\n@remote(c)\ndef f(): pass",
            findings: ["FL018:4"]
        ),
        Rejection(
            source: "c = LiveServerless(name='n')\ndef s():\n  global c\n  c = None\n@remote(c)\ndef f(): pass",
            findings: ["FL018:3"]
        ),
        Rejection(
            source: "@remote(LiveServerless(name='n'), dependencies='torch')\ndef f(): pass",
            findings: ["FL015:2"]
        ),
        Rejection(source: "@remote(LiveServerless(name='n'), dependencies=[1])\ndef f(): pass", findings: ["FL015:2"]),
    ])
    func isReported(rejection: Rejection) throws {
        let scanned = try scan(worker: rejection.source)
        #expect(scanned.findings == rejection.findings)
    }

    @Test func namesOfOtherLibrariesAreLeftAlone() throws {
        let scanned = try scan([
            "w.py": "import ray\nfrom other import remote as r\n@ray.remote(1)\ndef f(): pass\n@r\ndef g(): pass"
        ])
        #expect(scanned.functions.isEmpty)
        #expect(scanned.findings == [])
    }

    @Test func missingImportIsReported() throws {
        let scanned = try scan(["w.py": "@remote(1)\ndef f(): pass"])
        #expect(scanned.findings == ["FL019:1"])
        #expect(scanned.diagnostics.first?.hint == "add 'from runpod_flash import remote'")
    }

    @Test func dependenciesComeFromEveryForm() throws {
        let scanned = try scan(
            worker: """
                V = "2.0"
                BASE = ("six",)
                MORE = ["attrs"]
                MORE.append("rich")
                MORE += ["tqdm"]
                c = LiveServerless(name="n")
                @remote(c, dependencies=[f"torch=={V}", *BASE, *MORE], system_dependencies=("ffmpeg",), accelerate_downloads=False)
                async def f(): pass
                @remote(c, MORE + list(BASE))
                class K:
                    def run(self): pass
                    def _hidden(self): pass
                """
        )
        #expect(scanned.findings == [])
        let function = try #require(scanned.functions.first)
        #expect(function.dependencies.map(\.text) == ["torch==2.0", "six", "attrs", "rich", "tqdm"])
        #expect(function.dependencies.map(\.location.line) == [8, 3, 4, 5, 6])
        #expect(function.systemDependencies.map(\.text) == ["ffmpeg"])
        #expect(!function.acceleratesDownloads)
        #expect(function.isAsync)
        let type = try #require(scanned.functions.last)
        #expect(type.isClass)
        #expect(type.methods == ["run"])
        #expect(type.dependencies.map(\.text) == ["attrs", "rich", "tqdm", "six"])
    }
}
