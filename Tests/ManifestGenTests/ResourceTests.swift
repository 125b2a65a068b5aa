import ManifestGen
import Testing

@Suite("Resource configurations")
struct ResourceTests {
    func resource(_ call: String) throws -> (ResourceConfiguration?, ScannedProject) {
        let route = call.contains("LoadBalancer") ? ", method='GET', path='/x'" : ""
        let scanned = try scan(worker: "c = \(call)\n@remote(c\(route))\ndef f(): pass")
        return (scanned.resources.first, scanned)
    }

    static let everything = "ADA_24,ADA_32_PRO,ADA_48_PRO,ADA_80_PRO,AMPERE_16,AMPERE_24,AMPERE_48,AMPERE_80,HOPPER_141"

    @Test(
        arguments: [
            ("LiveServerless(name='n')", "runpod/flash:latest", everything, 64),
            ("CpuLiveServerless(name='n')", "runpod/flash-cpu:latest", nil, 20),
            ("LiveLoadBalancer(name='n')", "runpod/flash-lb:latest", everything, 64),
            ("CpuLiveLoadBalancer(name='n')", "runpod/flash-lb-cpu:latest", nil, 20),
            ("LoadBalancerSlsResource(name='n', imageName='i')", "i", everything, 64),
            ("CpuLoadBalancerSlsResource(name='n', imageName='i')", "i", nil, 20),
            ("ServerlessEndpoint(name='n', imageName='i')", "i", everything, 64),
            ("CpuServerlessEndpoint(name='n', imageName='i')", "i", nil, 20),
            ("LiveServerless(name='n', instanceIds=[CpuInstanceType.CPU5C_4_8])", "runpod/flash:latest", nil, 60),
            (
                "CpuLiveServerless(name='n', instanceIds=['cpu3c-1-2', 'cpu5c-8-16'])", "runpod/flash-cpu:latest", nil,
                10
            ),
            ("LiveLoadBalancer(name='n', instanceIds=['cpu3c-1-2'])", "runpod/flash-lb:latest", everything, 64),
            (
                "LiveServerless(name='n', template=PodTemplate(containerDiskInGb=100))", "runpod/flash:latest",
                everything, 100
            ),
            ("LiveServerless(name='n', template={'containerDiskInGb': 100})", "runpod/flash:latest", everything, 100),
            ("CpuServerlessEndpoint(name='n', template=PodTemplate(imageName='i'))", nil, nil, 20),
        ] as [(String, String?, String?, Int64)]
    )
    func defaults(call: String, image: String?, gpus: String?, disk: Int64) throws {
        let (resource, scanned) = try resource(call)
        #expect(scanned.findings == [])
        #expect(resource?.imageName == image)
        #expect(resource?.gpuIDs == gpus)
        #expect(resource?.template?.containerDiskInGb == disk)
        #expect(resource?.workersMin == 0)
        #expect(resource?.workersMax == 3)
        #expect(resource?.variable == "c")
    }

    @Test(
        arguments: [
            ("[GpuGroup.ANY]", everything),
            ("['any']", everything),
            ("[GpuType.ANY]", everything),
            ("None", nil),
            ("GpuGroup.all()", everything),
            ("[GpuGroup.AMPERE_80, GpuGroup.ADA_24]", "ADA_24,AMPERE_80"),
            ("('ADA_24',)", "ADA_24"),
            ("{GpuGroup('ADA_24')}", "ADA_24"),
            ("[GpuGroup['ADA_24']]", "ADA_24"),
            ("[GpuType.NVIDIA_L4]", "-NVIDIA GeForce RTX 3090,-NVIDIA RTX A5000,AMPERE_24"),
            ("['NVIDIA L4', GpuGroup.AMPERE_24]", "AMPERE_24"),
            (
                "['NVIDIA A100 80GB PCIe', GpuType.NVIDIA_L4, GpuGroup.AMPERE_24]",
                "-NVIDIA A100-SXM4-80GB,AMPERE_24,AMPERE_80"
            ),
        ] as [(String, String?)]
    )
    func gpus(value: String, expected: String?) throws {
        let (resource, _) = try resource("LiveServerless(name='n', gpus=\(value))")
        #expect(resource?.gpuIDs == expected)
    }

    @Test(
        arguments: [
            ("LiveServerless(name='n', workrsMax=3)", "FL014", "did you mean 'workersMax'?"),
            (
                "LiveServerless(name='n', gpus=GpuGroup.ADA_24)", "FL015",
                "put it in brackets, as in gpus=[GpuGroup.ANY]"
            ),
            ("LiveServerless(name='n', gpus=['ADA_25'])", "FL015", "did you mean 'ADA_24'?"),
            ("LiveServerless(name='n', gpus=['ANY'])", "FL015", "did you mean 'any'?"),
            ("LiveServerless(name='n', gpus=[GpuGroup.ADA_42])", "FL015", "did you mean 'ADA_24'?"),
            ("LiveServerless(name='n', workersMin=4)", "FL015", nil),
            ("LiveServerless(name='n', workersMin=-1)", "FL015", nil),
            ("LiveServerless(name='n', workersMin='1')", "FL015", nil),
            ("LiveServerless(name='n', idleTimeout=1.5)", "FL015", nil),
            ("LiveServerless(name='n', flashboot='yes')", "FL015", nil),
            ("LiveServerless()", "FL015", "add name=\"c\""),
            ("LiveServerless(name='')", "FL015", nil),
            ("LiveServerless('n', name='n')", "FL015", "name the parameter, as in LiveServerless(name=…)"),
            (
                "LiveServerless(name='n', instanceIds=['cpu3g-1-4'], template=PodTemplate(containerDiskInGb=30))",
                "FL015",
                "use a larger instance type or at most 10 GB"
            ),
            (
                "CpuLiveServerless(name='n', gpus=[GpuGroup.ADA_24])", "FL015",
                "use LiveServerless for GPUs, or leave it out"
            ),
            ("LiveServerless(name='n', env={'A': 1})", "FL015", "put it in quotes"),
            ("LiveServerless(name='n', env=['A'])", "FL015", nil),
            ("LiveServerless(name='n', scalerType='FOO')", "FL015", "the choices are QUEUE_DELAY, REQUEST_COUNT"),
            ("LiveLoadBalancer(name='n', scalerType='QUEUE_DELAY')", "FL015", "leave scalerType out"),
            (
                "LiveServerless(name='n', allowedCudaVersions='13.4')", "FL015",
                "the choices are 11.8, 12.0, 12.1, 12.2, 12.3, 12.4, 12.5, 12.6, 12.7, 12.8"
            ),
            ("LiveServerless(name='n', datacenter='EU-RO-2')", "FL015", "did you mean 'EU-RO-1'?"),
            ("LiveServerless(name='n', networkVolume=NetworkVolume(name='v', size=0))", "FL015", nil),
            ("LiveServerless(name='n', networkVolume='v')", "FL015", "write networkVolume=NetworkVolume(…)"),
            ("LiveServerless(name='n', template=PodTemplate(containerDisk=3))", "FL014", nil),
            (
                "ServerlessEndpoint(name='n')", "FL015",
                "add imageName=\"…\", or use a Live class for the library's own image"
            ),
            ("LiveServerless(name='n', imageName='i')", "FL015", "use ServerlessEndpoint for an image of your own"),
            ("LiveServerless(name='n', id='x')", "FL014", nil),
            ("LiveServerless(name='n', **others)", "FL018", "write the arguments out"),
        ] as [(String, String, String?)]
    )
    func isReported(call: String, code: String, hint: String?) throws {
        let (_, scanned) = try resource(call)
        #expect(scanned.findings == ["\(code):2"])
        if let hint { #expect(scanned.diagnostics.first?.hint == hint) }
    }

    @Test func settingsAreRead() throws {
        let scanned = try scan(
            worker: """
                import os
                v = NetworkVolume(name="models", size=50, dataCenterId=DataCenter.EU_RO_1)
                N = 2
                c = LiveServerless(
                    name="n", idleTimeout=5 * 60, executionTimeoutMs=1000, gpuCount=N, scalerValue=8, flashboot=False,
                    networkVolume=v, env={"A": "1", "TOKEN": os.environ["HF_TOKEN"], "B": os.getenv("X") or "y"},
                    cudaVersions=["12.4", CudaVersion.V12_8], datacenter=DataCenter.EU_RO_1,
                )
                c.workersMax = 7
                @remote(c)
                def f(): pass
                """
        )
        #expect(scanned.findings == [])
        let resource = try #require(scanned.resources.first)
        #expect(resource.idleTimeout == 300)
        #expect(resource.gpuCount == 2)
        #expect(resource.workersMax == 7)
        #expect(resource.scalerType == "QUEUE_DELAY")
        #expect(!resource.flashboot)
        #expect(resource.networkVolume?.size == 50)
        #expect(resource.allowedCudaVersions == "12.4,12.8")
        #expect(resource.locations == "EU-RO-1")
        #expect(resource.environment.map(\.name) == ["A", "TOKEN", "B"])
        #expect(
            resource.environment.map(\.value) == [.constant("1"), .fromEnvironment("HF_TOKEN"), .fromEnvironment("X")]
        )
    }

    @Test func imagesFollowTheEnvironment() throws {
        let source = "from runpod_flash import *\n@remote(LiveServerless(name='n'))\ndef f(): pass"
        let tagged = try scan(["w.py": source], environment: ["FLASH_IMAGE_TAG": "v1"])
        #expect(tagged.resources.first?.imageName == "runpod/flash:v1")
        let named = try scan(["w.py": source], environment: ["FLASH_GPU_IMAGE": "me/mine"])
        #expect(named.resources.first?.imageName == "me/mine")
    }
}
