import ManifestGen
import Testing

/// Every resource class with every parameter: each reaches the manifest, or is refused for a reason.
@Suite("Parameters in the manifest")
struct ParameterTests {
    struct Parameter: Sendable {
        let source: String
        let key: String
        let value: JSONValue

        init(_ source: String, _ key: String, _ value: JSONValue) {
            (self.source, self.key, self.value) = (source, key, value)
        }
    }

    private static let volume = JSONValue.object([
        .init("name", .string("model-storage")), .init("size", .integer(100)),
        .init("dataCenterId", .string("EU-RO-1")),
    ])

    static func template(_ disk: Int64) -> JSONValue {
        .object([
            .init("containerDiskInGb", .integer(disk)), .init("dockerArgs", .string("--x")),
            .init("startScript", .string("run")), .init("advancedStart", .bool(true)),
            .init("containerRegistryAuthId", .string("auth")),
        ])
    }

    private static let templateSource =
        "PodTemplate(containerDiskInGb=15, dockerArgs='--x', startScript='run', advancedStart=True, "
        + "containerRegistryAuthId='auth', ports='80/http', env=[{'key': 'PYTHONPATH', 'value': '/workspace'}])"

    /// Accepted by all eight classes with the same outcome.
    static let ofEveryClass = [
        Parameter("workersMin=2", "workersMin", .integer(2)),
        Parameter("workersMax=9", "workersMax", .integer(9)),
        Parameter("workersMax=None", "workersMax", .null),
        Parameter("idleTimeout=300", "idleTimeout", .integer(300)),
        Parameter("executionTimeoutMs=60000", "executionTimeoutMs", .integer(60000)),
        Parameter("scalerType=ServerlessScalerType.REQUEST_COUNT", "scalerType", .string("REQUEST_COUNT")),
        Parameter("scalerType='REQUEST_COUNT'", "scalerType", .string("REQUEST_COUNT")),
        Parameter("scalerValue=7", "scalerValue", .integer(7)),
        Parameter("locations='EU-RO-1'", "locations", .string("EU-RO-1")),
        Parameter("datacenter=DataCenter.EU_RO_1", "locations", .string("EU-RO-1")),
        Parameter("datacenter='EU-RO-1'", "locations", .string("EU-RO-1")),
        Parameter("flashboot=False", "flashboot", .bool(false)),
        Parameter("networkVolumeId='vol_abc123'", "networkVolumeId", .string("vol_abc123")),
        Parameter(
            "networkVolume=NetworkVolume(name='model-storage', size=100, dataCenterId=DataCenter.EU_RO_1)",
            "network_volume",
            volume
        ),
        Parameter("networkVolume=NetworkVolume(name='model-storage')", "network_volume", volume),
        Parameter("networkVolume=NetworkVolume(name='v', id='vol_1')", "networkVolumeId", .string("vol_1")),
        Parameter("env={'KEY': 'value'}", "env", .object([.init("KEY", .string("value"))])),
        Parameter("env={'KEY': 'value'}", "env_names", .array([.string("KEY")])),
        Parameter(
            "env={'KEY': os.environ['TOKEN']}",
            "env_from_environment",
            .object([.init("KEY", .string("TOKEN"))])
        ),
        Parameter("template=\(templateSource)", "template", template(15)),
        Parameter(
            "template=\(templateSource)",
            "pod_template",
            .object([
                .init("ports", .string("80/http")), .init("env_names", .array([.string("PYTHONPATH")])),
                .init("env", .object([.init("PYTHONPATH", .string("/workspace"))])),
            ])
        ),
        Parameter("templateId='tpl'", "templateId", .string("tpl")),
    ]

    static let ofGPUs = [
        Parameter("gpus=[GpuGroup.AMPERE_80]", "gpuIds", .string("AMPERE_80")),
        Parameter("gpuIds='AMPERE_80,ADA_24'", "gpuIds", .string("ADA_24,AMPERE_80")),
        Parameter("gpuCount=4", "gpuCount", .integer(4)),
        Parameter("allowedCudaVersions='12.4,12.8'", "allowedCudaVersions", .string("12.4,12.8")),
        Parameter("cudaVersions=[CudaVersion.V12_4]", "allowedCudaVersions", .string("12.4")),
    ]

    @Test("A parameter of every class reaches the manifest", arguments: ResourceClass.allCases)
    func settings(type: ResourceClass) throws {
        for (parameter, outcome) in zip(Self.ofEveryClass, try outcomes(type, Self.ofEveryClass.map(\.source))) {
            #expect(outcome.findings == [], "\(parameter.source)")
            #expect(outcome.resource?["resource_type"] == .string(type.rawValue))
            #expect(outcome.resource?["is_load_balanced"] == .bool(type.isLoadBalanced))
            #expect(outcome.resource?[parameter.key] == parameter.value, "\(parameter.source)")
        }
    }

    @Test("What concerns GPUs reaches the manifest, and is refused on CPUs", arguments: ResourceClass.allCases)
    func hardware(type: ResourceClass) throws {
        for (parameter, outcome) in zip(Self.ofGPUs, try outcomes(type, Self.ofGPUs.map(\.source))) {
            #expect(outcome.findings == (type.isCPU ? ["FL015"] : []), "\(parameter.source)")
            if !type.isCPU { #expect(outcome.resource?[parameter.key] == parameter.value, "\(parameter.source)") }
        }
    }

    @Test("CPU instances and images of the user's own", arguments: ResourceClass.allCases)
    func machines(type: ResourceClass) throws {
        let sources = ["instanceIds=[CpuInstanceType.CPU5C_4_8, 'cpu3g-2-8']", "imageName='me/other:2'"]
        let found = try outcomes(type, sources)
        #expect(found[0].findings == [])
        #expect(found[0].resource?["instanceIds"] == .array([.string("cpu5c-4-8"), .string("cpu3g-2-8")]))
        #expect(found[1].findings == (type.isLive ? ["FL015"] : []))
        let locked = "runpod/flash" + (type.isLoadBalanced ? "-lb" : "") + (type.isCPU ? "-cpu" : "") + ":latest"
        #expect(found[1].resource?["imageName"] == .string(type.isLive ? locked : "me/other:2"))
    }

    @Test("A GPU group is given as a member, by its value or by index")
    func groups() throws {
        let names = [
            "ANY", "AMPERE_16", "AMPERE_24", "AMPERE_48", "AMPERE_80", "ADA_24", "ADA_32_PRO", "ADA_48_PRO",
            "ADA_80_PRO", "HOPPER_141",
        ]
        let forms = names.flatMap { name -> [(source: String, expected: String)] in
            let value = name == "ANY" ? "any" : name
            return ["GpuGroup.\(name)", "'\(value)'", "GpuGroup('\(value)')", "GpuGroup['\(name)']"].map {
                ("gpus=[\($0)]", name == "ANY" ? ResourceTests.everything : name)
            }
        }
        for (form, outcome) in zip(forms, try outcomes(.liveServerless, forms.map(\.source))) {
            #expect(outcome.findings == [], "\(form.source)")
            #expect(outcome.resource?["gpuIds"] == .string(form.expected), "\(form.source)")
        }
    }

    @Test("A CPU instance is given as a member or by its value, and bounds the disk")
    func instances() throws {
        let forms = [("CPU3G", 4, 10), ("CPU3C", 2, 10), ("CPU5C", 2, 15)].flatMap { flavor, ratio, disk in
            [1, 2, 4, 8].flatMap { processors -> [(source: String, value: String, disk: Int64)] in
                let name = "\(flavor)_\(processors)_\(processors * ratio)"
                let value = name.lowercased().replacing("_", with: "-")
                return ["CpuInstanceType.\(name)", "'\(value)'"].map {
                    ("instanceIds=[\($0)], workersMax=5", value, Int64(processors * disk))
                }
            }
        }
        #expect(forms.count == 24)
        for type in [ResourceClass.liveServerless, .cpuLiveServerless] {
            for (form, outcome) in zip(forms, try outcomes(type, forms.map(\.source))) {
                #expect(outcome.findings == [], "\(form.source)")
                #expect(outcome.resource?["instanceIds"] == .array([.string(form.value)]))
                #expect(outcome.resource?["template"]?["containerDiskInGb"] == .integer(form.disk))
                #expect(outcome.resource?["gpuIds"] == nil)
                #expect(outcome.resource?["gpuCount"] == .integer(0))
            }
        }
    }

    private struct Outcome {
        let resource: JSONValue?
        let findings: [String]
    }

    /// What becomes of a class's configurations, each on a line of one file and with a function of its own.
    private func outcomes(_ type: ResourceClass, _ parameters: [String]) throws -> [Outcome] {
        let imports = [
            "import os", "from runpod_flash import *", "from runpod_flash.core.resources import ServerlessScalerType",
        ]
        let configurations = parameters.enumerated().map { number, parameter in
            let image = type.isLive || parameter.contains("imageName") ? "" : ", imageName='me/mine:1'"
            return "c\(number) = \(type.rawValue)(name='r\(number)'\(image), \(parameter))"
        }
        let functions = parameters.indices.flatMap { number in
            let route = type.isLoadBalanced ? ", method='GET', path='/x'" : ""
            return ["@remote(c\(number)\(route))", "async def f\(number)(x): return x"]
        }
        let scanned = try scan(["worker.py": (imports + configurations + functions).joined(separator: "\n")])
        let manifest = Manifest(
            projectName: "demo",
            scanned: scanned,
            pythonVersion: "3.12",
            targetPlatform: "manylinux_2_35_x86_64",
            generatedAt: "2026-01-02T03:04:05.000006Z"
        )
        return parameters.indices.map { number in
            let line = imports.count + number + 1
            return Outcome(
                resource: manifest.json["resources"]?["r\(number)"],
                findings: scanned.diagnostics.filter { $0.location?.line == line }.map(\.code.rawValue)
            )
        }
    }
}
