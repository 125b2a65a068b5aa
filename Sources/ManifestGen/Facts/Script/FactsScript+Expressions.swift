extension FactsScript {
    /// Expressions as nested arrays `[kind, span, …]`, bounded in depth and size.
    static let expressions = #"""


        OPERATORS = {
            ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
            ast.BitOr: "|", ast.BitAnd: "&", ast.BitXor: "^", ast.LShift: "<<", ast.RShift: ">>", ast.MatMult: "@",
            ast.UAdd: "+", ast.USub: "-", ast.Not: "not", ast.Invert: "~", ast.And: "and", ast.Or: "or",
            ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Is: "is",
            ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in",
        }
        SEQUENCES = {ast.List: "list", ast.Tuple: "tuple", ast.Set: "set"}
        MAX_DEPTH = 64
        MAX_NODES = 20000


        def dotted(node):
            parts = []
            while isinstance(node, ast.Attribute):
                parts.append(node.attr)
                node = node.value
            if not isinstance(node, ast.Name):
                return None
            parts.append(node.id)
            return ".".join(reversed(parts))


        class Expressions:
            def __init__(self, source):
                self.source = source
                self.budget = 0

            def encode(self, node, depth=MAX_DEPTH, nodes=MAX_NODES):
                self.budget = nodes
                return self.one(node, depth)

            def other(self, node):
                return ["other", self.source.span(node), type(node).__name__, self.source.excerpt(node)]

            def many(self, nodes, depth):
                return [self.one(node, depth) for node in nodes]

            def one(self, node, depth):
                self.budget -= 1
                if depth <= 0 or self.budget < 0:
                    return self.other(node)
                handler = getattr(self, type(node).__name__, None)
                return handler(node, self.source.span(node), depth - 1) if handler else self.other(node)

            def Constant(self, node, span, depth):
                value = node.value
                if value is None:
                    return ["none", span]
                if isinstance(value, bool):
                    return ["bool", span, value]
                if isinstance(value, int) and -(1 << 63) <= value < (1 << 63):
                    return ["int", span, value]
                if isinstance(value, float) and value - value == 0:
                    return ["float", span, value]
                if isinstance(value, str) and not any(0xD800 <= ord(c) < 0xE000 for c in value):
                    return ["str", span, value]
                return self.other(node)

            def Name(self, node, span, depth):
                return ["name", span, node.id]

            def Attribute(self, node, span, depth):
                return ["attribute", span, self.one(node.value, depth), node.attr]

            def Call(self, node, span, depth):
                keywords = [[keyword.arg, self.one(keyword.value, depth)] for keyword in node.keywords]
                return ["call", span, self.one(node.func, depth), self.many(node.args, depth), keywords]

            def sequence(self, node, span, depth):
                return [SEQUENCES[type(node)], span, self.many(node.elts, depth)]

            List = Tuple = Set = sequence

            def Dict(self, node, span, depth):
                pairs = zip(node.keys, node.values)
                return ["dict", span, [[None if k is None else self.one(k, depth), self.one(v, depth)] for k, v in pairs]]

            def JoinedStr(self, node, span, depth):
                frozen, self.source.frozen = self.source.frozen, None if EXACT_FSTRINGS else span
                try:
                    return ["fstring", span, self.many(node.values, depth)]
                finally:
                    self.source.frozen = frozen

            def FormattedValue(self, node, span, depth):
                specification = None if node.format_spec is None else self.one(node.format_spec, depth)
                conversion = "" if node.conversion < 0 else chr(node.conversion)
                return ["format", span, self.one(node.value, depth), conversion, specification]

            def BinOp(self, node, span, depth):
                return ["binary", span, OPERATORS[type(node.op)], self.one(node.left, depth), self.one(node.right, depth)]

            def UnaryOp(self, node, span, depth):
                return ["unary", span, OPERATORS[type(node.op)], self.one(node.operand, depth)]

            def BoolOp(self, node, span, depth):
                return ["boolean", span, OPERATORS[type(node.op)], self.many(node.values, depth)]

            def Compare(self, node, span, depth):
                operators = [OPERATORS[type(op)] for op in node.ops]
                return ["compare", span, operators, self.many([node.left] + node.comparators, depth)]

            def IfExp(self, node, span, depth):
                return ["conditional", span] + self.many([node.test, node.body, node.orelse], depth)

            def Subscript(self, node, span, depth):
                index = node.slice
                if type(index).__name__ == "Index":
                    index = index.value
                if isinstance(index, ast.Slice) or not hasattr(index, "lineno"):
                    return self.other(node)
                return ["subscript", span, self.one(node.value, depth), self.one(index, depth)]

            def Starred(self, node, span, depth):
                return ["starred", span, self.one(node.value, depth)]

            def Await(self, node, span, depth):
                return ["await", span, self.one(node.value, depth)]

            def NamedExpr(self, node, span, depth):
                return ["walrus", span, node.target.id, self.one(node.value, depth)]
        """#
}
