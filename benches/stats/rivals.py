"""Times the same computations in PySAL, mapclassify, scikit-learn and scipy: one thread, compiled and
warm before timing. `python rivals.py INPUTS OUT.json`"""

import contextlib
import io
import json
import os
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
# A column without equal values, the most work for natural breaks.
DISTINCT = 2


def read(folder):
    columns = np.loadtxt(folder / "columns.csv", delimiter=",").T.copy()
    lines = (folder / "neighbours.csv").read_text().split("\n")
    lists = {i: [int(j) for j in line.split()] for i, line in enumerate(lines[: columns.shape[1]])}
    return columns, libpysal.weights.W(lists, silence_warnings=True)


def rank_monte_carlo(scores, draws):
    generator = np.random.default_rng(SEED)
    weights = generator.uniform(0.75, 1.25, (draws, scores.shape[0]))
    weights /= weights.sum(axis=1, keepdims=True)
    return scipy.stats.rankdata(-(weights @ scores), method="min", axis=1).mean(axis=0)


def tasks(columns, w):
    x = columns[0]
    standard = (columns - columns.mean(axis=1, keepdims=True)) / columns.std(axis=1, keepdims=True)
    six = standard[:6].T.copy()
    weights = np.full(columns.shape[0], 1 / columns.shape[0])
    few = (standard[:, :400] - standard[:, :400].min()) / np.ptp(standard[:, :400])
    local = dict(n_jobs=1, seed=SEED, keep_simulations=False)
    return {
        "quantile classes and histogram": ("mapclassify, numpy", lambda: (
            mapclassify.Quantiles(x, k=5), np.histogram(x, bins=40))),
        "Fisher-Jenks, k = 5": ("mapclassify", lambda: mapclassify.FisherJenks(columns[DISTINCT], k=5)),
        "global Moran, 999 permutations": ("esda", lambda: esda.Moran(x, w, permutations=999)),
        "local Moran, 999 permutations": ("esda", lambda: esda.Moran_Local(
            x, w, permutations=999, **local)),
        "hot spots, 999 draws": ("esda", lambda: esda.G_Local(
            x, w, transform="R", star=True, permutations=999, **local)),
        "composite index of 12": ("numpy", lambda: weights @ standard),
        "rank Monte Carlo, 400 × 12 × 1,000": ("numpy, scipy", lambda: rank_monte_carlo(few, 1000)),
        "k-means, k = 6, 50 starts": ("scikit-learn", lambda: sklearn.cluster.KMeans(
            6, n_init=50, random_state=SEED).fit(six)),
        "Ward": ("scipy", lambda: scipy.cluster.hierarchy.linkage(six, "ward")),
        "Spearman": ("scipy", lambda: scipy.stats.spearmanr(columns[0], columns[1])),
    }


def median_ms(run):
    run()
    taken, end = [], time.perf_counter() + LONGEST_S
    while len(taken) < 3 or (len(taken) < 31 and time.perf_counter() < end):
        start = time.perf_counter()
        run()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


def main():
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    columns, w = read(folder)
    w.transform = "R"
    results = {}
    for name, (library, run) in tasks(columns, w).items():
        # esda prints a line for every island.
        with contextlib.redirect_stdout(io.StringIO()):
            ms = median_ms(run)
        results[name] = {"library": library, "ms": ms}
        print(f"  {library}: {name}: {results[name]['ms']:.2f} ms", flush=True)
    out.write_text(json.dumps(results))


main()
