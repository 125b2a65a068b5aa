/// The values markers see: always those of the target, never those of the machine that packages.
public struct MarkerEnvironment: Hashable, Sendable {
    private var values: [MarkerVariable: String]

    /// Creates an environment; a variable that is left out is the empty string.
    public init(_ values: [MarkerVariable: String]) {
        self.values = values
    }

    /// Describes CPython on Linux x86_64.
    ///
    /// `platform_release` and `platform_version` describe the kernel of the machine that runs the code, which is not known in
    /// advance; they are empty, so comparisons with them are false.
    ///
    /// - Parameter version: the full version of the interpreter.
    public init(cpython version: PythonVersion) {
        self.init([
            .implementationName: "cpython",
            .implementationVersion: version.description,
            .osName: "posix",
            .platformMachine: "x86_64",
            .platformPythonImplementation: "CPython",
            .platformSystem: "Linux",
            .pythonFullVersion: version.description,
            .pythonVersion: "\(version.major).\(version.minor)",
            .sysPlatform: "linux",
        ])
    }

    /// The value of a variable; empty for those that are not set.
    public subscript(variable: MarkerVariable) -> String {
        values[variable] ?? ""
    }
}
