import ManifestGen
import Testing

@Suite("The coordinator")
struct MothershipTests {
    static let routed = "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/')\ndef home(): pass\n"

    @Test func isDetectedInTheFirstFile() throws {
        let scanned = try scan([
            "app.py": Self.routed.replacing("app", with: "api").replacing("fastapi", with: "fastapi"),
            "server.py": Self.routed,
        ])
        let mothership = try #require(scanned.mothership)
        #expect(mothership.mainFile == "app.py")
        #expect(mothership.appVariable == "api")
        #expect(mothership.workersMin == 1)
        #expect(mothership.workersMax == 3)
        #expect(!mothership.isExplicit)
        #expect(scanned.findings == [])
    }

    @Test(
        arguments: [
            ("from fastapi import FastAPI\napp = FastAPI()\n", ["FL022:2"]),
            ("from fastapi import FastAPI\napp = FastAPI()\napp.include_router(r)\n", ["FL022:2"]),
            ("from fastapi import FastAPI\napp = FastAPI()\n@app.websocket('/')\ndef f(): pass\n", ["FL022:2"]),
            ("print(1)", []),
        ] as [(String, [String])]
    )
    func isNotDeployedWithoutRoutes(source: String, findings: [String]) throws {
        let scanned = try scan(["main.py": source])
        #expect(scanned.mothership == nil)
        #expect(scanned.findings == findings)
        #expect(!scanned.hasErrors)
    }

    @Test func factoriesAreReported() throws {
        let source =
            "import fastapi\ndef make():\n    app = fastapi.FastAPI()\n    @app.get('/')\n    def home(): pass\n    return app\n"
        let scanned = try scan(["main.py": source])
        #expect(scanned.mothership?.appVariable == "app")
        #expect(scanned.findings == ["FL022:3"])
        #expect(scanned.hasErrors)
    }

    @Test func explicitConfigurationWins() throws {
        let scanned = try scan([
            "main.py": Self.routed,
            "mothership.py":
                "from runpod_flash import CpuLiveLoadBalancer\nN = 5\nmothership = CpuLiveLoadBalancer(name='m', workersMax=N)\n",
        ])
        let mothership = try #require(scanned.mothership)
        #expect(mothership.isExplicit)
        #expect(mothership.name == "m")
        #expect(mothership.workersMin == 1)
        #expect(mothership.workersMax == 5)
        #expect(mothership.imageName == "runpod/flash-lb-cpu:latest")
        #expect(scanned.findings == [])
    }

    @Test func queueResourcesCannotCoordinate() throws {
        let scanned = try scan([
            "main.py": Self.routed,
            "mothership.py": "from runpod_flash import LiveServerless\nmothership = LiveServerless(name='m')\n",
        ])
        #expect(scanned.findings == ["FL022:2"])
    }

    @Test func nameClashesAreSettled() throws {
        let worker = "from runpod_flash import *\n@remote(LiveServerless(name='mothership'))\ndef f(): pass\n"
        let scanned = try scan(["main.py": Self.routed, "w.py": worker])
        let resources = try #require(try scanned.manifest()["resources"] as? [String: Any])
        #expect(resources.keys.sorted() == ["mothership", "mothership-entrypoint"])
    }
}
