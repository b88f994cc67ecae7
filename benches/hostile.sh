#!/bin/sh
# Reads every nasty file with the program, one process each, and says which took most memory and time. Never changes a file, never
# counts a refusal as a failure: a failure is a panic, a signal, more than 300 MB or more than 5 seconds of processor time.
#
#     cargo build --release && benches/hostile.sh [FOLDER, default ../shared/nasty] [PROGRAM, default target/release/senthang]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
from=${1:-"$here/../../shared/nasty"}
program=${2:-"${CARGO_TARGET_DIR:-$here/../target}/release/senthang"}
[ -d "$from" ] || { echo "skipped: $from is not here"; exit 0; }
[ -x "$program" ] || { echo "$program is not here: build it first"; exit 1; }
exec python3 - "$from" "$program" <<'PYTHON'
import os, resource, subprocess, sys, tempfile
from pathlib import Path

MOST_MB, MOST_SECONDS = 300, 5
folder, program = Path(sys.argv[1]), sys.argv[2]
environment = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}


def made(into):
    """Hostile texts too large to keep: one line, one cell, one record, a million columns, nothing but quotes."""
    head = b"Name,Email,Created at,Total\n"
    row = b"#%d,a@example.com,2026-01-05,1.00\n"
    texts = {
        "one line of 200 MB": lambda file: [file.write(b"x" * (1 << 20)) for _ in range(200)],
        "lines of 30 MB": lambda file: [file.write(head)] + [file.write(b"#1," + b"y" * (30 << 20) + b",2026-01-05,1\n") for _ in range(8)],
        "a line of 100 MB": lambda file: [file.write(head + row % 1 + b"#2,")] + [file.write(b"y" * (1 << 20)) for _ in range(100)],
        "a quoted cell of 100 MB": lambda file: [file.write(head + row % 1 + b'#2,"')] + [file.write((b"y" * 99 + b"\n") * 10_000) for _ in range(100)] + [file.write(b'",2026-01-05,1\n' + row % 3)],
        "a header of a million columns": lambda file: file.write(b",".join(b"c%d" % at for at in range(1_000_000)) + b"\n" + b",".join(b"1" for _ in range(1_000_000)) + b"\n"),
        "rows of a million columns": lambda file: [file.write(head + row % 1)] + [file.write(b"," * 1_000_000 + b"1\n") for _ in range(20)],
        "30 MB of commas": lambda file: file.write(head + b"," * (30 << 20)),
        "30 MB of quotes": lambda file: file.write(head + b'"' * (30 << 20)),
        "opened quotes": lambda file: file.write(head + b'#1,"a,2026-01-05,1\n' * 300_000),
        "quotes that never end": lambda file: file.write(head + b'"x\n' * 2_000_000),
        "30 MB of NUL bytes": lambda file: file.write(head + b"\0" * (30 << 20)),
        "30 MB of line breaks": lambda file: file.write(head + b"\n" * (30 << 20) + row % 1),
        "five million rejected rows": lambda file: [file.write(head)] + [file.write(b"#1,a@example.com,never,1\n" * 1_000_000) for _ in range(5)],
        "half surrogates": lambda file: file.write(b"\xff\xfe" + "Name,Email,Created at,Total\n".encode("utf-16le") + b"\x00\xd8" * (4 << 20)),
        "a million rejected rows": lambda file: file.write(head + b"#1,a@example.com,never,1\n" * 1_000_000),
        "brackets": lambda file: file.write(b"[" * (8 << 20)),
        "tags": lambda file: file.write(b"<a>" * (4 << 20)),
    }
    for name, write in texts.items():
        path = into / f"{name}.csv"
        with open(path, "wb") as file:
            write(file)
        yield path


def measure(path):
    child = subprocess.Popen([program, "inspect", str(path), "--json", "--quiet"], env=environment,
                             stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (60, 60)))
    said = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime, child.returncode, b"panicked" in said


with tempfile.TemporaryDirectory() as temporary:
    kept = sorted(path for path in folder.rglob("*") if path.is_file())
    groups = {}
    for path in kept:
        groups.setdefault(path.relative_to(folder).parts[0], []).append(path)
    failed = []
    measured = []
    for group, paths in [*groups.items(), ("made here", list(made(Path(temporary))))]:
        rows = [(*measure(path), path) for path in paths]
        measured += rows
        for memory, seconds, code, panicked, path in rows:
            if memory > MOST_MB or seconds > MOST_SECONDS or panicked or code not in (0, 1, 3):
                failed.append(f"{path.name}: {memory:.0f} MB, {seconds:.1f} s, exit {code}")
        print(f"{group:20} {len(rows):5} files, most memory {max(row[0] for row in rows):4.0f} MB, longest {max(row[1] for row in rows):5.2f} s", flush=True)
    print("\nMost memory:")
    for memory, seconds, code, _, path in sorted(measured, key=lambda row: -row[0])[:8]:
        print(f"  {memory:4.0f} MB {seconds:6.2f} s  exit {code}  {path.name}")
    print("\nMost time:")
    for memory, seconds, code, _, path in sorted(measured, key=lambda row: -row[1])[:8]:
        print(f"  {memory:4.0f} MB {seconds:6.2f} s  exit {code}  {path.name}")
    print(f"\n{len(measured)} files, {len(failed)} over {MOST_MB} MB or {MOST_SECONDS} s, or brought down")
    for line in failed:
        print("  " + line)
    sys.exit(1 if failed else 0)
PYTHON
