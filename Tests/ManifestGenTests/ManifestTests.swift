import Foundation
import ManifestGen
import Testing

@Suite("The manifest")
struct ManifestTests {
    static let sources = [
        "main.py": "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/')\ndef home(): pass\n",
        "mothership.py":
            "from runpod_flash import CpuLiveLoadBalancer\nmothership = CpuLiveLoadBalancer(name='mothership')\n",
        "workers/gpu.py": """
        import os
        from runpod_flash import *
        gpu = LiveServerless(name="gpu_ü", gpus=[GpuGroup.ADA_24], env={"A": "1", "T": os.environ["TOKEN"]},
            template=PodTemplate(ports="80/http", env=[{"key": "P", "value": "q"}]),
            networkVolume=NetworkVolume(name="v"))
        api = LiveLoadBalancer(name="api")
        @remote(gpu, dependencies=["torch", "numpy"], system_dependencies=["ffmpeg"])
        async def embed(): pass
        @remote(gpu, dependencies=["numpy", "six"], local=True)
        class Model:
            def run(self): pass
        @remote(api, method="POST", path="/go")
        def go(): pass
        """,
    ]

    /// What a build adds.
    private static let additions: [JSONValue.Member] = [
        .init(
            "packages",
            .array([
                .object([
                    .init("name", .string("six")), .init("version", .string("1.17.0")),
                    .init("wheel", .string("six-1.17.0-py2.py3-none-any.whl")),
                    .init("sha256", .string(String(repeating: "0", count: 64))), .init("bytes", .integer(11050)),
                    .init("required_by", .array([])), .init("dependencies", .array([])),
                    .init("unpacked_bytes", .integer(34703)),
                    .init(
                        "record",
                        .object([
                            .init("path", .string("six-1.17.0.dist-info/RECORD")),
                            .init("sha256", .string(String(repeating: "1", count: 64))),
                        ])
                    ),
                ])
            ])
        ),
        .init("excluded_packages", .array([])),
        .init(
            "files",
            .array([
                .object([
                    .init("path", .string("main.py")), .init("bytes", .integer(10)),
                    .init("sha256", .string(String(repeating: "2", count: 64))), .init("executable", .bool(true)),
                ])
            ])
        ),
        .init(
            "artifact",
            .object([
                .init("format", .string("tar.gz")), .init("compression", .string("balanced")),
                .init("parts", .array([])),
            ])
        ),
    ]

    private func manifest() throws -> Manifest {
        Manifest(
            projectName: "demo",
            scanned: try scan(Self.sources),
            pythonVersion: "3.12",
            targetPlatform: "manylinux_2_35_x86_64",
            generatedAt: "2026-01-02T03:04:05.000006Z",
            extra: Self.additions
        )
    }

    @Test func isWrittenAsPythonWritesJSON() throws {
        let text = String(decoding: try manifest().encoded(), as: UTF8.self)
        let start = """
            {
              "version": "1.0",
              "generated_at": "2026-01-02T03:04:05.000006Z",
              "project_name": "demo",
              "resources": {
                "api": {
                  "resource_type": "LiveLoadBalancer",
                  "functions": [
                    {
                      "name": "go",
                      "module": "workers.gpu",
                      "is_async": false,
                      "is_class": false,
                      "is_load_balanced": true,
                      "is_live_resource": true,
                      "config_variable": "api",
                      "http_method": "POST",
                      "http_path": "/go"
                    }
                  ],
                  "is_load_balanced": true,
                  "is_live_resource": true,
                  "config_variable": "api",
                  "imageName": "runpod/flash-lb:latest",
                  "gpuIds": "ADA_24,ADA_32_PRO,ADA_48_PRO,ADA_80_PRO,AMPERE_16,AMPERE_24,AMPERE_48,AMPERE_80,HOPPER_141",
                  "workersMin": 0,
                  "workersMax": 3,
                  "template": {
                    "containerDiskInGb": 64,
                    "dockerArgs": "",
                    "startScript": "",
                    "advancedStart": false,
                    "containerRegistryAuthId": ""
                  },
                  "idleTimeout": 5,
            """
        #expect(text.hasPrefix(start))
        #expect(text.contains("\"gpu_\\u00fc\": {"))
        #expect(!text.hasSuffix("\n"))
        #expect(text.hasSuffix("\"compression\": \"balanced\",\n    \"parts\": []\n  }\n}"))
    }

    @Test func keysKeepTheReferenceOrder() throws {
        let json = try manifest().json
        #expect(
            keys(json) == [
                "version", "generated_at", "project_name", "resources", "function_registry", "routes", "python_version",
                "target_platform", "packages", "excluded_packages", "files", "artifact",
            ]
        )
        let resources = try #require(json["resources"])
        #expect(keys(resources) == ["api", "gpu_ü", "mothership"])
        #expect(
            keys(try #require(resources["mothership"])).prefix(11) == [
                "resource_type", "functions", "is_load_balanced", "is_live_resource", "is_mothership", "is_explicit",
                "main_file", "app_variable", "imageName", "workersMin", "workersMax",
            ]
        )
        let gpu = try #require(resources["gpu_ü"])
        #expect(gpu["dependencies"] == .array(["torch", "numpy", "six"].map { .string($0) }))
        #expect(gpu["system_dependencies"] == .array([.string("ffmpeg")]))
        #expect(gpu["env"] == .object([.init("A", .string("1"))]))
        #expect(gpu["env_names"] == .array([.string("A"), .string("T")]))
        #expect(gpu["env_from_environment"] == .object([.init("T", .string("TOKEN"))]))
        guard case .array(let functions)? = gpu["functions"] else { return }
        #expect(functions.map { $0["is_local"] } == [nil, .bool(true)])
        #expect(functions.last?["class_methods"] == .array([.string("run")]))
        #expect(keys(try #require(json["function_registry"])) == ["go", "embed", "Model"])
        #expect(json["routes"] == .object([.init("api", .object([.init("POST /go", .string("go"))]))]))
    }

    private func keys(_ value: JSONValue) -> [String] {
        guard case .object(let members) = value else { return [] }
        return members.map(\.key)
    }

    @Test(arguments: [
        (JSONValue.string("a\"\\\n\r\t\u{8}\u{c}\u{1}\u{7f}é🎉"), #""a\"\\\n\r\t\b\f\u0001\u007f\u00e9\ud83c\udf89""#),
        (.array([]), "[]"),
        (.object([]), "{}"),
        (.number(1), "1.0"),
        (.number(0.5), "0.5"),
        (.integer(.min), "-9223372036854775808"),
        (.array([.null, .bool(true)]), "[\n  null,\n  true\n]"),
    ])
    func valuesAreEncoded(value: JSONValue, text: String) {
        #expect(String(decoding: value.encoded(), as: UTF8.self) == text)
    }

    @Test func pythonReadsAndRewritesTheSameBytes() throws {
        let content = try manifest().encoded()
        let program = "import json,sys; t=sys.stdin.read(); sys.stdout.write(json.dumps(json.loads(t), indent=2))"
        #expect(try python(program, content).output == content)
    }

    @Test func fitsItsSchema() throws {
        let schema = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appending(path: "../../docs/flash_manifest.schema.json").standardized
        let program = """
            import json, sys
            schema = json.load(open(\(Self.literal(schema.path))))
            manifest = json.load(sys.stdin)
            try:
                import jsonschema
            except ImportError:
                missing = [key for key in schema["required"] if key not in manifest]
                unknown = []
                for resource in manifest["resources"].values():
                    kind = "mothership" if "is_mothership" in resource else "resource"
                    known = schema["$defs"][kind]
                    missing += [key for key in known["required"] if key not in resource]
                    unknown += [key for key in resource if key not in known["properties"]]
                sys.exit("\\n".join(missing + unknown) or None)
            jsonschema.Draft202012Validator(schema).validate(manifest)
            """
        let result = try python(program, try manifest().encoded())
        #expect(result.status == 0, "\(String(decoding: result.output, as: UTF8.self))")
    }

    private static func literal(_ text: String) -> String { "\"\(text)\"" }

    private func python(_ program: String, _ input: [UInt8]) throws -> (status: Int32, output: [UInt8]) {
        let file = FileManager.default.temporaryDirectory.appending(path: "flash-manifest-\(UUID().uuidString)")
        try Data(input).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Project.python)
        process.arguments = ["-c", program]
        process.standardInput = try FileHandle(forReadingFrom: file)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let content = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, Array(content))
    }
}

@Suite("Rules of the project")
struct ProjectRuleTests {
    @Test func workerModulesAreProtectedAtTheRootOnly() throws {
        let scanned = try scan([
            "handler.py": "", "workers/handler.py": "", "__init__.py": "", "constants.py": "A = 1",
            "logger/__init__.py": "", "w/logger/__init__.py": "",
        ])
        #expect(
            scanned.diagnostics.map { "\($0.code.rawValue):\($0.location?.file ?? ""):\($0.severity)" } == [
                "FL016:__init__.py:warning", "FL016:constants.py:error", "FL016:handler.py:error",
                "FL016:logger/__init__.py:error",
            ]
        )
    }

    @Test func duplicatesNameBothPlaces() throws {
        let source = "from runpod_flash import *\n@remote(LiveServerless(name='%'))\ndef f(): pass\n"
        let scanned = try scan(["a.py": source.replacing("%", with: "a"), "b.py": source.replacing("%", with: "b")])
        let finding = try #require(scanned.diagnostics.first)
        #expect(finding.code == .duplicateFunction)
        #expect(finding.location?.description == "b.py:3:1")
        #expect(finding.notes.first?.location.description == "a.py:3:1")
    }

    @Test func aFaultyFileHidesNothingElse() throws {
        let good = "from runpod_flash import *\n@remote(LiveServerless(name='n'))\ndef f(): pass\n"
        let scanned = try scan(["bad.py": "def (", "good.py": good])
        #expect(scanned.functions.map(\.name) == ["f"])
        #expect(scanned.findings == ["FL001:1"])
    }
}
