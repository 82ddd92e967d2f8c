"""Times the same computations in PySAL, mapclassify, scikit-learn and scipy: one thread, compiled and
warm before timing. Beside each time stands a number of the result, to be compared with the engine's.

    python rivals.py INPUTS OUT.json
"""

import contextlib
import io
import json
import multiprocessing
import os
import queue
import statistics
import sys
import time
from pathlib import Path

for pool in ("OMP", "OPENBLAS", "MKL", "NUMBA", "BLIS"):
    os.environ[f"{pool}_NUM_THREADS"] = "1"

import warnings  # noqa: E402

import esda  # noqa: E402
import libpysal  # noqa: E402
import mapclassify  # noqa: E402
import numba  # noqa: E402, F401  (esda and mapclassify are only fast with it)
import numpy as np  # noqa: E402
import scipy.cluster.hierarchy  # noqa: E402
import scipy.stats  # noqa: E402
import sklearn.cluster  # noqa: E402

warnings.filterwarnings("ignore")

SEED = 20260101
LONGEST_S = 6.0
# What is run only once ends after this time.
LIMIT_S = 120
# A column without equal values, the most work for natural breaks.
DISTINCT = 2


def read(folder):
    columns = np.loadtxt(folder / "columns.csv", delimiter=",").T.copy()
    lines = (folder / "neighbours.csv").read_text().split("\n")
    lists = {i: [int(j) for j in line.split()] for i, line in enumerate(lines[: columns.shape[1]])}
    return columns, libpysal.weights.W(lists, silence_warnings=True)


def min_max(columns):
    lowest = columns.min(axis=1, keepdims=True)
    return (columns - lowest) / np.ptp(columns, axis=1, keepdims=True)


def rank_monte_carlo(scores, draws):
    """Mean, 5th and 95th hundredth of every area's ranks."""
    generator = np.random.default_rng(SEED)
    weights = generator.uniform(0.75, 1.25, (draws, scores.shape[0]))
    weights /= weights.sum(axis=1, keepdims=True)
    ranks = scipy.stats.rankdata(-(weights @ scores), method="min", axis=1)
    return ranks.mean(axis=0), *np.quantile(ranks, [0.05, 0.95], axis=0)


def squares_within(values, bounds):
    """The sum of squared distances from the means of classes."""
    classes = np.searchsorted(bounds, values, side="left")
    return sum(
        float(((part - part.mean()) ** 2).sum())
        for part in (values[classes == one] for one in np.unique(classes))
    )


def tasks(columns, w):
    """For each computation: the packages, what to run, and the number to take from its result."""
    x = columns[0]
    standard = (columns - columns.mean(axis=1, keepdims=True)) / columns.std(axis=1, keepdims=True)
    six = standard[:6].T.copy()
    weights = np.arange(1.0, columns.shape[0] + 1)
    few = min_max(columns[:, :400])
    settled = np.array([bool(w.neighbors[i]) for i in range(w.n)])
    local = dict(n_jobs=1, seed=SEED, keep_simulations=False)

    def composite():
        return (weights / weights.sum()) @ standard

    return {
        "quantile classes and histogram": (
            "mapclassify, numpy",
            lambda: (mapclassify.Quantiles(x, k=5), np.histogram(x, bins=40)),
            lambda found: found[0].bins.sum(),
        ),
        "Fisher-Jenks, k = 5": (
            "mapclassify",
            lambda: mapclassify.FisherJenks(columns[DISTINCT], k=5),
            lambda found: squares_within(columns[DISTINCT], found.bins),
        ),
        "global Moran, 999 permutations": (
            "esda",
            lambda: esda.Moran(x, w, permutations=999),
            lambda found: found.I,
        ),
        "local Moran, 999 permutations": (
            "esda",
            lambda: esda.Moran_Local(x, w, permutations=999, **local),
            lambda found: found.p_sim[settled].mean(),
        ),
        "hot spots, 999 draws": (
            "esda",
            lambda: hot_spots(x, w, 999, local),
            lambda found: found.p_sim.mean(),
        ),
        "hot spots, 20 draws per area": (
            "esda",
            Once(lambda: hot_spots(x, w, 20 * len(x), local)),
            lambda found: found.p_sim.mean(),
        ),
        "composite index of 12": (
            "numpy",
            composite,
            lambda found: found.max(),
        ),
        "composite index of 12 with ranks": (
            "numpy, scipy",
            lambda: scipy.stats.rankdata(-composite(), method="min"),
            lambda found: np.arange(len(found)) @ found,
        ),
        "rank Monte Carlo, 400 × 12 × 1,000": (
            "numpy, scipy",
            lambda: rank_monte_carlo(few, 1000),
            lambda found: (found[2] - found[1]).mean(),
        ),
        "k-means, k = 6, 50 starts": (
            "scikit-learn",
            lambda: sklearn.cluster.KMeans(6, n_init=50, random_state=SEED).fit(six),
            lambda found: found.inertia_,
        ),
        "Ward": (
            "scipy",
            lambda: scipy.cluster.hierarchy.linkage(six, "ward"),
            lambda found: found[-1, 2],
        ),
        "Spearman": (
            "scipy",
            lambda: scipy.stats.spearmanr(columns[0], columns[1]),
            lambda found: found.statistic,
        ),
    }


def hot_spots(x, w, draws, local):
    return esda.G_Local(x, w, transform="R", star=True, permutations=draws, **local)


class Once:
    """A computation that may take minutes or too much memory."""

    def __init__(self, run):
        self.run = run


def repeated(run, number):
    """The median of up to 31 runs, after one that compiles and warms up."""
    found = run()
    taken, end = [], time.perf_counter() + LONGEST_S
    while len(taken) < 3 or (len(taken) < 31 and time.perf_counter() < end):
        start = time.perf_counter()
        run()
        taken.append((time.perf_counter() - start) * 1000)
    return {"ms": statistics.median(taken), "number": float(number(found))}


def limited(run, number):
    """One run in a process of its own, which inherits what is compiled and warm, up to the limit."""
    context = multiprocessing.get_context("fork")
    answers = context.Queue()

    def work():
        start = time.perf_counter()
        found = run()
        ms = (time.perf_counter() - start) * 1000
        answers.put({"ms": ms, "number": float(number(found))})

    process = context.Process(target=work)
    process.start()
    try:
        return answers.get(timeout=LIMIT_S)
    except queue.Empty:
        return {"over_s": LIMIT_S}
    finally:
        process.kill()
        process.join()


def main():
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    columns, w = read(folder)
    w.transform = "R"
    results = {}
    for name, (library, run, number) in tasks(columns, w).items():
        # esda prints a line for every island.
        with contextlib.redirect_stdout(io.StringIO()):
            result = limited(run.run, number) if isinstance(run, Once) else repeated(run, number)
        results[name] = {"library": library, **result}
        time_taken = f"{result['ms']:.2f} ms" if "ms" in result else f"> {LIMIT_S} s"
        print(f"  {library}: {name}: {time_taken}", flush=True)
    out.write_text(json.dumps(results))


main()
