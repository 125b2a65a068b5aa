@testable import PythonPackaging

extension Harness {
    /// Up to three versions, one per line.
    static let versions = Harness(name: "versions", longestInput: 192) { input in
        let versions = input.lines(3).compactMap { try? Version($0) }
        for version in versions {
            let text = version.description
            let again = expectNoError("'\(text)' was printed") { try Version(text) }
            expect(again == version && again.hashValue == version.hashValue, "\(text) is read back differently")
            expect(again.description == text, "\(text) is printed differently the second time")
            expect(isCanonical(text), "\(text) is not in the normal form")
            expectSameWithoutShortcut(version)
            expect(version.base <= version.withoutLocal || version.isPrerelease, "\(text) precedes its base")
            expect(version.withoutLocal <= version, "\(text) precedes itself without its local label")
        }
        for left in versions {
            for right in versions { expectOrder(left, right) }
        }
        guard versions.count == 3 else { return }
        let (a, b, c) = (versions[0], versions[1], versions[2])
        expect(!(a <= b && b <= c) || a <= c, "\(a), \(b), \(c) are not in order")
        expect(!(a == b && b == c) || a == c, "\(a), \(b), \(c) are not all equal")
    }

    /// What two integers hold of a version is what its parts say.
    private static func expectSameWithoutShortcut(_ version: Version) {
        let parts = expectNoError("v\(version)") { try Version("v\(version)") }
        expect(parts == version && parts.hashValue == version.hashValue, "\(version) depends on how it is read")
        expect(parts.release == version.release && parts.pre == version.pre, "\(version) has other parts")
        expect(parts.post == version.post && parts.dev == version.dev, "\(version) has other parts")
        let isPrerelease = version.parts.pre != nil || version.parts.dev != nil
        expect(version.isPrerelease == isPrerelease, "\(version) is called a pre-release, or not")
        expect(version.isPostrelease == (version.parts.post != nil), "\(version) is called a post-release, or not")
    }

    private static func expectOrder(_ left: Version, _ right: Version) {
        let relations = [left < right, left == right, left > right].filter(\.self)
        expect(relations.count == 1, "\(left) and \(right) are in \(relations.count) relations")
        expect(left != right || left.hashValue == right.hashValue, "\(left) and \(right) hash differently")
        expect(
            left.comparePublic(right) == left.parts.comparePublic(right.parts),
            "\(left) and \(right) compare differently by their keys"
        )
    }

    /// Whether `text` keeps to the characters of the normal form, without leading zeros (PEP 440, appendix B).
    private static func isCanonical(_ text: String) -> Bool {
        let plain = text.utf8.prefix { $0 != UInt8(ascii: "+") }
        let numbers = plain.split { !(0x30...0x39).contains($0) }
        return numbers.allSatisfy { $0.count == 1 || $0.first != 0x30 }
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || "!.+".utf8.contains(byte)
            }
    }
}
