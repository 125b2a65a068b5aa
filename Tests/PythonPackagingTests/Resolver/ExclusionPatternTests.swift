import PythonPackaging
import Testing

@Suite struct ExclusionPatternTests {
    @Test(arguments: [
        ("nvidia-*", "nvidia-cublas-cu12", true), ("nvidia-*", "nvidia", false), ("NVIDIA_*", "nvidia-x", true),
        ("*-cu1?", "nvidia-cublas-cu12", true), ("*-cu1?", "nvidia-cublas-cu1", false), ("*a*b*", "xxaxxbxx", true),
        ("*a*b*", "xxbxxaxx", false), ("torch", "torchvision", false), ("torch", "torch", true), ("*", "x", true),
        ("jaraco.text", "jaraco-text", true),
    ])
    func matches(pattern: String, name: String, expected: Bool) throws {
        let pattern = try #require(ExclusionPattern(pattern))
        #expect(pattern.matches(PackageName(normalizing: name)) == expected)
    }

    @Test(arguments: ["", "a b", "torch>=2", "[ab]"])
    func rejectsWhatIsNoPattern(text: String) {
        #expect(ExclusionPattern(text) == nil)
    }
}
