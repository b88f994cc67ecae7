"""The second query beside the peers': every engine has loaded the same files and answered once; how long does another filter take?

  python3 benches/second_query.py FILTER [SIZE] [RUNS] [FOLDER OF THE PEERS]      run with the Python of the peers, quiet otherwise

FILTER is the built example `filter`, SIZE one of 10k 100k 1m 1m20 10m (made by the peers' gen.py when it is missing). The peers' second
query is q2 of their `load` mode (20 columns kept) and of `tuned` (what an expert prepares by hand for it). Ours are all families that hold
what their job computes, under a filter that changes every time: the median, and the slowest kind of filter. Runs take turns, so that a slow
moment of the machine hits all alike.
"""

import json
import os
import re
import statistics
import subprocess
import sys

PEERS = {
    "Polars in memory": ("polars", "load"),
    "Polars streaming": ("polars", "load", "streaming"),
    "Polars, tuned by hand": ("polars", "tuned"),
    "DuckDB": ("duckdb", "load"),
    "DuckDB, tuned by hand": ("duckdb", "tuned"),
    "pandas": ("pandas", "load"),
    "ClickHouse (chdb)": ("chdb", "load"),
}
NAME = "the peers' job"


def ours(binary, files):
    """Median and slowest kind of a changed filter, in milliseconds."""
    text = subprocess.run([binary, *files, "40", NAME], capture_output=True, text=True, check=True).stdout
    line = next(line for line in text.splitlines() if line.startswith(NAME))
    numbers = [float(number) for number in re.findall(r"[\d.]+", line[len(NAME) :])]
    return numbers[1], max(numbers[3:])


def theirs(peers, job, mode, *more, files):
    """Their second query in milliseconds; None where it failed."""
    command = [sys.executable, f"{peers}/job_{job}.py", mode, *files, *more]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return json.loads(done.stdout.splitlines()[-1])["phases"]["q2"] * 1000
    except (IndexError, KeyError, ValueError):
        return None


def main():
    binary, size, runs, peers = (sys.argv[1:] + [None] * 3)[:4]
    size, runs = size or "1m", int(runs or 5)
    peers = peers or os.path.join(os.path.dirname(__file__), "..", "..", "shared", "peers")
    data = os.environ.get("PEERS_DATA", os.path.expanduser("~/.cache/peers/data"))
    files = [f"{data}/orders_{size}.csv", f"{data}/ads_{size}.csv"]
    if not os.path.exists(files[0]):
        subprocess.run([sys.executable, f"{peers}/gen.py", size, data], check=True)
    own, found = [], {name: [] for name in PEERS}
    for _ in range(runs):
        own.append(ours(binary, files))
        for name, (job, mode, *more) in PEERS.items():
            took = theirs(peers, job, mode, *more, files=files)
            if took is not None:
                found[name].append(took)
    median, slowest = (statistics.median(run[index] for run in own) for index in range(2))
    print(f"{size}, medians of {runs} rounds; ours takes turns with theirs\n")
    print("| engine | second query, ms | ours to theirs | slowest kind of filter to theirs |\n|---|---|---|---|")
    print(f"| senthang | {median:.1f} (slowest kind {slowest:.1f}) | | |")
    for name, times in found.items():
        if times:
            middle = statistics.median(times)
            print(f"| {name} | {middle:.0f} | {median / middle:.3f} | {slowest / middle:.3f} |")
        else:
            print(f"| {name} | failed | | |")


main()
