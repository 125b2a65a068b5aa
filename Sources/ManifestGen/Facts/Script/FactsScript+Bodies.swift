extension FactsScript {
    /// What happens inside functions: names read from the module, calls and what becomes of their results.
    static let bodies = #"""


        CARRIERS = (
            ast.Starred, ast.List, ast.Tuple, ast.Set, ast.Dict, ast.ListComp, ast.SetComp, ast.GeneratorExp,
            ast.DictComp, ast.IfExp, ast.BoolOp, ast.keyword,
        )
        USES = {
            ast.Await: "awaited", ast.Return: "returned", ast.Expr: "discarded", ast.Yield: "yielded",
            ast.Attribute: "attribute", ast.Subscript: "subscript", ast.comprehension: "iterated", ast.For: "iterated",
            ast.AsyncFor: "iterated", ast.withitem: "entered", ast.Lambda: "returned",
        }


        def target_names(node):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            return [name.id for target in targets for name in all_in(target) if isinstance(name, ast.Name)]


        class Bodies:
            def Name(self, node):
                name = node.id
                if not isinstance(node.ctx, ast.Load) or not self.open or not self.scope.resolves_to_module(name):
                    return
                if name in BUILTINS and name not in self.module_scope.bound:
                    return
                span = self.source.span(node)
                for entry in self.open:
                    entry[0]["reads"].append([name, entry[1], span])

            def Call(self, node):
                use, argument_of, targets = "other", None, []
                for ancestor in reversed(self.ancestors):
                    if isinstance(ancestor, CARRIERS):
                        continue
                    if isinstance(ancestor, ast.Call):
                        use = "called" if ancestor.func is node else "argument"
                        argument_of = dotted(ancestor.func)
                    elif isinstance(ancestor, (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr)):
                        use, targets = "assigned", target_names(ancestor)
                    else:
                        use = USES.get(type(ancestor), "other")
                        if use == "awaited":
                            targets = self.awaited_targets(ancestor)
                    break
                applied = dotted(node.func.func) if isinstance(node.func, ast.Call) else None
                span = self.source.span(node)
                if applied and self.in_function():
                    self.facts["applications"].append([applied, span])
                encode = self.expressions.encode
                call = [
                    span, dotted(node.func), use, [encode(argument, 3, 40) for argument in node.args],
                    [[keyword.arg, encode(keyword.value, 3, 40)] for keyword in node.keywords], targets, argument_of,
                    applied,
                ]
                while not call[-1]:
                    call.pop()
                self.body["calls"].append(call)
                if targets:
                    self.results.setdefault(id(self.body), set()).update(targets)
                self.children(node)

            def awaited_targets(self, awaited):
                above = self.ancestors[:self.ancestors.index(awaited)]
                parent = above[-1] if above else None
                if isinstance(parent, (ast.Assign, ast.AnnAssign, ast.NamedExpr)):
                    return target_names(parent)
                return []

            def Await(self, node):
                if isinstance(node.value, (ast.Name, ast.Attribute)):
                    self.body["awaits"].append([dotted(node.value) or "", self.source.span(node)])
                self.children(node)

            def access(self, node):
                value, awaited = node.value, False
                if isinstance(value, ast.Await):
                    value, awaited = value.value, True
                base = value.id if isinstance(value, ast.Name) else None
                callee = dotted(value.func) if isinstance(value, ast.Call) else None
                if isinstance(node.ctx, ast.Load) and (base or callee):
                    member = node.attr if isinstance(node, ast.Attribute) else None
                    self.body["accesses"].append([base, callee, awaited, member, self.source.span(node)])
                self.children(node)

            Attribute = Subscript = access

            def Return(self, node):
                if node.value is not None:
                    self.body["returns"].append(self.expressions.encode(node.value, 4, 200))
                self.children(node)

            def generator(self, node):
                self.body["isGenerator"] = True
                self.children(node)

            Yield = YieldFrom = generator

            def JoinedStr(self, node):
                frozen = self.source.frozen
                if not EXACT_FSTRINGS and frozen is None:
                    self.source.frozen = self.source.span(node)
                self.children(node)
                self.source.frozen = frozen

            def Lambda(self, node):
                for default in node.args.defaults + node.args.kw_defaults:
                    if default is not None:
                        self.walk(default)
                scope = Scope("function", self.scope, (item.arg for item in parameters(node.args)))
                bind(scope, [node.body])
                self.inside(scope, [node.body], node)

            def comprehension(self, node):
                self.ancestors.append(node)
                self.ancestors.append(node.generators[0])
                self.walk(node.generators[0].iter)
                self.ancestors.pop()
                scope = Scope("comprehension", self.scope)
                for generator in node.generators:
                    bind(scope, [generator.target])
                outer, self.scope = self.scope, scope
                for index, generator in enumerate(node.generators):
                    if index:
                        self.ancestors.append(generator)
                        self.walk(generator.iter)
                        self.ancestors.pop()
                    for condition in generator.ifs:
                        self.walk(condition)
                values = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
                for value in values:
                    self.walk(value)
                self.scope = outer
                self.ancestors.pop()

            ListComp = SetComp = DictComp = GeneratorExp = comprehension

            def inside(self, scope, nodes, ancestor):
                outer, self.scope = self.scope, scope
                self.ancestors.append(ancestor)
                for node in nodes:
                    self.walk(node)
                self.ancestors.pop()
                self.scope = outer
        """#
}
