"""Archives that are too large as they are, and fit when everything is compressed anew."""

from shared.cases import case, expect, expect_equal, expect_words


def sizes(case):
    """The bytes of the balanced and the small archive."""
    return [case.build("--compression", name)["artifact"]["bytes"] for name in ("balanced", "small")]


@case
def small_fits(case):
    """What is too large as balanced and fits as small is made so, and the build says so."""
    balanced, small = sizes(case)
    expect(small < balanced * 0.95, (balanced, small))
    limit = str((balanced + small) // 2)
    for options in ([], ["--compression", "balanced"], ["--compression", "fast"]):
        report = case.build("--size-limit", limit, *options)
        expect_equal(report["artifact"]["compression"], "small")
        expect(report["artifact"]["bytes"] <= int(limit), report["artifact"])
        expect_words(" ".join(report["warnings"]), ["compressed anew", "--compression small"])
    again = case.build("--size-limit", limit, "--compression", "fast")
    expect_equal((again["up_to_date"], again["artifact"]), (True, report["artifact"]))
    expect_equal(again["warnings"], report["warnings"])
    case.write("extra.txt", "changed")
    changed = case.build("--size-limit", limit, "--offline")
    expect_equal((changed["artifact"]["compression"], changed["cache"]["misses"]), ("small", 0))


@case
def small_from_the_start(case):
    """The first build of a project turns to small as well."""
    balanced, small = sizes(case)
    case.store = case.directory / "another-store"
    case.project.joinpath(".flash/artifact.tar.gz").unlink()
    report = case.build("--size-limit", str((balanced + small) // 2))
    expect_equal(report["artifact"]["compression"], "small")


@case
def small_does_not_fit(case):
    """When small is too large as well, the error tells both sizes and nothing changes."""
    balanced, small = sizes(case)
    case.build()
    case.fails(
        "--size-limit", str(small - 1), status=65, words=["size-limit", "with everything compressed anew", "with balanced"]
    )
    case.fails("--size-limit", str(small - 1), "--compression", "small", status=65, words=["The archive takes"])


@case
def hopeless(case):
    """What no compression can bring below the limit is refused without trying."""
    balanced, _ = sizes(case)
    case.build()
    case.fails("--size-limit", str(balanced // 2), status=65, words=["size-limit"])


@case
def other_formats_do_not_change(case):
    """A zstd archive or a tar that is too large is refused: its format was asked for."""
    for name in ("zstd", "none"):
        size = case.build("--compression", name)["artifact"]["bytes"]
        case.fails("--compression", name, "--size-limit", str(size - 1), status=65, words=["The archive takes"])
