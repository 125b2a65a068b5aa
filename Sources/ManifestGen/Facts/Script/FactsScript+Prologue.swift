extension FactsScript {
    /// Reading and decoding a source file (PEP 263), positions, suppression comments.
    static let prologue = #"""
        import sys

        # Not `ast`: that is this module and much that takes longer to load than most sources take to read.
        import _ast as ast, builtins, io

        try:
            from _json import encode_basestring_ascii, make_encoder

            encode = make_encoder(None, None, encode_basestring_ascii, None, ":", ",", False, False, True)
            if "".join(encode({"a": [1, None, "\u00e9\n"]}, 0)) != r'{"a":[1,null,"\u00e9\n"]}':
                raise ImportError

            def dumps(value):
                return "".join(encode(value, 0)).encode()
        except Exception:
            import json

            def dumps(value):
                return json.dumps(value, separators=(",", ":")).encode()

        # The interpreter's own implementation starts faster than the one that loads OpenSSL.
        try:
            from _sha2 import sha256
        except ImportError:
            try:
                from _sha256 import sha256
            except ImportError:
                from hashlib import sha256

        BUILTINS = frozenset(dir(builtins)) | {
            "__file__", "__name__", "__doc__", "__package__", "__spec__", "__loader__", "__builtins__", "__path__",
            "__annotations__", "__cached__", "__dict__", "aiter", "anext", "EncodingWarning", "BaseExceptionGroup",
            "ExceptionGroup", "PythonFinalizationError", "WindowsError", "__class__", "__qualname__", "__module__",
        }
        # Before 3.12 (PEP 701) nodes inside an f-string carry positions of a synthetic source.
        EXACT_FSTRINGS = sys.version_info >= (3, 12)


        class Unreadable(Exception):
            def __init__(self, kind, message, line=1, column=1):
                version = "%d.%d" % sys.version_info[:2]
                self.fact = {
                    "kind": kind, "message": message, "line": line or 1, "column": column or 1, "python": version,
                }


        class Source:
            def __init__(self, content):
                try:
                    encoding = self.encoding(content)
                except (SyntaxError, LookupError) as error:
                    raise Unreadable("encoding", str(error))
                try:
                    text = content.decode(encoding)
                except (UnicodeError, LookupError, ValueError) as error:
                    start = getattr(error, "start", 0)
                    line = content.count(b"\n", 0, start) + 1 if isinstance(start, int) else 1
                    raise Unreadable("encoding", str(error), line)
                self.text = text
                self.lines = text.encode("utf-8", "replace").splitlines() or [b""]
                self.ascii = [line.isascii() for line in self.lines]
                self.frozen = None

            @staticmethod
            def encoding(content):
                two_lines = content[:content.find(b"\n", content.find(b"\n") + 1) + 1 or None]
                if b"coding" not in two_lines and not content.startswith(b"\xef\xbb\xbf"):
                    try:
                        two_lines.decode()
                        return "utf-8"
                    except UnicodeDecodeError:
                        pass
                import tokenize
                return tokenize.detect_encoding(io.BytesIO(content).readline)[0]

            def column(self, line, offset):
                if line < 1 or line > len(self.lines) or self.ascii[line - 1]:
                    return offset + 1
                return len(self.lines[line - 1][:offset].decode("utf-8", "replace")) + 1

            def span(self, node):
                if self.frozen is not None:
                    return self.frozen
                line = node.lineno
                end = getattr(node, "end_lineno", None) or line
                end_offset = getattr(node, "end_col_offset", None)
                if end_offset is None:
                    end, end_offset = line, node.col_offset
                return [line, self.column(line, node.col_offset), end, self.column(end, end_offset)]

            def excerpt(self, node):
                line = self.lines[node.lineno - 1] if 0 < node.lineno <= len(self.lines) else b""
                end = getattr(node, "end_col_offset", None)
                stop = end if end is not None and node.end_lineno == node.lineno else len(line)
                return line[node.col_offset:stop].decode("utf-8", "replace").strip()[:80]

            def parse(self):
                try:
                    tree = compile(self.text, "<source>", "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
                    # The parser lets through what only the compiler rejects, such as `await` outside a function.
                    compile(tree, "<source>", "exec", dont_inherit=True)
                    return tree
                except SyntaxError as error:
                    message = error.msg or "invalid syntax"
                    line = error.lineno or 1
                    column = error.offset or 1
                    raise Unreadable("syntax", message, line, max(column, 1))
                except (RecursionError, MemoryError):
                    raise Unreadable("nesting", "the source is nested too deeply to be read")
                except ValueError as error:
                    raise Unreadable("syntax", str(error))

            def comments(self):
                found = []
                if "flash:" not in self.text:
                    return found
                import tokenize
                try:
                    for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
                        if token.type == tokenize.COMMENT and "flash:" in token.string:
                            alone = not token.line[:token.start[1]].strip()
                            found.append([token.start[0], token.start[1] + 1, token.string, alone])
                except (tokenize.TokenError, SyntaxError, IndentationError):
                    pass
                return found


        def children_of(node):
            found = []
            for name in node._fields:
                value = getattr(node, name, None)
                if isinstance(value, ast.AST):
                    found.append(value)
                elif isinstance(value, list):
                    found.extend(item for item in value if isinstance(item, ast.AST))
            return found


        def all_in(node):
            found = [node]
            for node in found:
                found.extend(children_of(node))
            return found
        """#
}
