extension FactsScript {
    /// What a module defines: imports, assignments, functions and classes, and under which conditions.
    static let modules = #"""


        MUTATORS = frozenset((
            "append extend insert remove pop clear sort reverse update setdefault popitem add discard"
        ).split())


        def new_body():
            return {
                "parameters": [], "locals": [], "reads": [], "calls": [], "awaits": [], "accesses": [], "returns": [],
                "isGenerator": False,
            }


        class Walker(Bodies):
            def __init__(self, source, tree):
                self.source = source
                self.expressions = Expressions(source)
                self.module_scope = self.scope = Scope("module", None)
                bind(self.scope, tree.body)
                self.open, self.ancestors, self.path, self.conditions, self.results = [], [], [], [], {}
                self.body = new_body()
                self.facts = {
                    "imports": [], "assignments": [], "definitions": [], "statements": [], "applications": [],
                }
                self.details = [self.body]
                for statement in tree.body:
                    self.walk(statement)
                self.finish(self.body)

            def walk(self, node):
                handler = getattr(self, type(node).__name__, None)
                if handler is None:
                    self.children(node)
                else:
                    handler(node)

            def children(self, node):
                self.ancestors.append(node)
                for child in children_of(node):
                    self.walk(child)
                self.ancestors.pop()

            def finish(self, body):
                results = self.results.pop(id(body), ())
                body["accesses"] = [a for a in body["accesses"] if a[0] is None or a[0] in results]

            def block(self, condition, nodes):
                self.conditions.append(condition)
                for node in nodes:
                    self.walk(node)
                self.conditions.pop()

            def If(self, node):
                test = self.expressions.encode(node.test, 8, 200)
                self.ancestors.append(node)
                self.walk(node.test)
                self.block(["if", test], node.body)
                self.block(["else", test], node.orelse)
                self.ancestors.pop()

            def loop(self, node):
                self.ancestors.append(node)
                for part in ([node.test] if isinstance(node, ast.While) else [node.iter, node.target]):
                    self.walk(part)
                if not isinstance(node, ast.While):
                    self.bind_other(node.target, "loop")
                self.block(["loop", None], node.body)
                self.block(["loop", None], node.orelse)
                self.ancestors.pop()

            For = AsyncFor = While = loop

            def Try(self, node):
                self.ancestors.append(node)
                self.block(["try", None], node.body)
                for handler in node.handlers:
                    if handler.type is not None:
                        self.walk(handler.type)
                    self.block(["except", None], handler.body)
                self.block(["try", None], node.orelse)
                for statement in node.finalbody:
                    self.walk(statement)
                self.ancestors.pop()

            TryStar = Try

            def Match(self, node):
                self.conditions.append(["match", None])
                self.children(node)
                self.conditions.pop()

            def guarded(self, fact, node):
                fact["span"] = self.source.span(node)
                fact["scope"] = ".".join(self.path)
                fact["conditions"] = list(self.conditions)
                return fact

            def Import(self, node):
                for alias in node.names:
                    fact = {"module": alias.name, "level": 0, "names": None, "alias": alias.asname}
                    self.facts["imports"].append(self.guarded(fact, node))

            def ImportFrom(self, node):
                names = [[alias.name, alias.asname] for alias in node.names]
                fact = {"module": node.module or "", "level": node.level or 0, "names": names, "alias": None}
                self.facts["imports"].append(self.guarded(fact, node))

            def in_function(self):
                return any(entry[2]["kind"] != "class" for entry in self.open)

            def assign(self, kind, target, value, node, key=None):
                if not self.in_function():
                    fact = {"kind": kind, "target": target, "value": value, "key": key}
                    self.facts["assignments"].append(self.guarded(fact, node))

            def bind_target(self, target, value):
                encode = self.expressions.encode
                if isinstance(target, ast.Name):
                    self.assign("assign", target.id, value, target)
                elif isinstance(target, ast.Attribute) and dotted(target.value):
                    self.assign("attribute", dotted(target.value), value, target, ["str", self.source.span(target), target.attr])
                elif isinstance(target, ast.Subscript) and dotted(target.value):
                    key = encode(target)
                    self.assign("item", dotted(target.value), value, target, key[3] if key[0] == "subscript" else key)
                elif isinstance(target, (ast.Tuple, ast.List)):
                    starred = any(isinstance(element, ast.Starred) for element in target.elts)
                    for index, element in enumerate(target.elts):
                        span = self.source.span(element)
                        if starred:
                            part = ["other", span, "Starred", ""]
                        elif value[0] in ("tuple", "list") and len(value[2]) == len(target.elts):
                            part = value[2][index]
                        else:
                            part = ["subscript", span, value, ["int", span, index]]
                        self.bind_target(element, part)
                elif isinstance(target, ast.Starred):
                    self.bind_target(target.value, ["other", self.source.span(target), "Starred", ""])

            def bind_other(self, target, kind):
                for name in all_in(target):
                    if isinstance(name, ast.Name) and not isinstance(name.ctx, ast.Load):
                        self.assign(kind, name.id, None, name)

            def Assign(self, node):
                if not self.in_function():
                    value = self.expressions.encode(node.value)
                    for target in node.targets:
                        self.bind_target(target, value)
                self.children(node)

            def AnnAssign(self, node):
                if node.value is not None and not self.in_function():
                    self.bind_target(node.target, self.expressions.encode(node.value))
                self.ancestors.append(node)
                for part in (node.target, node.value):
                    if part is not None:
                        self.walk(part)
                self.reading("annotation", [node.annotation])
                self.ancestors.pop()

            def AugAssign(self, node):
                if not self.in_function():
                    value, operator = self.expressions.encode(node.value), OPERATORS[type(node.op)]
                    span = self.source.span(node)
                    if isinstance(node.target, ast.Name):
                        self.assign("augment", node.target.id, value, node.target, ["str", span, operator])
                    else:
                        before = self.expressions.encode(node.target)
                        self.bind_target(node.target, ["binary", span, operator, before, value])
                if isinstance(node.target, ast.Name):
                    name = ast.Name(node.target.id, ast.Load())
                    for attribute in node.target._attributes:
                        setattr(name, attribute, getattr(node.target, attribute))
                    self.Name(name)
                self.children(node)

            def NamedExpr(self, node):
                if self.scope.kind in ("module", "comprehension"):
                    self.assign("assign", node.target.id, self.expressions.encode(node.value), node.target)
                self.children(node)

            def Delete(self, node):
                for target in node.targets:
                    self.bind_other(target, "delete")
                self.children(node)

            def with_items(self, node):
                for item in node.items:
                    if item.optional_vars is not None:
                        self.bind_other(item.optional_vars, "with")
                self.children(node)

            With = AsyncWith = with_items

            def Expr(self, node):
                value = node.value
                if isinstance(value, ast.Call) and not self.in_function():
                    encoded = self.expressions.encode(value)
                    self.facts["statements"].append(self.guarded({"value": encoded}, node))
                    owner = value.func
                    if isinstance(owner, ast.Attribute) and owner.attr in MUTATORS and dotted(owner.value):
                        self.assign("call", dotted(owner.value), encoded, node, ["str", encoded[1], owner.attr])
                self.children(node)

            def Global(self, node):
                if self.open:
                    self.open[-1][2]["globals"].extend(node.names)

            def reading(self, where, nodes):
                entry = self.open[-1] if self.open else None
                before = entry and entry[1]
                if entry:
                    entry[1] = where
                for node in nodes:
                    if node is not None:
                        self.walk(node)
                if entry:
                    entry[1] = before

            def definition(self, node, kind):
                encode = self.expressions.encode
                decorators = [encode(decorator) for decorator in node.decorator_list]
                self.ancestors.append(node)
                for decorator in node.decorator_list:
                    self.walk(decorator)
                self.ancestors.pop()
                first = node.decorator_list[0] if node.decorator_list else node
                fact = self.guarded({
                    "name": node.name, "kind": kind, "decorators": decorators, "bases": [], "globals": [],
                    "enclosing": [entry[2]["kind"] for entry in self.open],
                    "firstLine": min(first.lineno, node.lineno),
                }, node)
                body = new_body()
                self.facts["definitions"].append(fact)
                self.details.append(body)
                scope = self.scope
                type_parameters = getattr(node, "type_params", [])
                if type_parameters:
                    self.scope = Scope("function", self.scope, [item.name for item in type_parameters])
                outer = (self.body, self.conditions)
                self.conditions = []
                self.open.append([body, "body", fact])
                self.path.append(node.name)
                self.body = body
                inner = Scope("class" if kind == "class" else "function", self.scope)
                if kind == "class":
                    fact["bases"] = [encode(base, 8, 200) for base in node.bases]
                    self.reading("default", node.bases + [keyword.value for keyword in node.keywords])
                else:
                    self.signature(node, body, inner)
                bind(inner, node.body)
                inner.bound -= inner.declared_global
                self.inside(inner, node.body, node)
                body["locals"] = sorted(inner.bound)
                self.finish(body)
                self.path.pop()
                self.open.pop()
                self.body, self.conditions = outer
                self.scope = scope

            def signature(self, node, body, inner):
                encode, arguments = self.expressions.encode, node.args
                positional = getattr(arguments, "posonlyargs", []) + arguments.args
                defaults = [None] * (len(positional) - len(arguments.defaults)) + arguments.defaults
                listed = [(item, "positional", default) for item, default in zip(positional, defaults)]
                if arguments.vararg is not None:
                    listed.append((arguments.vararg, "variadic", None))
                listed += [(i, "keyword", d) for i, d in zip(arguments.kwonlyargs, arguments.kw_defaults)]
                if arguments.kwarg is not None:
                    listed.append((arguments.kwarg, "variadicKeyword", None))
                for item, kind, default in listed:
                    inner.bound.add(item.arg)
                    body["parameters"].append({
                        "name": item.arg, "kind": kind, "span": self.source.span(item),
                        "annotation": item.annotation and encode(item.annotation, 6, 100),
                        "default": default and encode(default, 6, 100),
                    })
                self.reading("default", [default for _, _, default in listed])
                self.reading("annotation", [item.annotation for item, _, _ in listed] + [node.returns])

            def FunctionDef(self, node):
                self.definition(node, "function")

            def AsyncFunctionDef(self, node):
                self.definition(node, "async")

            def ClassDef(self, node):
                self.definition(node, "class")
        """#
}
