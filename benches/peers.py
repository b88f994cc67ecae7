"""Called by peers.sh: runs every engine once per round, one fresh process each, and prints medians and ratios to ours."""

import os
import statistics
import subprocess
import sys
import time

size, runs, peers, data, binary = sys.argv[1:]
orders, ads = f"{data}/orders_{size}.csv", f"{data}/ads_{size}.csv"


def job(name, *mode):
    return [sys.executable, f"{peers}/job_{name}.py", mode[0], orders, ads, *mode[1:]]


# The figures that the peers' job has, and more of each kind.
SAME_JOB = "journey,repeat-rates,cohorts,rfm,revenue,channels"
ENGINES = {
    "senthang": [binary, "analyze", orders, ads, "--json", "--only", SAME_JOB],
    "senthang, all figures": [binary, "analyze", orders, ads, "--json"],
    "Polars in memory": job("polars", "cold"),
    "Polars streaming": job("polars", "cold", "streaming"),
    "DuckDB": job("duckdb", "cold"),
    "pandas": job("pandas", "cold"),
    "ClickHouse (chdb)": job("chdb", "cold"),
}


def measure(command):
    """Wall seconds, CPU seconds, peak MiB of one process; None when it failed."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = status
    return None if status else (wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def main():
    for path in (orders, ads):
        with open(path, "rb") as file:
            while file.read(1 << 24):
                pass
    found = {name: [] for name in ENGINES}
    for _ in range(int(runs)):
        for name, command in ENGINES.items():
            result = measure(command)
            if result is not None:
                found[name].append(result)
    if not found["senthang"]:
        sys.exit("senthang failed")
    print(f"{size}: {os.path.getsize(orders) / 1e6:.0f} MB, medians of {runs} rounds; ratios are ours to theirs, round by round\n")
    print("| engine | runs | wall s | CPU s | peak MiB | wall ratio | CPU ratio | memory ratio |")
    print("|---|---|---|---|---|---|---|---|")
    for name, results in found.items():
        if not results:
            print(f"| {name} | 0 | | | | | | |")
            continue
        middle = [statistics.median(result[index] for result in results) for index in range(3)]
        pairs = list(zip(found["senthang"], results))
        ratios = [statistics.median(ours[index] / theirs[index] for ours, theirs in pairs) for index in range(3)]
        print(
            f"| {name} | {len(results)} | {middle[0]:.3f} | {middle[1]:.2f} | {middle[2]:.0f} "
            f"| {ratios[0]:.2f} | {ratios[1]:.2f} | {ratios[2]:.2f} |"
        )


main()
