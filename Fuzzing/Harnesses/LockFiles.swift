@testable import PythonPackaging

extension Harness {
    static let lockFiles = Harness(name: "lock-files", longestInput: 8192) { input in
        let lock: LockFile
        do throws(LockFileError) {
            lock = try LockFile(input)
        } catch {
            expect(!error.description.isEmpty, "no message")
            return
        }
        let bytes = lock.encoded()
        let again = expectNoError("the lock was written: \(bytes.text)") { try LockFile(bytes) }
        expect(again.encoded() == bytes, "the lock is written differently the second time: \(bytes.text)")
        expect(again.versions == lock.versions, "the lock holds other versions afterwards")
        for package in again.packages {
            for wheel in package.wheels {
                expect(wheel.filename.name == package.name, "\(wheel.filename) is not of \(package.name)")
            }
        }
    }

    /// Lock files of other tools; the first byte chooses the format.
    static let foreignLocks = Harness(name: "foreign-locks", longestInput: 8192) { input in
        let format: ForeignLock.Format = input.first == UInt8(ascii: "u") ? .uv : .pylock
        do throws(LockFileError) {
            let content = format == .uv ? Array(input.dropFirst()) : input
            let environment = TargetPlatform.standard.markerEnvironment
            let lock = try ForeignLock(content, format: format, environment: environment)
            for (name, version) in lock.versions {
                expect(PackageName(name.normalized) == name, "\(name) is no name")
                expect((try? Version(version.description)) == version, "\(version) is read back differently")
            }
        } catch {
            expect(!error.description.isEmpty, "no message")
        }
    }
}
