import Testing

@testable import PythonPackaging

@Suite struct ServerCapabilitiesTests {
    @Test func learnsUpToWhenMetadataIsServed() {
        var server = ServerCapabilities()
        #expect(server.servesMetadata(of: "2026-05-01T00:00:00Z") == nil)
        server.note(true, of: "2026-05-01T00:00:00Z")
        #expect(server.servesMetadata(of: "2026-05-01T00:00:00Z") == true)
        #expect(server.servesMetadata(of: "2020-01-01T00:00:00Z") == true)
        #expect(server.servesMetadata(of: "2026-09-20T00:00:00Z") == nil)
        server.note(false, of: "2026-09-20T00:00:00Z")
        #expect(server.servesMetadata(of: "2026-11-01T00:00:00Z") == false)
        #expect(server.servesMetadata(of: "2026-06-01T00:00:00Z") == nil)
        #expect(server.servesMetadata(of: nil) == true)
    }

    @Test(arguments: [true, false])
    func takesFilesWithoutTimeForEquallyOld(isServed: Bool) {
        var server = ServerCapabilities()
        server.note(isServed, of: nil)
        #expect(server.servesMetadata(of: nil) == isServed)
    }
}
