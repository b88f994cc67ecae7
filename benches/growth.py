"""How a changed filter grows with the shop: runs the example `filter` for each size and prints one table, a row per view, the median and
the 95th percentile in milliseconds, and how the largest grew against ten times the size before it.

  python3 benches/growth.py BINARY [ROUNDS] [SIZE ...]      sizes in orders, by default 10000 100000 1000000 10000000
"""

import re
import subprocess
import sys

LINE = re.compile(r"^(.+?)\s+([\d.]+) ms\s+([\d.]+) ms\s+([\d.]+) ms")


def measure(binary, size, rounds):
    """Name -> (median, p95) of one run."""
    text = subprocess.run([binary, str(size), str(rounds)], capture_output=True, text=True, check=True).stdout
    found = (LINE.match(line) for line in text.splitlines())
    return {match[1]: (float(match[3]), float(match[4])) for match in found if match}


def main():
    binary, rounds, *sizes = [*sys.argv[1:2], *(sys.argv[2:3] or ["40"]), *sys.argv[3:]]
    sizes = [int(size) for size in sizes] or [10_000, 100_000, 1_000_000, 10_000_000]
    tables = {size: measure(binary, size, rounds) for size in sizes}
    print("| ms, median / p95 | " + " | ".join(f"{size:,} orders" for size in sizes) + " | median, last to the one before |")
    print("|---|" + "---|" * (len(sizes) + 1))
    for name in tables[sizes[-1]]:
        cells = [tables[size].get(name, (0.0, 0.0)) for size in sizes]
        growth = f"{cells[-1][0] / cells[-2][0]:.1f}" if len(cells) > 1 and cells[-2][0] else ""
        print(f"| {name} | " + " | ".join(f"{median:.1f} / {p95:.1f}" for median, p95 in cells) + f" | {growth} |")


main()
