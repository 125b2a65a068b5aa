#!/usr/bin/env python3
"""Measures how the cost of builds grows with the number of packages and of files, and draws it.

Packages come from an index on the loopback interface that is made for the run; files are those of projects made for it.
Each figure is the median of the runs (cold: of one to three); exponents are the slope of the logarithm of time over that
of size, for all sizes and for the largest two: 1 is linear growth, and a constant share makes it less.

    python3 Benchmarks/scale [--packages 10,100,1000] [--files 100,1000,10000,100000] [--shape tree|chain] [--runs 5]
        [--peers DIRECTORY] [--chart docs/scale.svg] [--json FILE] [--measure wall|cpu] [--flash .build/release/flash]

`--peers` names a virtual environment with uv, such as the one that `Benchmarks/compare` makes under .build.
"""

import argparse
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import chart
import packages
import projects

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SETTLED_AFTER = 2.1


def measure(command, directory, environment):
    """Runs a command; returns wall seconds, CPU seconds and the largest process's peak memory in MB."""
    with tempfile.TemporaryFile() as log:
        start = time.monotonic()
        process = subprocess.Popen(
            command, cwd=directory, env={**os.environ, **environment}, stdout=log, stderr=log, stdin=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if status != 0:
            log.seek(0)
            sys.exit(f"{command} failed:\n{log.read().decode(errors='replace')[-3000:]}")
        return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "peak": usage.ru_maxrss / 1024}


def median(figures):
    return {key: statistics.median(figure[key] for figure in figures) for key in figures[0]}


def flash_figures(arguments, project, environment, scratch, cold_runs):
    """The figures of a project's builds: cold, source changed, nothing changed."""
    build = [arguments.flash, "build", "."]
    cold, changed, unchanged = [], [], []
    for _ in range(cold_runs):
        shutil.rmtree(os.path.join(scratch, "store"), ignore_errors=True)
        shutil.rmtree(os.path.join(project, ".flash"), ignore_errors=True)
        lock = os.path.join(project, "pylock.flash.toml")
        if os.path.exists(lock):
            os.remove(lock)
        cold.append(measure(build, project, environment))
    time.sleep(SETTLED_AFTER)
    for revision in range(arguments.runs + 1):
        projects.edit(project, revision)
        changed.append(measure(build, project, environment))
        time.sleep(0.1)
        unchanged.append(measure(build, project, environment))
    # The first build after the files have settled still reads and records what the cold one could not rely on.
    return {
        "cold": median(cold),
        "source changed": median(changed[1:]),
        "nothing changed": median(unchanged[1:]),
    }


def uv_figures(arguments, requirement, url, scratch):
    """The figures of installing with uv and packing with tar."""
    uv = os.path.join(os.path.abspath(arguments.peers), "bin", "uv")
    target, cache = os.path.join(scratch, "target"), os.path.join(scratch, "uv-cache")
    command = (
        f"rm -rf {target} && {uv} pip install -q --index-url {url} --target {target} {requirement}"
        f" && tar czf {scratch}/peer.tar.gz -C {target} ."
    )
    environment = {"UV_CACHE_DIR": cache, "UV_LINK_MODE": "copy"}
    cold = measure(["sh", "-c", command], scratch, environment)
    warm = median([measure(["sh", "-c", command], scratch, environment) for _ in range(min(arguments.runs, 3))])
    return {"uv + tar cold": cold, "uv + tar warm": warm}


def package_figures(arguments, count):
    with tempfile.TemporaryDirectory(prefix="flash-scale-") as scratch, packages.Index(count, arguments.shape) as index:
        project = os.path.join(scratch, "project")
        projects.make(project, 1, [packages.name(0)])
        projects.age(project)
        environment = {"FLASH_CACHE_PATH": os.path.join(scratch, "store"), "FLASH_INDEX_URL": index.url}
        figures = flash_figures(arguments, project, environment, scratch, 3 if count <= 100 else 1)
        if arguments.peers:
            figures.update(uv_figures(arguments, packages.name(0), index.url, scratch))
        return figures


def file_figures(arguments, count):
    with tempfile.TemporaryDirectory(prefix="flash-scale-") as scratch:
        project = os.path.join(scratch, "project")
        projects.make(project, count)
        projects.age(project)
        environment = {"FLASH_CACHE_PATH": os.path.join(scratch, "store")}
        return flash_figures(arguments, project, environment, scratch, 3 if count <= 1000 else 1)


def exponent(points):
    """The slope of the least squares line through the logarithms of the points."""
    logarithms = [(math.log(x), math.log(y)) for x, y in points]
    mean_x = statistics.mean(x for x, _ in logarithms)
    mean_y = statistics.mean(y for _, y in logarithms)
    return sum((x - mean_x) * (y - mean_y) for x, y in logarithms) / sum((x - mean_x) ** 2 for x, _ in logarithms)


def lines(results, key):
    """The points of each case, by its name."""
    cases = next(iter(results.values()))
    return {case: [(size, figures[case][key]) for size, figures in results.items()] for case in cases}


def print_table(unit, results):
    print(f"\n| {unit} | | wall s | CPU s | peak MB | wall ms each | CPU ms each |")
    print("| ---: | --- | ---: | ---: | ---: | ---: | ---: |")
    for size, cases in results.items():
        for case, figures in cases.items():
            each = " | ".join(f"{figures[key] / size * 1000:.3f}" for key in ("wall", "cpu"))
            print(
                f"| {size:,} | {case} | {figures['wall']:.3f} | {figures['cpu']:.3f} | {figures['peak']:.0f} | {each} |"
            )
    if len(results) < 2:
        return
    print(f"\n| exponent over {unit} | wall | wall, last two | CPU | CPU, last two |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for case in next(iter(results.values())):
        wall, cpu = lines(results, "wall")[case], lines(results, "cpu")[case]
        slopes = [exponent(points) for points in (wall, wall[-2:], cpu, cpu[-2:])]
        print(f"| {case} | " + " | ".join(f"{slope:.2f}" for slope in slopes) + " |")


def sizes(text):
    return [int(size) for size in text.split(",") if size]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", type=sizes, default=[10, 100, 1000])
    parser.add_argument("--files", type=sizes, default=[100, 1000, 10_000, 100_000])
    parser.add_argument("--shape", choices=["tree", "chain"], default="tree")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--peers")
    parser.add_argument("--chart")
    parser.add_argument("--json")
    parser.add_argument("--measure", choices=["wall", "cpu"], default="wall")
    parser.add_argument("--flash", default=os.path.join(ROOT, ".build", "release", "flash"))
    arguments = parser.parse_args()
    arguments.flash = os.path.abspath(arguments.flash)
    results = {}
    for unit, counts, figures in (
        ("packages", arguments.packages, package_figures),
        ("files", arguments.files, file_figures),
    ):
        if counts:
            results[unit] = {count: figures(arguments, count) for count in counts}
            print_table(unit, results[unit])
    if arguments.json:
        with open(arguments.json, "w") as file:
            json.dump(results, file, indent=2)
    if arguments.chart:
        kind = "CPU" if arguments.measure == "cpu" else "Wall"
        panels = [
            (f"{kind} time of a build by {unit}", unit, lines(cases, arguments.measure))
            for unit, cases in results.items()
        ]
        with open(arguments.chart, "w") as file:
            file.write(chart.chart(panels))


if __name__ == "__main__":
    main()
