/// Zip archives made by Python's `zipfile`, the writer most wheels come from.
enum ZipFixtures {
    /// Writes an archive with every case that is easy to get wrong; the second argument asks for data descriptors.
    static let tricky = #"""
        import sys, io, random, zipfile
        path, unseekable = sys.argv[1], sys.argv[2] == 'unseekable'
        class NoSeek(io.RawIOBase):
            def __init__(self, file): self.file = file
            def writable(self): return True
            def write(self, data): return self.file.write(data)
        rnd = random.Random(1)
        with open(path, 'wb') as file:
            with zipfile.ZipFile(NoSeek(file) if unseekable else file, 'w') as z:
                z.comment = b'a comment PK'
                def add(name, data, method, level=None, zip64=False, mode=0o100644):
                    info = zipfile.ZipInfo(name); info.external_attr = mode << 16
                    info.compress_type = method; info._compresslevel = level
                    with z.open(info, 'w', force_zip64=zip64) as out: out.write(data)
                add('p/empty_stored.py', b'', 0)
                add('p/empty_deflated.py', b'', 8)
                add('p/one.py', b'x', 8)
                add('p/run.sh', b'#!/bin/sh\n', 8, mode=0o100755)
                add('p/stored_small.txt', b'hello' * 10, 0)
                add('p/stored_big.bin', rnd.randbytes(300000), 0)
                add('p/stored_compressible.txt', b'a line of text\n' * 20000, 0)
                add('p/incompressible.bin', rnd.randbytes(300000), 8)
                add('p/zip64.bin', b'abc' * 100000, 8, None, True)
                add('p/zip64_small.bin', b'abc', 8, None, True)
                for i in range(300):
                    add(f'p/r{i}.txt', bytes(rnd.choice(b'abcdef \n') for _ in range(rnd.randint(0, 3000))), 8, rnd.randint(1, 9))
                for size in (511, 512, 513, 65535, 65536, 65537, 131070):
                    add(f'p/d{size}.bin', bytes(rnd.choice(b'ab') for _ in range(size)), 8)
                    add(f'p/s{size}.bin', rnd.randbytes(size), 0)
                for level in range(1, 10):
                    add(f'p/level{level}.bin', bytes(rnd.choice(b'abcdefgh') for _ in range(100000)), 8, level)
                add('p/' + 'd' * 90 + '/' + 'e' * 120 + '/' + 'f' * 80 + '.py', b'long' * 5, 8)
                add('p/' + 'g' * 97, b'ninety-nine', 8)
                add('p/' + 'g' * 98, b'one hundred', 8)
                add('p/' + 'g' * 99, b'one hundred and one', 8)
                add('q' * 155 + '/' + 'h' * 100, b'ustar prefix full', 8)
                add('q' * 156 + '/' + 'h' * 100, b'ustar prefix too long', 8)
                add('p/\u00fcn\u00efcode \u65e5\u672c.txt', b'u', 8)
                add('p/\u00e9' * 80, b'long and not ASCII', 8)
        """#

    /// Prints name, size and SHA-256 of every entry of a zip archive, as Python reads it.
    static let listing = #"""
        import sys, hashlib, zipfile
        with zipfile.ZipFile(sys.argv[1]) as z:
            for i in z.infolist():
                if not i.is_dir(): print(i.filename, i.file_size, hashlib.sha256(z.read(i)).hexdigest(), sep='\t')
        """#
}
