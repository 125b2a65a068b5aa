import ManifestGen
import Testing

@Suite("Routes")
struct RouteTests {
    @Test(
        arguments: [
            ("@remote(c, method='GET', path='/a')\ndef f(): pass", []),
            ("@remote(c)\ndef f(): pass", ["FL007:3"]),
            ("@remote(c, method='GET')\ndef f(): pass", ["FL007:3"]),
            ("@remote(c, path='/a')\ndef f(): pass", ["FL007:3"]),
            ("@remote(c, method='post', path='/a')\ndef f(): pass", ["FL008:3"]),
            ("@remote(c, method='FETCH', path='/a')\ndef f(): pass", ["FL008:3"]),
            ("@remote(c, method='GET', path='a')\ndef f(): pass", ["FL009:3"]),
            ("@remote(c, method='GET', path='/a b')\ndef f(): pass", ["FL009:3"]),
            ("@remote(c, method='GET', path='/a?b')\ndef f(): pass", ["FL009:3"]),
            ("@remote(c, method='GET', path='/{a')\ndef f(): pass", ["FL009:3"]),
            ("@remote(c, method='GET', path='/{a}/b')\ndef f(): pass", []),
            ("@remote(c, method='GET', path='/ping')\ndef f(): pass", ["FL010:3"]),
            ("@remote(c, method='POST', path='/execute')\ndef f(): pass", ["FL010:3"]),
            (
                "@remote(c, method='GET', path='/a')\ndef f(): pass\n@remote(c, method='GET', path='/a')\ndef g(): pass",
                ["FL011:5"]
            ),
            (
                "@remote(c, method='GET', path='/a')\ndef f(): pass\n@remote(c, method='POST', path='/a')\ndef g(): pass",
                []
            ),
            ("M, P = 'GET', '/a'\n@remote(c, method=M, path=P + '/b')\ndef f(): pass", []),
        ] as [(String, [String])]
    )
    func routesOfLoadBalancers(source: String, findings: [String]) throws {
        for type in ["LiveLoadBalancer(name='n')", "CpuLoadBalancerSlsResource(name='n', imageName='i')"] {
            let scanned = try scan(worker: "c = \(type)\n" + source)
            #expect(scanned.findings == findings)
        }
    }

    @Test(arguments: ["GET", "POST", "PUT", "DELETE", "PATCH"])
    func everyMethodIsRouted(method: String) throws {
        for source in ["c, method='\(method)', path='/api/x'", "resource_config=c, path='/api/x', method='\(method)'"] {
            let scanned = try scan(worker: "c = LiveLoadBalancer(name='n')\n@remote(\(source))\ndef f(): pass")
            #expect(scanned.findings == [])
            #expect(scanned.functions.first?.httpMethod == method)
            #expect(scanned.functions.first?.httpPath == "/api/x")
        }
    }

    @Test(arguments: [
        ("get", "write method=\"GET\""), ("Patch", "write method=\"PATCH\""), ("HEAD", nil), ("OPTIONS", nil),
        ("DELET", "did you mean 'DELETE'?"),
    ])
    func otherMethodsAreRefused(method: String, hint: String?) throws {
        let source = "c = LiveLoadBalancer(name='n')\n@remote(c, method='\(method)', path='/x')\ndef f(): pass"
        let scanned = try scan(worker: source)
        #expect(scanned.findings == ["FL008:3"])
        #expect(scanned.diagnostics.first?.hint == hint)
    }

    @Test(arguments: ["/ping", "/execute", "/ping/", "/execute/"])
    func reservedPathsAreRefusedForEveryMethod(path: String) throws {
        for method in ["GET", "POST", "DELETE"] {
            let source = "c = LiveLoadBalancer(name='n')\n@remote(c, method='\(method)', path='\(path)')\ndef f(): pass"
            #expect(try scan(worker: source).findings == ["FL010:3"])
        }
    }

    @Test(arguments: ["/pinged", "/api/ping", "/execute/x", "/", "/Ping"])
    func similarPathsAreFree(path: String) throws {
        let source = "c = LiveLoadBalancer(name='n')\n@remote(c, method='GET', path='\(path)')\ndef f(): pass"
        #expect(try scan(worker: source).findings == [])
    }

    @Test func routesOnQueuesAreWarnings() throws {
        let scanned = try scan(worker: "@remote(LiveServerless(name='n'), method='GET', path='/a')\ndef f(): pass")
        #expect(scanned.findings == ["FL012:2", "FL012:2"])
        #expect(!scanned.hasErrors)
        #expect(scanned.functions.first?.httpMethod == nil)
    }
}
