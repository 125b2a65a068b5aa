extension FactsScript {
    /// Which names a scope binds, by the rules of the language reference, section 4.2.
    static let bindings = #"""


        FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
        DEFINITIONS = FUNCTIONS + (ast.ClassDef,)
        COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


        class Scope:
            def __init__(self, kind, parent, bound=()):
                self.kind = kind
                self.parent = parent
                self.bound = set(bound)
                self.declared_global = set()
                self.declared_nonlocal = set()

            def resolves_to_module(self, name):
                scope, first = self, True
                while scope is not None and scope.kind != "module":
                    if name in scope.declared_global:
                        return True
                    if (first or scope.kind != "class") and name in scope.bound and name not in scope.declared_nonlocal:
                        return False
                    first = first and scope.kind == "comprehension"
                    scope = scope.parent
                return True


        def parameters(arguments):
            listed = getattr(arguments, "posonlyargs", []) + arguments.args + arguments.kwonlyargs
            return listed + [item for item in (arguments.vararg, arguments.kwarg) if item is not None]


        def bind(scope, nodes):
            pending = list(nodes)
            while pending:
                node = pending.pop()
                if isinstance(node, DEFINITIONS):
                    scope.bound.add(node.name)
                    pending.extend(node.decorator_list)
                elif isinstance(node, ast.Lambda):
                    pending.extend(d for d in node.args.defaults + node.args.kw_defaults if d is not None)
                elif isinstance(node, COMPREHENSIONS):
                    pending.append(node.generators[0].iter)
                    scope.bound.update(
                        inner.target.id for inner in all_in(node) if isinstance(inner, ast.NamedExpr)
                    )
                else:
                    if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                        scope.bound.add(node.id)
                    elif isinstance(node, (ast.Import, ast.ImportFrom)):
                        for alias in node.names:
                            scope.bound.add(alias.asname or alias.name.split(".")[0])
                    elif isinstance(node, ast.ExceptHandler) and node.name:
                        scope.bound.add(node.name)
                    elif isinstance(node, ast.Global):
                        scope.declared_global.update(node.names)
                    elif isinstance(node, ast.Nonlocal):
                        scope.declared_nonlocal.update(node.names)
                    elif type(node).__name__ in ("MatchAs", "MatchStar") and node.name:
                        scope.bound.add(node.name)
                    elif type(node).__name__ == "MatchMapping" and node.rest:
                        scope.bound.add(node.rest)
                    pending.extend(children_of(node))
        """#
}
