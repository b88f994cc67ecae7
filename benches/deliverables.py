#!/usr/bin/env python3
"""Opens what `senthang report` writes in the programs that clients use, in both languages, and reads it back with second libraries.

    cargo build && python3 benches/deliverables.py target/debug/senthang OUT [EXPORTS...]

Writes every kind of deliverable of the exports (the sample shop by default) into OUT, then: the web page is opened by Chromium, which must
ask for nothing; the PDF is turned into pictures and its text is read; slides and workbook are re-saved by LibreOffice and read by
python-pptx and openpyxl before and after. Prints one line per check and ends with 1 when one fails. The pictures in OUT are for eyes.
Needs chromium, soffice, pdftoppm, pdftotext, and the Python packages python-pptx and openpyxl.
"""
import json
import pathlib
import subprocess
import sys
import zipfile

import openpyxl
import pptx

KINDS = ["html", "pdf", "pptx", "xlsx", "png", "svg", "csv", "zip"]
# A word that every report of the sample shop holds, with a SARA AM in Thai.
WORDS = {"en": "Definitions", "th": "นิยาม"}
failures = 0


def check(name, passed, detail=""):
    global failures
    failures += not passed
    print(f"{'ok  ' if passed else 'FAIL'} {name}{': ' + str(detail) if detail else ''}", flush=True)


def run(*command, **options):
    return subprocess.run([str(part) for part in command], capture_output=True, timeout=300, **options)


def write(program, exports, out, language):
    for kind in KINDS:
        done = run(program, "report", *exports, "-o", out / f"{language}.{kind}", "--language", language, "--quiet")
        # 3: done, but some rows of the exports were rejected.
        check(f"{language} {kind} is written", done.returncode in (0, 3), done.stderr.decode()[-200:] if done.returncode not in (0, 3) else "")
    again = out / f"{language} again.pdf"
    run(program, "report", *exports, "-o", again, "--language", language, "--quiet")
    check(f"{language} pdf is the same again", again.read_bytes() == (out / f"{language}.pdf").read_bytes())


def asked_by_page(log):
    """What the page asked of the network. The browser's own questions, for updates and the like, have no page that began them."""
    asked = [event.get("params", {}) for event in json.loads(log.read_text(errors="replace"))["events"]]
    return [one["url"] for one in asked if one.get("url", "").startswith(("http", "ws")) and one.get("initiator", "not an origin") != "not an origin"]


def html(out, language):
    page = out / f"{language}.html"
    log = out / f"{language} net.json"
    picture = out / f"{language} html.png"
    browser = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    run(*browser, f"--log-net-log={log}", f"--screenshot={picture}", "--window-size=1100,4000", page.resolve().as_uri())
    check(f"{language} html opens in Chromium", picture.exists() and picture.stat().st_size > 50_000)
    outside = asked_by_page(log)
    check(f"{language} html asks nobody", "http://" not in page.read_text().replace("http://www.w3.org", "") and not outside, outside[:3] or "")
    printed = out / f"{language} html print.pdf"
    run(*browser, f"--print-to-pdf={printed}", "--no-pdf-header-footer", page.resolve().as_uri())
    check(f"{language} html prints", printed.exists() and printed.stat().st_size > 50_000)


def pdf(out, language):
    file = out / f"{language}.pdf"
    run("pdftoppm", "-r", "70", "-png", file, out / f"{language} page")
    pages = len(list(out.glob(f"{language} page-*.png")))
    check(f"{language} pdf turns into pictures", pages > 10, f"{pages} pages")
    text = run("pdftotext", file, "-").stdout.decode()
    check(f"{language} pdf holds its text", WORDS[language] in text)
    images = run("pdfimages", "-list", file).stdout.decode().strip().splitlines()
    check(f"{language} pdf is lines and letters, no dots", len(images) <= 2)


def office(out, language, kind):
    file = out / f"{language}.{kind}"
    check(f"{language} {kind} is a whole archive", zipfile.ZipFile(file).testzip() is None)
    saved = out / "resaved"
    profile = f"-env:UserInstallation={(out / 'office').resolve().as_uri()}"
    run("soffice", profile, "--headless", "--convert-to", kind, "--outdir", saved, file)
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", saved / kind, file)
    check(f"{language} {kind} is re-saved by LibreOffice", (saved / file.name).exists())
    return [file, saved / file.name]


def slides(out, language):
    for file in office(out, language, "pptx"):
        deck = pptx.Presentation(file)
        titles = [slide.shapes.title.text_frame.text for slide in deck.slides if slide.shapes.title]
        notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides if slide.has_notes_slide]
        pictures = sum(shape.shape_type == 13 for slide in deck.slides for shape in slide.shapes)
        check(f"{language} {file.parent.name}/pptx reads back", len(titles) > 10 and all(titles) and any(notes) and pictures > 5,
              f"{len(titles)} slides, {pictures} charts")


def computed_again(out, language):
    """Every formula, its result taken away, is computed by LibreOffice and held against the result that we wrote."""
    file = out / f"{language}.xlsx"
    written = openpyxl.load_workbook(file, data_only=True)
    formulas = openpyxl.load_workbook(file)
    places = [(sheet.title, cell.coordinate) for sheet in formulas for row in sheet.iter_rows() for cell in row
              if isinstance(cell.value, str) and cell.value.startswith("=")]
    bare = out / "bare" / f"{language}.xlsx"
    bare.parent.mkdir(exist_ok=True)
    # This library writes formulas without their results.
    formulas.save(bare)
    saved = out / "computed"
    profile = f"-env:UserInstallation={(out / 'office').resolve().as_uri()}"
    run("soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", saved, bare)
    computed = openpyxl.load_workbook(saved / bare.name, data_only=True)
    other = []
    for sheet, place in places:
        ours, theirs = written[sheet][place].value, computed[sheet][place].value
        same = ours == theirs or (isinstance(ours, (int, float)) and isinstance(theirs, (int, float))
                                  and abs(ours - theirs) <= 1e-9 * max(1.0, abs(ours)))
        if not same:
            other.append((sheet, place, ours, theirs))
    check(f"{language} xlsx formulas compute to what was written", places and not other, other[:3] or f"{len(places)} formulas")


def sheets(out, language):
    for file in office(out, language, "xlsx"):
        book = openpyxl.load_workbook(file)
        charts = sum(len(sheet._charts) for sheet in book)
        cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
        formulas = [value for value in cells if isinstance(value, str) and value.startswith("=")]
        check(f"{language} {file.parent.name}/xlsx reads back", charts > 5 and len(formulas) > 20,
              f"{len(book.sheetnames)} sheets, {charts} charts, {len(formulas)} formulas")
    values = openpyxl.load_workbook(out / "resaved" / f"{language}.xlsx", data_only=True)
    computed_again(out, language)
    wrong = [cell.coordinate for sheet in values for row in sheet.iter_rows() for cell in row
             if isinstance(cell.value, str) and cell.value.startswith("#")]
    check(f"{language} xlsx computes without an error", not wrong, wrong[:5] if wrong else "")


def main():
    program, out = sys.argv[1], pathlib.Path(sys.argv[2])
    exports = sys.argv[3:] or sorted(str(file) for file in pathlib.Path("sample_data").glob("*.csv"))
    out.mkdir(parents=True, exist_ok=True)
    for language in ("en", "th"):
        write(program, exports, out, language)
        html(out, language)
        pdf(out, language)
        slides(out, language)
        sheets(out, language)
    print(f"{failures} failed" if failures else "all passed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
