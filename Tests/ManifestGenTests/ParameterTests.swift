import ManifestGen
import Testing

/// Every resource class with every parameter: each reaches the manifest, or is refused for a reason.
@Suite("Parameters in the manifest")
struct ParameterTests {
    struct Parameter: Sendable, CustomTestStringConvertible {
        let source: String
        let key: String
        let value: JSONValue
        var testDescription: String { source }

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

    /// The functions of a class's resource and the resource in the manifest.
    private func resource(_ type: ResourceClass, _ parameters: String) throws -> (JSONValue?, [String]) {
        let image = type.isLive || parameters.contains("imageName") ? "" : ", imageName='me/mine:1'"
        let route = type.isLoadBalanced ? ", method='GET', path='/x'" : ""
        let scanned = try scan([
            "worker.py": """
            import os
            from runpod_flash import *
            from runpod_flash.core.resources import ServerlessScalerType
            config = \(type.rawValue)(name="the worker"\(image), \(parameters))
            @remote(config\(route))
            async def run(x): return x
            """
        ])
        let manifest = Manifest(
            projectName: "demo",
            scanned: scanned,
            pythonVersion: "3.12",
            targetPlatform: "manylinux_2_35_x86_64",
            generatedAt: "2026-01-02T03:04:05.000006Z"
        )
        return (manifest.json["resources"]?["the worker"], scanned.findings)
    }

    @Test("A parameter of every class reaches the manifest", arguments: ResourceClass.allCases, ofEveryClass)
    func settings(type: ResourceClass, parameter: Parameter) throws {
        let (resource, findings) = try resource(type, parameter.source)
        #expect(findings == [])
        #expect(resource?["resource_type"] == .string(type.rawValue))
        #expect(resource?["is_load_balanced"] == .bool(type.isLoadBalanced))
        #expect(resource?["config_variable"] == .string("config"))
        #expect(resource?[parameter.key] == parameter.value)
    }

    @Test("What concerns GPUs reaches the manifest, and is refused on CPUs", arguments: ResourceClass.allCases, ofGPUs)
    func hardware(type: ResourceClass, parameter: Parameter) throws {
        let (resource, findings) = try resource(type, parameter.source)
        #expect(findings == (type.isCPU ? ["FL015:4"] : []))
        if !type.isCPU { #expect(resource?[parameter.key] == parameter.value) }
    }

    @Test("CPU instances run every class", arguments: ResourceClass.allCases)
    func classOnInstances(type: ResourceClass) throws {
        let (resource, findings) = try resource(type, "instanceIds=[CpuInstanceType.CPU5C_4_8, 'cpu3g-2-8']")
        #expect(findings == [])
        #expect(resource?["instanceIds"] == .array([.string("cpu5c-4-8"), .string("cpu3g-2-8")]))
    }

    @Test("An image of the user's own is for classes that are not live", arguments: ResourceClass.allCases)
    func image(type: ResourceClass) throws {
        let (resource, findings) = try resource(type, "imageName='me/other:2'")
        #expect(findings == (type.isLive ? ["FL015:4"] : []))
        let locked = "runpod/flash" + (type.isLoadBalanced ? "-lb" : "") + (type.isCPU ? "-cpu" : "") + ":latest"
        #expect(resource?["imageName"] == .string(type.isLive ? locked : "me/other:2"))
    }

    static let gpuGroups = [
        "ANY", "AMPERE_16", "AMPERE_24", "AMPERE_48", "AMPERE_80", "ADA_24", "ADA_32_PRO", "ADA_48_PRO", "ADA_80_PRO",
        "HOPPER_141",
    ]

    @Test("A GPU group is given as a member, by its value or by index", arguments: gpuGroups)
    func group(name: String) throws {
        let value = name == "ANY" ? "any" : name
        let expected = name == "ANY" ? ResourceTests.everything : name
        for form in ["GpuGroup.\(name)", "'\(value)'", "GpuGroup('\(value)')", "GpuGroup['\(name)']"] {
            let (resource, findings) = try resource(.liveServerless, "gpus=[\(form)]")
            #expect(findings == [])
            #expect(resource?["gpuIds"] == .string(expected))
        }
    }

    static let cpuTypes = [("CPU3G", 4), ("CPU3C", 2), ("CPU5C", 2)].flatMap { flavor, ratio in
        [1, 2, 4, 8].map { (name: "\(flavor)_\($0)_\($0 * ratio)", disk: Int64($0 * (flavor == "CPU5C" ? 15 : 10))) }
    }

    @Test("A CPU instance is given as a member or by its value, and bounds the disk", arguments: cpuTypes)
    func instance(name: String, disk: Int64) throws {
        let value = name.lowercased().replacing("_", with: "-")
        for type in [ResourceClass.liveServerless, .cpuLiveServerless] {
            for form in ["CpuInstanceType.\(name)", "'\(value)'"] {
                let (resource, findings) = try resource(type, "instanceIds=[\(form)], workersMax=5")
                #expect(findings == [])
                #expect(resource?["instanceIds"] == .array([.string(value)]))
                #expect(resource?["template"]?["containerDiskInGb"] == .integer(disk))
                #expect(resource?["gpuIds"] == nil)
                #expect(resource?["gpuCount"] == .integer(0))
            }
        }
    }
}
