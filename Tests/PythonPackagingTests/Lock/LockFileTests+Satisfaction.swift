import PythonPackaging
import Testing

extension LockFileTests {
    struct Change: Sendable {
        var requirements: [String]
        var constraints: [String] = []
        var overrides: [String] = []
        var hashes = false
        var exclusions = ["nvidia-*"]
        var python = "3.12"
        var reasons: [String]
    }

    @Test(arguments: [
        Change(requirements: ["requests[socks]>=2", "Numpy"], reasons: []),
        Change(requirements: ["numpy>1", "requests[socks]", "nvidia-cudnn-cu12"], reasons: []),
        Change(requirements: ["numpy", "requests[socks]", "pywin32; sys_platform == 'win32'"], reasons: []),
        Change(requirements: ["numpy", "requests[socks]"], constraints: ["idna<4", "absent==1"], reasons: []),
        Change(
            requirements: ["numpy", "requests"],
            reasons: ["the project does not ask for requests[socks] any more"]
        ),
        Change(
            requirements: ["numpy", "requests", "requests[socks]; os_name == 'nt'"],
            reasons: ["the project does not ask for requests[socks] any more"]
        ),
        Change(
            requirements: ["numpy", "requests[socks]"],
            overrides: ["idna==3.10"],
            reasons: ["the overrides changed"]
        ),
        Change(
            requirements: ["requests[socks]>=2", "Numpy"],
            hashes: true,
            reasons: [
                "every package needs a hash, and idna has none", "every package needs a hash, and numpy has none",
                "every package needs a hash, and requests has none",
            ]
        ),
        Change(
            requirements: ["numpy<2", "requests[socks]"],
            reasons: ["numpy<2 (requirements.txt:1) does not accept the locked version 2.1"]
        ),
        Change(
            requirements: ["numpy", "requests[socks]"],
            constraints: ["idna<3"],
            reasons: ["idna<3 (requirements.txt:1) does not accept the locked version 3.10"]
        ),
        Change(requirements: ["numpy", "requests[socks]", "six"], reasons: ["six (requirements.txt:1) is not locked"]),
        Change(
            requirements: ["numpy"],
            reasons: [
                "the project does not ask for requests[socks] any more", "idna is not required any more",
                "requests is not required any more",
            ]
        ),
        Change(
            requirements: ["numpy", "requests[security,socks]"],
            reasons: [
                "requests[security,socks] (requirements.txt:1) asks for the extra 'security', which is not locked"
            ]
        ),
        Change(requirements: ["requests", "numpy"], exclusions: [], reasons: ["the excluded packages changed"]),
        Change(
            requirements: ["requests", "numpy"],
            python: "3.11",
            reasons: [
                "the lock is for Python 3.12.12 on manylinux_2_35_x86_64, the build is for Python 3.11.14 on manylinux_2_35_x86_64"
            ]
        ),
        Change(
            requirements: ["requests[socks]", "numpy @ https://h/numpy-2.1-py3-none-any.whl"],
            reasons: [
                "numpy @ https://h/numpy-2.1-py3-none-any.whl (requirements.txt:1) comes from another place than the locked file"
            ]
        ),
    ])
    func tellsWhetherItStillHolds(change: Change) throws {
        let lock = try LockFile(Self.sample().encoded())
        let requirements = change.requirements.flatMap { Self.declared($0) }
        let constraints = change.constraints.flatMap { Self.declared($0) }
        let overrides = change.overrides.flatMap { Self.declared($0) }
        let target = try TargetPlatform(pythonVersion: change.python)
        let inputs = Self.inputs(
            requirements,
            constraints: constraints,
            overrides: overrides,
            exclusions: change.exclusions,
            target: target
        )
        let reasons = lock.mismatches(
            requirements: requirements,
            constraints: constraints,
            overrides: overrides,
            inputs: inputs,
            target: target,
            requiresHashes: change.hashes,
            isExcluded: { $0.normalized.hasPrefix("nvidia-") }
        )
        #expect(reasons.map(\.description) == change.reasons)
    }

    @Test func keepsExtrasThatPackagesAskFor() throws {
        var lock = try Self.sample()
        let index = try #require(lock.packages.firstIndex { $0.name.normalized == "requests" })
        lock.packages[index].extrasForPackages = lock.packages[index].extras
        let read = try LockFile(lock.encoded())
        #expect(read.packages[index].extrasForPackages.map(\.normalized) == ["socks"])
        let requirements = Self.declared("requests", "numpy")
        let reasons = read.mismatches(
            requirements: requirements,
            constraints: [],
            inputs: Self.inputs(requirements),
            target: .standard,
            isExcluded: { _ in false }
        )
        #expect(reasons == [])
    }

    @Test func keepsOverridesAndHoldsAgainstThem() throws {
        let requirements = Self.declared("requests[socks]>=3", "numpy; sys_platform == 'win32'")
        let overrides = Self.declared("requests<3", "numpy==2.1", "idna==3.10")
        let inputs = Self.inputs(requirements, overrides: overrides)
        var lock = try Self.sample()
        lock.inputs = inputs
        let read = try LockFile(lock.encoded())
        #expect(read.inputs?.overrides == ["idna==3.10", "numpy==2.1", "requests<3"])
        #expect(inputs.digest != Self.inputs(requirements).digest)
        // The texts of the requirements differ, so that everything is compared.
        let wider = Self.declared("requests[socks]>=2.5", "numpy; sys_platform == 'win32'")
        func reasons(_ overrides: [DeclaredRequirement]) -> [String] {
            read.mismatches(
                requirements: wider,
                constraints: [],
                overrides: overrides,
                inputs: Self.inputs(wider, overrides: overrides),
                target: .standard,
                isExcluded: { _ in false }
            ).map(\.description)
        }
        #expect(reasons(overrides) == [])
        #expect(reasons(Self.declared("requests<3")) == ["the overrides changed"])
    }
}
