"""Packages from PyPI without anything that can be left out: they must still work."""

import subprocess

from shared.cases import Skipped, case, expect

PACKAGES = ["numpy", "pandas", "scipy", "scikit-learn", "matplotlib", "pyarrow", "transformers", "networkx", "pydantic"]
KINDS = "tests,examples,docs,headers,sources,stubs"
USE = """
import numpy, numpy.testing, numpy.linalg, numpy.f2py
import pandas, pandas.testing
import scipy, scipy.stats, scipy.optimize, scipy.signal, scipy.sparse, scipy.spatial, scipy.ndimage, scipy.io
import sklearn, sklearn.ensemble, sklearn.datasets, sklearn.linear_model, sklearn.utils
import matplotlib; matplotlib.use("Agg")
import matplotlib.pyplot, matplotlib.testing
import pyarrow, pyarrow.parquet, pyarrow.dataset, pyarrow.compute
import transformers, networkx, pydantic
frame = pandas.DataFrame({"a": numpy.arange(10), "b": list("abcdefghij")})
pandas.testing.assert_frame_equal(frame, pyarrow.Table.from_pandas(frame).to_pandas())
iris = sklearn.datasets.load_iris()
model = sklearn.ensemble.RandomForestClassifier(5, random_state=0).fit(iris.data, iris.target)
assert model.score(iris.data, iris.target) > 0.9
assert scipy.stats.norm.cdf(0) == 0.5
matplotlib.pyplot.plot([1, 2]); matplotlib.pyplot.savefig("plot.png")
transformers.BertConfig(); transformers.AutoTokenizer
print("works")
"""


@case
def work_when_slim(case):
    """Well-known packages can be imported and used after everything that can be left out was."""
    case.url = None
    case.require(*PACKAGES)
    status, report = case.report("build", "--slim", KINDS)
    if status == 69:
        raise Skipped("PyPI cannot be reached")
    expect(status == 0, report.get("error"))
    saved = {kind["category"]: kind for kind in report["slimmed"]}
    expect(saved["tests"]["files"] > 1000 and saved["tests"]["bytes"] > 20 << 20, saved)
    print({name: (kind["files"], kind["bytes"] >> 10, kind["compressed_bytes"] >> 10) for name, kind in saved.items()})
    target = case.directory / "unpacked"
    with case.tar(report["artifact"]["path"]) as archive:
        archive.extractall(target)
    result = subprocess.run(
        [case.python, "-I", "-S", "-B", "-c", f"import sys; sys.path.insert(0, {str(target)!r})\n{USE}"],
        capture_output=True, text=True, cwd=case.directory, env={"HOME": str(case.directory), "PATH": "/usr/bin:/bin"},
    )
    expect(result.stdout.strip() == "works", result.stderr[-3000:])
