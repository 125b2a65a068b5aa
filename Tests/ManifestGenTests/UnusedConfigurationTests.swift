import ManifestGen
import Testing

@Suite("Configurations that no function uses")
struct UnusedConfigurationTests {
    @Test(
        "What is wrong with a configuration that no function uses is a warning",
        arguments: [
            ("c = LiveServerless(name='n', workerMax=3)", ["FL014:2"]),
            ("c = LiveServerless(name='n', gpus=['ADA_25'], workersMin='1')", ["FL015:2", "FL015:2"]),
            ("c = LiveServerless()", ["FL015:2"]),
            ("c = LiveServerless(name='n', workersMax=count())", []),
            ("c = LiveServerless(name='n')\nc.workersMax = -1", ["FL015:3"]),
            ("c = LiveServerless(name='n', workersMin=-1)\nc = LiveServerless(name='m')", ["FL015:2"]),
            ("c = Other(name=3)", []),
            ("def f():\n    c = LiveServerless(nam='n')", []),
            ("mothership = c = LiveServerless(name='n', workerMax=3)", ["FL014:2"]),
        ] as [(String, [String])]
    )
    func unused(source: String, findings: [String]) throws {
        let scanned = try scan(worker: source)
        #expect(scanned.findings == findings)
        #expect(!scanned.hasErrors)
    }

    @Test func whatAFunctionUsesIsReportedOnceAsAnError() throws {
        let scanned = try scan(worker: "c = LiveServerless(name='n', workerMax=3)\n@remote(c)\ndef f(): pass")
        #expect(scanned.findings == ["FL014:2"])
        #expect(scanned.hasErrors)
    }
}
