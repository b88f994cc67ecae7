#!/usr/bin/env python3
"""How well messy files are read with nothing told about them: the score of the Pollock benchmark. Never changes a file it reads.

    cargo build --release && benches/messy.py [FOLDER] [--program target/release/senthang] [--worst 15] [--keep DIRECTORY]

FOLDER (default ../shared/nasty/pollock) holds `pollock_weights.json` and either `polluted_files_2290.tar.xz` or a folder
`polluted_files` with `csv/` and `clean/`; another folder with `csv/` and `clean/` (a survey sample) is scored without weights.
Each file goes through `senthang inspect --table FILE`. Its output is compared with the clean file: success, and precision, recall
and F1 of the header cells, of the records (normalised cells joined, in any order) and of the cells. The simple score is the sum of
the ten means; the weighted one weighs each file by how often its pollution is seen in real files. 10 is perfect.
"""
import argparse, collections, concurrent.futures, csv, functools, io, json, os, pathlib, re, subprocess, sys, tarfile, tempfile

MEASURES = ["success", *(f"{part} {measure}" for part in ("header", "record", "cell") for measure in ("P", "R", "F1"))]
csv.field_size_limit(1 << 30)


@functools.lru_cache(None)
def normalised(cell):
    """The benchmark's idea of equal cells: case does not count, numbers are compared as numbers."""
    if cell in ("True", "true"):
        return "1"
    if cell in ("False", "false"):
        return "0"
    for number in (int, float):
        try:
            return str(number(cell))
        except ValueError:
            pass
    return cell.lower()


def rows_of(content):
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    return list(csv.reader(io.StringIO(text, newline="")))


def precision_recall_f1(expected, found):
    """Shares of the expected things that were found (the benchmark calls it precision) and of the found that were expected."""
    if not expected:
        return [1.0, 1.0, 1.0]
    common = (collections.Counter(expected) & collections.Counter(found)).total()
    if not common:
        return [0.0, 0.0, 0.0]
    precision, recall = common / len(expected), common / len(found)
    return [precision, recall, 2 * precision * recall / (precision + recall)]


def score(expected, found):
    """The ten measures of one file; `found` is None when it was refused."""
    if found is None:
        return [0.0] * 10
    if not expected:
        return [1.0] * 10
    first = [normalised(cell) for cell in found[0]] if found else []
    header = precision_recall_f1([normalised(cell) for cell in expected[0]], first)
    records = [["".join(map(normalised, row)) for row in rows[1:]] for rows in (expected, found)]
    cells = [[cell for row in rows for cell in row] for rows in (expected, found)]
    return [1.0, *header, *precision_recall_f1(*records), *precision_recall_f1(*cells)]


def unpacked(folder, scratch):
    """The folder with `csv` and `clean`, unpacked into `scratch` when it comes as an archive."""
    for place in (folder, folder / "polluted_files"):
        if (place / "csv").is_dir() and (place / "clean").is_dir():
            return place
    archive = folder / "polluted_files_2290.tar.xz"
    if not archive.is_file():
        sys.exit(f"{folder} is not there or holds no polluted files: nothing was scored.")
    with tarfile.open(archive) as archive:
        archive.extractall(scratch, filter="data")
    return pathlib.Path(scratch) / "polluted_files"


def loaded(program, path):
    """What the program makes of a file, None when it refuses it."""
    run = subprocess.run([program, "inspect", "--table", str(path)], capture_output=True, timeout=60, check=False)
    if run.returncode < 0 or run.returncode > 100:
        sys.exit(f"{path}: the program ended with {run.returncode}: {run.stderr.decode(errors='replace')}")
    return run.stdout if run.returncode == 0 else None


def pollution(name):
    """The kind of pollution, without the row and column that it was put into."""
    return re.sub(r"\d+_col\d+$|\d+_0x[0-9A-F]+$", "*", name.removesuffix(".csv"))


def means(scores, weights):
    total = sum(weights)
    return [sum(weight * score[index] for weight, score in zip(weights, scores)) / total for index in range(10)]


def print_tables(scores, weights, worst):
    names = sorted(scores)
    plain = means(list(scores.values()), [1.0] * len(scores))
    weighted = means([scores[name] for name in names], [weights.get(name, 0.0) for name in names]) if weights else None
    print(f"{'measure':12} {'plain mean':>10}" + (f" {'weighted':>9}" if weights else ""))
    for index, measure in enumerate(MEASURES):
        print(f"{measure:12} {plain[index]:10.4f}" + (f" {weighted[index]:9.4f}" if weights else ""))
    print(f"{'score':12} {sum(plain):10.3f}" + (f" {sum(weighted):9.3f}" if weights else ""))
    groups = collections.defaultdict(list)
    for name in names:
        groups[pollution(name)].append(name)
    total, lost = sum(weights.values()) or 1.0, lambda name: 10.0 - sum(scores[name])
    ranked = []
    for kind, members in groups.items():
        loss = sum(lost(name) for name in members)
        weighted_loss = sum(lost(name) * weights.get(name, 0.0) for name in members) / total
        ranked.append((weighted_loss, loss / len(scores), kind, len(members), 10.0 - loss / len(members)))
    print(f"\n{'pollution':34} {'files':>5} {'mean':>7} {'lost, simple':>13} {'lost, weighted':>15}")
    for weighted_loss, loss, kind, files, mean in sorted(ranked, reverse=True):
        print(f"{kind:34} {files:5} {mean:7.3f} {loss:13.4f} {weighted_loss:15.4f}")
    print(f"\n{'file that loses most':34} {'points':>7}")
    for name in sorted(names, key=lost, reverse=True)[:worst]:
        print(f"{name:34} {10.0 - lost(name):7.3f}")


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=pathlib.Path, default=root.parent / "shared/nasty/pollock")
    parser.add_argument("--program", default=str(root / "target/release/senthang"))
    parser.add_argument("--worst", type=int, default=15)
    parser.add_argument("--keep", type=pathlib.Path, help="folder for what the program made of each file")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = unpacked(arguments.folder, scratch)
        files = sorted(path for path in (place / "csv").iterdir() if (place / "clean" / path.name).is_file())
        weights_file = arguments.folder / "pollock_weights.json"
        weights = json.loads(weights_file.read_text()) if weights_file.is_file() else {}
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            outputs = dict(zip(files, pool.map(functools.partial(loaded, arguments.program), files)))
        scores = {}
        for path, output in outputs.items():
            expected = rows_of((place / "clean" / path.name).read_bytes())
            scores[path.name] = score(expected, None if output is None else rows_of(output))
            if arguments.keep and output is not None:
                arguments.keep.mkdir(parents=True, exist_ok=True)
                (arguments.keep / f"{path.name}_converted.csv").write_bytes(output)
    refused = [path.name for path, output in outputs.items() if output is None]
    print(f"{len(files)} files, {len(refused)} refused {refused[:5] if refused else ''}\n")
    print_tables(scores, weights, arguments.worst)


if __name__ == "__main__":
    main()
