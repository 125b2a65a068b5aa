#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The number of processors of the machine.
enum ProcessorCount {
    static var online: Int { Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
