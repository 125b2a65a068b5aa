import Foundation
import ManifestGen
import Testing

/// Compares manifests with those of runpod-flash 1.0.0, whose `flash` executable `FLASH_REFERENCE` names.
@Suite("Agreement with the reference", .enabled(if: ProcessInfo.processInfo.environment["FLASH_REFERENCE"] != nil))
struct ReferenceComparisonTests {
    static let imports = "from runpod_flash import *\n"
    static let main = "from fastapi import FastAPI\napp = FastAPI()\n"

    @Test(arguments: [
        [
            "main.py": "",
            "w.py": imports + """
                a1 = LiveServerless(name="a1")
                a2 = CpuLiveServerless(name="a2")
                a3 = LiveLoadBalancer(name="a3")
                a4 = CpuLiveLoadBalancer(name="a4")
                a5 = LoadBalancerSlsResource(name="a5", imageName="x/y:1")
                a7 = ServerlessEndpoint(name="a7", imageName="x/y:1")
                a8 = CpuServerlessEndpoint(name="a8", imageName="x/y:1")
                a9 = LiveServerless(name="a9", instanceIds=[CpuInstanceType.CPU5C_4_8], workersMax=None)
                b1 = LiveServerless(name="b1", templateId="tid", gpus=["NVIDIA L4", GpuGroup.AMPERE_80])
                b2 = LiveServerless(name="b2", template=PodTemplate(containerDiskInGb=100, dockerArgs="ü"))
                b3 = ServerlessEndpoint(name="b3", templateId="tid", gpus=["AMPERE_48"])
                b4 = LiveServerless(name="b4-fb", gpus=None, gpuIds="ADA_24,AMPERE_80")
                b6 = CpuServerlessEndpoint(name="b6", template=PodTemplate(imageName="i"), instanceIds=["cpu3c-1-2"])
                b9 = CpuLiveServerless(name="b9", instanceIds=None)
                l1 = LiveLoadBalancer(name="l1", instanceIds=["cpu3g-1-4"])
                @remote(a1)
                def f1(): pass
                @remote(a2)
                async def f2(): pass
                @remote(a3, method="GET", path="/a")
                def f3(): pass
                @remote(a4, method="POST", path="/a")
                def f4(): pass
                @remote(a5, method="GET", path="/a")
                def f5(): pass
                @remote(a7)
                class F7: pass
                @remote(a8)
                def f8(): pass
                @remote(a9, local=True)
                def f9(): pass
                @remote(b1)
                def g1(): pass
                @remote(b2)
                def g2(): pass
                @remote(b3)
                def g3(): pass
                @remote(b4)
                def g4(): pass
                @remote(b6)
                def g6(): pass
                @remote(resource_config=b9)
                def g9(): pass
                @remote(l1, method="GET", path="/b")
                def h1(): pass
                @remote(a1)
                def e1(): pass
                """,
        ],
        ["main.py": main + "@app.get('/')\ndef home(): pass\n"],
        ["main.py": main + "@app.head('/')\ndef home(): pass\n"],
        ["main.py": "", "app.py": main.replacing("app =", with: "api =") + "@api.post\ndef home(): pass\n"],
        [
            "main.py": main,
            "mothership.py": imports + "mothership = LiveLoadBalancer(name='boss', workersMin=2, workersMax=4)\n",
            "w/x.py": imports + "boss = LiveServerless(name='boss')\n@remote(boss)\ndef f(): pass\n",
        ],
    ])
    func manifestsAgree(sources: [String: String]) throws {
        try compare(Project(sources))
    }

    @Test func templatesAgree() throws {
        let project = try Project(["main.py": ""])
        try reference(["init", "--force"], in: project)
        let enumerator = try #require(FileManager.default.enumerator(atPath: project.root.path))
        for case let path as String in enumerator where path.hasSuffix(".py") {
            try project.write(Array(Data(contentsOf: project.root.appending(path: path))), to: path)
        }
        try compare(project)
    }

    private func compare(_ project: Project) throws {
        try reference(["build", "--no-deps"], in: project)
        let written = try Data(contentsOf: project.root.appending(path: ".flash/flash_manifest.json"))
        let reference = try #require(try JSONSerialization.jsonObject(with: written) as? [String: Any])
        let scanned = try project.scan()
        #expect(!scanned.hasErrors, "\(scanned.diagnostics)")
        let difference = Self.difference(reference, try scanned.manifest(), at: "")
        #expect(difference == [])
    }

    private func reference(_ arguments: [String], in project: Project) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: ProcessInfo.processInfo.environment["FLASH_REFERENCE"] ?? "")
        process.arguments = arguments
        process.currentDirectoryURL = project.root
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
    }

    /// The keys of the reference that are missing or different, ignoring what has to differ.
    static func difference(_ reference: Any, _ ours: Any?, at path: String) -> [String] {
        switch (reference, ours) {
        case (let left as [String: Any], let right as [String: Any]):
            return left.flatMap { difference($0.value, right[$0.key], at: "\(path)/\($0.key)") }
        case (let left as [Any], let right as [Any]) where left.count == right.count:
            return zip(left, right).enumerated().flatMap { difference($1.0, $1.1, at: "\(path)/\($0)") }
        case (let left as String, let right as String) where path.hasSuffix("/gpuIds"):
            return Set(left.split(separator: ",")) == Set(right.split(separator: ",")) ? [] : [path]
        case (_, .some) where path == "/generated_at" || path == "/project_name": return []
        case (let left as NSObject, let right as NSObject): return left == right ? [] : ["\(path): \(left) != \(right)"]
        default: return ["\(path): \(reference) != \(ours ?? "nothing")"]
        }
    }
}
