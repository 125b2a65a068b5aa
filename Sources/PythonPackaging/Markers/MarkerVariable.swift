/// A name a marker may ask for (PEP 508, "Environment Markers"; PEP 751 for the last two).
public enum MarkerVariable: String, Hashable, Sendable, CaseIterable {
    /// `sys.implementation.name`.
    case implementationName = "implementation_name"
    /// `sys.implementation.version`.
    case implementationVersion = "implementation_version"
    /// `os.name`.
    case osName = "os_name"
    /// `platform.machine()`.
    case platformMachine = "platform_machine"
    /// `platform.python_implementation()`.
    case platformPythonImplementation = "platform_python_implementation"
    /// `platform.release()`.
    case platformRelease = "platform_release"
    /// `platform.system()`.
    case platformSystem = "platform_system"
    /// `platform.version()`.
    case platformVersion = "platform_version"
    /// `platform.python_version()`.
    case pythonFullVersion = "python_full_version"
    /// The first two numbers of the Python version.
    case pythonVersion = "python_version"
    /// `sys.platform`.
    case sysPlatform = "sys_platform"
    /// The extra a dependency belongs to.
    case extra
    /// All extras asked for, in lock files.
    case extras
    /// All dependency groups asked for, in lock files.
    case dependencyGroups = "dependency_groups"

    /// Creates a variable from its name, including the dotted and short names of PEP 345 and setuptools.
    init?(spelling: String) {
        switch spelling {
        case "os.name": self = .osName
        case "sys.platform": self = .sysPlatform
        case "platform.version": self = .platformVersion
        case "platform.machine": self = .platformMachine
        case "platform.python_implementation", "python_implementation": self = .platformPythonImplementation
        default: self.init(rawValue: spelling)
        }
    }

    /// Whether values are compared as versions when both sides are versions.
    var holdsVersion: Bool {
        switch self {
        case .implementationVersion, .platformRelease, .pythonFullVersion, .pythonVersion: true
        default: false
        }
    }

    /// Whether values are names of extras or groups, compared after normalisation.
    var holdsName: Bool {
        self == .extra || holdsSet
    }

    /// Whether the variable holds several names, so that only `in` and `not in` make sense.
    var holdsSet: Bool {
        self == .extras || self == .dependencyGroups
    }
}
