import Digests
import Testing

@testable import FlashPackager

@Suite struct ProjectGroupsTests {
    private static func file(_ path: String, bytes: UInt64) -> InputFile {
        InputFile(
            path: path,
            absolutePath: "/project/\(path)",
            displayPath: path,
            isExecutable: false,
            identity: FileIdentity(bytes: bytes, modified: 0, changed: 0, inode: 0)
        )
    }

    /// Some 60 MB in 20,000 files of 1 to 5,000 bytes.
    private static let project = (0..<20_000).map { number in
        file("data/\(number / 100 + 100)/\(number % 100 + 100).txt", bytes: UInt64(number * 7919 % 5000 + 1))
    }

    private static func groups(_ files: [InputFile]) -> [[InputFile]] {
        ProjectGroups.ranges(of: files).map { Array(files[$0]) }
    }

    /// The size of files as groups count it: opening one costs as much as compressing 2 KiB.
    private static func weight(_ files: [InputFile]) -> UInt64 {
        files.reduce(0) { $0 + $1.bytes + 2048 }
    }

    @Test func everyFileIsInOneGroupInOrder() {
        let groups = Self.groups(Self.project)
        #expect(groups.flatMap(\.self) == Self.project)
        #expect(groups.allSatisfy { !$0.isEmpty && Self.weight($0) <= 8 << 20 })
        #expect(groups.dropLast().allSatisfy { Self.weight($0) >= 2 << 20 })
        #expect((10...45).contains(groups.count))
    }

    @Test func projectsWithoutFilesHaveNoGroups() {
        #expect(ProjectGroups.ranges(of: []).isEmpty)
    }

    @Test func largeFilesAreAlone() {
        let files = [
            Self.file("a.py", bytes: 10), Self.file("model.bin", bytes: 4 << 20),
            Self.file("model.safetensors", bytes: 900 << 20), Self.file("z.py", bytes: 10),
            Self.file("zz.py", bytes: 1),
        ]
        #expect(ProjectGroups.ranges(of: files) == [0..<1, 1..<2, 2..<3, 3..<5])
    }

    @Test func sizesBeyondAllBoundsAreNoTrouble() {
        let files = [Self.file("a", bytes: .max), Self.file("b", bytes: .max - 1), Self.file("c", bytes: 0)]
        #expect(ProjectGroups.ranges(of: files) == [0..<1, 1..<2, 2..<3])
    }

    /// A change to one file.
    enum Change: CaseIterable {
        case edit, growth, insertion, removal
    }

    @Test("A change makes few groups new", arguments: Change.allCases)
    func stability(change: Change) {
        let before = Set(Self.groups(Self.project))
        var newGroups: [Int] = []
        for place in stride(from: 13, to: Self.project.count, by: 397) {
            var files = Self.project
            switch change {
            case .edit: files[place] = Self.file(files[place].path, bytes: files[place].bytes + 1)
            case .growth: files[place] = Self.file(files[place].path, bytes: files[place].bytes + 100_000)
            case .insertion: files.insert(Self.file(files[place].path + "x", bytes: 2000), at: place + 1)
            case .removal: files.remove(at: place)
            }
            newGroups.append(Set(Self.groups(files)).subtracting(before).count)
        }
        #expect(newGroups.allSatisfy { (0...4).contains($0) })
        let total = newGroups.reduce(0, +)
        // A file that grows by magnitudes may begin a group from then on, or no longer do.
        #expect(Double(total) / Double(newGroups.count) < (change == .growth ? 2 : 1.5))
    }
}
