extension FactsScript {
    /// Runs the program given on standard input, compiled by an earlier run if that was the same interpreter's.
    ///
    /// Compiling takes longer than reading a source. Three byte strings follow each other, each behind its length on a line
    /// of its own: the compiled program or nothing, its source, the paths with a null byte behind each.
    static let launcher = #"""
        import sys

        if sys.version_info < (3, 8):
            sys.exit(3)

        import marshal

        def received():
            stream = sys.stdin.buffer
            return stream.read(int(stream.readline()))

        def main():
            import _frozen_importlib_external
            compiled, source, paths = received(), received(), received()
            version = _frozen_importlib_external.MAGIC_NUMBER + repr((sys.version, sys.flags.optimize)).encode()
            header = {"python": list(sys.version_info[:3]), "executable": sys.executable, "compiled": None}
            if compiled.startswith(version):
                program = marshal.loads(compiled[len(version):])
            else:
                program = compile(source, "<facts>", "exec", dont_inherit=True)
                header["compiled"] = (version + marshal.dumps(program)).hex()
            names = {"__name__": "facts", "sys": sys, "header": header, "paths": paths.split(b"\0")[:-1]}
            exec(program, names)

        main()
        sys.stdout.flush()
        import posix
        # There is nothing left to do that would be worth taking the interpreter down for in good order.
        posix._exit(0)
        """#

    /// What the launcher reads.
    static func input(compiled: [UInt8], paths: [String]) -> [UInt8] {
        var list: [UInt8] = []
        for path in paths {
            list += path.utf8
            list.append(0)
        }
        var input: [UInt8] = []
        for part in [compiled, Array(source.utf8), list] {
            input += "\(part.count)\n".utf8
            input += part
        }
        return input
    }
}
