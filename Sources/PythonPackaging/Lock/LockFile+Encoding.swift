internal import Digests

extension LockFile {
    /// The lock as PEP 751 TOML; the same lock always has the same bytes.
    public func encoded() -> [UInt8] {
        var writer = TOMLWriter()
        writer.comment("Made by flash. Commit this file; 'flash lock --upgrade' renews it.")
        writer.set("lock-version", .text("1.0"))
        if let inputs {
            let minor = inputs.pythonVersion.split(separator: ".").prefix(2).joined(separator: ".")
            writer.set(
                "environments",
                .list([
                    .text(
                        "implementation_name == 'cpython' and sys_platform == 'linux' and platform_machine == 'x86_64'"
                            + " and python_version == '\(minor)'"
                    )
                ])
            )
            writer.set("requires-python", .text("==\(minor).*"))
        }
        writer.set("created-by", .text(createdBy))
        if packages.isEmpty { writer.set("packages", .list([])) }
        for package in packages { write(package, to: &writer) }
        if let inputs { write(inputs, to: &writer) }
        return Array(writer.text.utf8)
    }

    private func write(_ package: Package, to writer: inout TOMLWriter) {
        writer.header("[[packages]]")
        writer.set("name", .text(package.name.normalized))
        if package.built?.source.isTree != true { writer.set("version", .text(package.version.description)) }
        if let index = package.index { writer.set("index", .text(index.removingCredentials)) }
        if !package.dependencies.isEmpty {
            writer.set("dependencies", .list(package.dependencies.map { .table([("name", .text($0.normalized))]) }))
        }
        if let (key, value) = package.built?.source.entry {
            writer.set(key, value)
        } else if package.isDirect, let wheel = package.wheels.first {
            writer.set("archive", .table(Self.place(of: wheel)))
        } else {
            let wheels = package.wheels.map { wheel in
                TOMLWriter.Value.table([("name", .text(wheel.filename.filename))] + Self.place(of: wheel))
            }
            writer.set("wheels", .list(wheels))
        }
        guard !package.extras.isEmpty || !package.requestedBy.isEmpty || package.built != nil else { return }
        writer.header("[packages.tool.flash]")
        if let built = package.built { write(built, of: package, to: &writer) }
        for (key, extras) in [("extras", package.extras), ("extras-for-packages", package.extrasForPackages)]
        where !extras.isEmpty {
            writer.set(key, .list(extras.map { .text($0.normalized) }))
        }
        if !package.requestedBy.isEmpty { writer.set("requested-by", .list(package.requestedBy.map { .text($0) })) }
    }

    /// Where a wheel is, and its size and digest (PEP 751, `packages.wheels` and `packages.archive`).
    private static func place(of wheel: Wheel) -> [(String, TOMLWriter.Value)] {
        let key = LocalReference.isLocal(wheel.url) && !wheel.url.hasPrefix("file:") ? "path" : "url"
        var entries: [(String, TOMLWriter.Value)] = [(key, .text(wheel.url.removingCredentials))]
        if let bytes = wheel.bytes { entries.append(("size", .number(bytes))) }
        entries.append(("hashes", .table([("sha256", .text(wheel.sha256.hex))])))
        return entries
    }

    private func write(_ built: Built, of package: Package, to writer: inout TOMLWriter) {
        if built.source.isTree { writer.set("version", .text(package.version.description)) }
        if case .directory(_, _, let digest) = built.source {
            writer.set("directory-digest", .text("sha256:" + digest.hex))
        }
        var entries: [(String, TOMLWriter.Value)] = [("name", .text(built.filename.filename))]
        if let bytes = built.bytes { entries.append(("size", .number(bytes))) }
        entries.append(("hashes", .table([("sha256", .text(built.sha256.hex))])))
        writer.set("built-wheel", .table(entries))
    }

    private func write(_ inputs: LockInputs, to writer: inout TOMLWriter) {
        writer.header("[tool.flash]")
        writer.set("inputs", .text("sha256:" + inputs.digest.hex))
        writer.set("python-version", .text(inputs.pythonVersion))
        writer.set("platform", .text(inputs.platform))
        writer.set("prereleases", .flag(inputs.prereleases))
        if !inputs.builds.isEmpty { writer.set("builds", .list(inputs.builds.map { .text($0) })) }
        writer.set("indexes", .list(inputs.indexes.map { .text($0) }))
        if !inputs.pins.isEmpty { writer.set("pins", .list(inputs.pins.map { .text($0) })) }
        if !inputs.findLinks.isEmpty { writer.set("find-links", .list(inputs.findLinks.map { .text($0) })) }
        writer.set("requirements", .list(inputs.requirements.map { .text($0) }))
        writer.set("constraints", .list(inputs.constraints.map { .text($0) }))
        if !inputs.overrides.isEmpty { writer.set("overrides", .list(inputs.overrides.map { .text($0) })) }
        writer.set("exclude", .list(inputs.exclusions.map { .text($0) }))
        let excluded = excluded.map {
            TOMLWriter.Value.table([("name", .text($0.name.normalized)), ("reason", .text($0.reason))])
        }
        if !excluded.isEmpty { writer.set("excluded", .list(excluded)) }
    }
}
