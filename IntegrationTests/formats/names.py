"""What `--output`, `--compression` and `[tool.flash] compression` make of each other."""

from shared.cases import case, expect_equal, expect_words

SETTING = '[tool.flash]\ncompression = "{}"\n'


def made(case, *options):
    """The name and compression of what a build makes."""
    artifact = case.build(*options)["artifact"]
    return artifact["path"].rsplit("/", 1)[1], artifact["compression"]


@case
def names_choose(case):
    """An ending chooses the format, a compression the ending."""
    expect_equal(made(case), ("artifact.tar.gz", "balanced"))
    expect_equal(made(case, "--output", "a.tgz"), ("a.tgz", "balanced"))
    expect_equal(made(case, "--output", "a.tar.zst"), ("a.tar.zst", "zstd"))
    expect_equal(made(case, "--output", "a.tzst"), ("a.tzst", "zstd"))
    expect_equal(made(case, "--output", "a.tar"), ("a.tar", "none"))
    expect_equal(made(case, "--compression", "zstd"), ("artifact.tar.zst", "zstd"))
    expect_equal(made(case, "--compression", "none"), ("artifact.tar", "none"))
    expect_equal(made(case, "--compression", "small", "--output", "a.tgz"), ("a.tgz", "small"))


@case
def settings_choose(case):
    """The setting counts unless the command line says otherwise."""
    case.write("pyproject.toml", SETTING.format("zstd"))
    expect_equal(made(case), ("artifact.tar.zst", "zstd"))
    expect_equal(case.build()["up_to_date"], True)
    expect_equal(made(case, "--compression", "fast"), ("artifact.tar.gz", "fast"))
    expect_equal(made(case, "--output", "a.tar.gz"), ("a.tar.gz", "balanced"))
    expect_equal(made(case, "--output", "a.tar"), ("a.tar", "none"))
    case.write("pyproject.toml", SETTING.format("small"))
    expect_equal(made(case, "--output", "a.tar.gz"), ("a.tar.gz", "small"))
    expect_equal(made(case), ("artifact.tar.gz", "small"))


@case
def contradictions(case):
    """A name that says otherwise than the compression is an error that names both."""
    case.fails("--output", "a.tar.gz", "--compression", "zstd", status=64, words=["--output a.tar.gz", "--compression zstd"])
    case.fails("--output", "a.tar", "--compression", "fast", status=64, words=["--output a.tar", "--compression fast"])
    case.fails("--output", "a.zip", status=64, words=["a.zip", ".tar.zst"])
    for value in ("gzip", "9", "", "balanced;"):
        result = case.call("build", "--compression", value)
        expect_equal(result.returncode, 64)
        expect_words(result.stderr, ["fast", "balanced", "small", "zstd", "none"])


@case
def bad_settings(case):
    """Unknown names are told with their place."""
    case.write("pyproject.toml", SETTING.format("smal"))
    case.fails(status=65, words=["pyproject.toml", "did you mean 'small'"])
    case.write("pyproject.toml", '[tool.flash]\nslim = ["tests", "heders"]\n')
    case.fails(status=65, words=["pyproject.toml", "did you mean 'headers'"])
    case.write("pyproject.toml", "[tool.flash]\nslim = true\n")
    case.fails(status=65, words=["slim", "list of texts"])
