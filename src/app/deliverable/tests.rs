//! A report of the fixture shop in both languages and every format: no key without a text, nothing that a client must not see, every part
//! of every file whole. Never tests the wording.

use std::io::{Cursor, Read as _};

use super::*;
use crate::project::document_fixture;
use crate::report::{Cell, Kind, SMALLEST_GROUP, Table, render};
use crate::tables::KEY_BYTES;

/// What somebody may write into a note or give as a name: formulas, tags, letters that no file format takes.
const NASTY: [&str; 8] = [
    "=HYPERLINK(\"http://example.com\",\"x\")",
    "<script>alert(1)</script>",
    "]]> & <b> \" ' %{name}",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\u{0}\u{8}\u{FFFE}\u{202E}",
    "\"><img src=x onerror=alert(1)>",
    "ถ้าทำได้ดีเท่าเดือนกันยายน 🙂",
    "-2+3+cmd",
];

fn snapshot() -> Snapshot {
    document_fixture::document().snapshots.remove(0)
}

fn made(language: Language, client: bool) -> Report {
    let snapshot = snapshot();
    let client = client.then(|| PseudonymKey::new([7; KEY_BYTES]));
    report(&Subject::of(&snapshot), &Wish { language, client })
}

/// Every text of a report.
fn texts(report: &Report) -> Vec<String> {
    let found = std::cell::RefCell::new(Vec::new());
    let _ = report.clone().with_texts(&|text| {
        found.borrow_mut().push(text.to_owned());
        text.to_owned()
    });
    let headers =
        report.tables().flat_map(|(_, table)| table.columns.iter().map(|column| column.header.clone()));
    let cards = report.method.cards.iter().flat_map(|card| card.parts.iter().map(|(_, text)| text.clone()));
    found.into_inner().into_iter().chain(headers).chain(cards).collect()
}

/// The parts of a package.
fn parts(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let names: Vec<String> = archive.file_names().map(|name| name.expect("a name").into_owned()).collect();
    let read = |name: String| {
        let mut bytes = Vec::new();
        archive.by_name(&name).expect("there").read_to_end(&mut bytes).expect("readable");
        (name, bytes)
    };
    names.into_iter().map(read).collect()
}

/// Fails unless the text is whole XML.
fn check_xml(name: &str, xml: &[u8]) {
    let mut reader = quick_xml::Reader::from_reader(xml);
    reader.config_mut().check_end_names = true;
    let (mut buffer, mut depth) = (Vec::new(), 0_i32);
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(quick_xml::events::Event::Start(_)) => depth += 1,
            Ok(quick_xml::events::Event::End(_)) => depth -= 1,
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(_) => {}
            Err(error) => panic!("{name}: {error}"),
        }
        buffer.clear();
    }
    assert_eq!(depth, 0, "{name}");
}

/// The sample shop, every figure of it.
fn sample_shop() -> &'static Snapshot {
    static SHOP: std::sync::OnceLock<Snapshot> = std::sync::OnceLock::new();
    SHOP.get_or_init(|| {
        let options = crate::import::Options::default();
        let imported =
            crate::import::import(&crate::app::sample::inputs(), &options, &crate::import::Unwatched)
                .expect("the sample shop");
        let spec = Spec::default();
        let analysis = Box::new(crate::analysis::analyze(&imported.tables, &spec).expect("figures"));
        Snapshot { spec, analysis, ..snapshot() }
    })
}

#[test]
fn every_page_speaks_the_language_and_every_row_fills_its_columns() {
    for language in Language::ALL {
        let report = report(&Subject::of(sample_shop()), &Wish { language, client: None });
        assert!(
            report.pages.len() >= 14,
            "{:?}",
            report.pages.iter().map(|page| page.id).collect::<Vec<_>>()
        );
        for text in texts(&report) {
            assert!(!text.contains("%{"), "a blank is left open: {text}");
            let is_key = text.split('.').count() > 1
                && text
                    .split('.')
                    .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
            assert!(!is_key, "a key without a text: {text}");
        }
        for (page, table) in report.tables() {
            assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{page}: {}", table.title);
        }
        for page in &report.pages {
            assert!(!page.finding.is_empty() && !page.title.is_empty(), "{}", page.id);
            let known = |id: &&str| report.method.cards.iter().any(|card| card.id == *id);
            assert!(page.definitions.iter().all(known), "{} names a definition without a card", page.id);
        }
    }
}

#[test]
fn every_format_is_whole_in_both_languages() {
    for language in Language::ALL {
        let report = made(language, false);
        for kind in Kind::ALL {
            let bytes = render(&report, kind, None).expect("a file");
            match kind {
                Kind::Pptx | Kind::Xlsx => check_package(&bytes),
                Kind::Svg => check_xml("svg", &bytes),
                Kind::Pdf => assert!(bytes.starts_with(b"%PDF-")),
                Kind::Png => assert!(bytes.starts_with(b"\x89PNG")),
                Kind::Html | Kind::Csv => assert!(std::str::from_utf8(&bytes).is_ok()),
                Kind::Zip => assert!(parts(&bytes).len() > 4),
            }
        }
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let report = made(Language::Thai, false);
    for kind in [Kind::Html, Kind::Pdf, Kind::Pptx, Kind::Xlsx, Kind::Zip] {
        let again = render(&report, kind, None).expect("a file");
        assert!(render(&report, kind, None).expect("a file") == again, "{kind:?} differs");
    }
}

/// Fails unless every part of a package is whole.
fn check_package(bytes: &[u8]) {
    for (name, part) in parts(bytes) {
        if !name.ends_with(".png") {
            check_xml(&name, &part);
            let part = String::from_utf8_lossy(&part);
            assert!(!part.contains("<f>=HYPERLINK") && !part.contains("<f>HYPERLINK"), "{name}");
        }
    }
}

#[test]
fn a_web_page_loads_nothing() {
    let page = render(&made(Language::Thai, false), Kind::Html, None).expect("a page");
    let page = String::from_utf8(page).expect("UTF-8");
    for word in
        ["src=\"http", "href=\"http", "url(http", "@import", "<link", "<iframe", "fetch(", "XMLHttpRequest"]
    {
        assert!(!page.contains(word), "{word}");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn what_people_write_is_neither_run_nor_read_as_markup() {
    let mut snapshot = snapshot();
    snapshot.name = NASTY.concat();
    let note = |nasty: &&str| Note { text: (*nasty).to_owned(), ..snapshot.notes[0].clone() };
    snapshot.notes = NASTY.iter().map(note).collect();
    let source = |nasty: &&str| Source { path: (*nasty).to_owned(), ..snapshot.sources[0].clone() };
    snapshot.sources = NASTY.iter().map(source).collect();
    let report = report(&Subject::of(&snapshot), &Wish::default());
    let page = String::from_utf8(render(&report, Kind::Html, None).expect("a page")).expect("UTF-8");
    for tag in ["<script>alert", "<img", "<b>"] {
        assert!(!page.contains(tag), "{tag}");
    }
    check_package(&render(&report, Kind::Pptx, None).expect("slides"));
    check_package(&render(&report, Kind::Xlsx, None).expect("a workbook"));
    assert!(render(&report, Kind::Pdf, None).is_ok());
    for (name, csv) in parts(&render(&report, Kind::Zip, None).expect("tables")) {
        let csv = String::from_utf8(csv).expect("UTF-8");
        let lines = csv.trim_start_matches('\u{FEFF}').lines().filter(|_| name.ends_with(".csv"));
        for line in lines {
            assert!(!line.trim_start_matches('"').starts_with(['=', '@', '+']), "{name}: {line}");
        }
    }
}

#[test]
fn a_copy_for_a_client_tells_no_few_customers_and_nobodys_address() {
    let mut snapshot = snapshot();
    snapshot.name = "Call ann@example.com on 081 234 5678".to_owned();
    let client = Some(PseudonymKey::new([7; KEY_BYTES]));
    let copy = report(&Subject::of(&snapshot), &Wish { language: Language::English, client });
    for text in texts(&copy) {
        assert!(!text.contains("ann@example.com") && !text.contains("234 5678"), "{text}");
    }
    let few = |cell: &Cell| match cell {
        Cell::People(people) | Cell::CountShare { part: people, .. } => (1..SMALLEST_GROUP).contains(people),
        _ => false,
    };
    let of = |table: &Table| table.rows.iter().flatten().filter(|cell| few(cell)).count();
    assert_eq!(copy.tables().map(|(_, table)| of(table)).sum::<usize>(), 0);
    let own = made(Language::English, false);
    assert_eq!(own.pages[0].tiles, copy.pages[0].tiles, "the totals stay as they are");
}

#[test]
fn no_amount_is_left_when_money_is_hidden() {
    let snapshot = snapshot();
    for language in Language::ALL {
        let hidden = without_money(made(language, false), &snapshot.analysis);
        for text in texts(&hidden) {
            let after = text.split('฿').skip(1).all(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()));
            assert!(after, "{text}");
        }
        let amounts = hidden.tables().flat_map(|(_, table)| table.rows.iter().flatten());
        assert_eq!(amounts.filter(|cell| matches!(cell, Cell::Money(_))).count(), 0);
    }
}

#[test]
fn a_page_that_is_not_there_is_an_error_that_names_those_that_are() {
    let error =
        render(&made(Language::English, false), Kind::Png, Some("nowhere")).expect_err("no such page");
    assert!(
        matches!(&error, ReportError::NoPage { known, .. } if known.iter().any(|page| page == "journey")),
        "{error}"
    );
}

/// A note of each kind that is drawn, and one that is not.
fn drawn_notes(shop: &Snapshot) -> Vec<Note> {
    use crate::analysis::rows::{DepthFigure, FigureId, NpsFigure, RepeatFigure, RfmFigure, ValuePart};
    use crate::analysis::{DefinitionId, RfmSegment};
    use crate::app::ChartMark;
    use crate::app::Selection;
    use crate::project::{Drawn, DrawnAs};
    let month = shop.analysis.revenue.as_ref().expect("revenue")[3].month;
    let cohort = shop.analysis.cohorts.as_ref().expect("cohorts").rows.last().expect("one").cohort;
    let repeat = shop.analysis.repeat.as_ref().expect("repeat purchase");
    let by = repeat.finding.as_ref().map(|found| found.by);
    let grouped = repeat.groups.iter().find(|one| by.is_none_or(|by| one.by == by)).expect("groups");
    let first = grouped.groups.first().expect("a group");
    let score = shop.analysis.nps.as_ref().expect("answers");
    let voice = shop.analysis.voice.as_ref().expect("groups of answers");
    let (group, driver) = (&voice.groups[0], &voice.drivers[0]);
    let what_if = shop.analysis.what_if.as_ref().expect("levers");
    let reachable = what_if.levers.iter().find(|own| !own.goals.is_empty()).expect("a lever");
    let lever = ["lever".to_owned(), reachable.lever.id().to_owned(), what_if.window_days.to_string()];
    let of = |selection: Selection, drawn| Note {
        target: selection.target().expect("a place"),
        text: "look here".to_owned(),
        drawn,
        ..shop.notes[0].clone()
    };
    let arrow = Some(Drawn::new(DrawnAs::Arrow));
    vec![
        of(Selection::Stage(crate::domain::Stage::Retention), arrow),
        of(Selection::Step(2), arrow),
        of(Selection::Window(90), arrow),
        of(Selection::Cohort(cohort, 0), Some(Drawn::new(DrawnAs::Highlight))),
        of(Selection::Revenue(month), arrow),
        of(Selection::Revenue(month), None),
        of(Selection::Figure(FigureId::Repeat(RepeatFigure::Ladder(1))), arrow),
        of(Selection::Figure(FigureId::Rfm(RfmFigure::Segment(RfmSegment::Champions))), arrow),
        of(Selection::Figure(FigureId::Value(90, ValuePart::All)), arrow),
        of(Selection::Figure(FigureId::Attribution(None)), arrow),
        of(Selection::Answers(NpsFigure::Month(score.months[1].month)), arrow),
        of(Selection::Figure(FigureId::Depth(DepthFigure::Answers(group.by, group.group.clone()))), arrow),
        of(Selection::Figure(FigureId::Reviews(Some(5))), arrow),
        of(Selection::Mark(ChartMark::new(DefinitionId::WhatIf, lever)), arrow),
        of(Selection::Figure(FigureId::Depth(DepthFigure::Group(grouped.by, first.name.clone()))), arrow),
        of(
            Selection::Figure(FigureId::Depth(DepthFigure::Driver(driver.kind, driver.name.clone(), true))),
            arrow,
        ),
    ]
}

#[test]
fn a_note_that_is_drawn_stands_on_the_chart_of_its_figure_and_nowhere_else() {
    let shop = sample_shop();
    let snapshot = Snapshot { notes: drawn_notes(shop), ..shop.clone() };
    let report = report(&Subject::of(&snapshot), &Wish::default());
    let drawn = |page: &Page| match &page.chart {
        Some(crate::report::Chart::Noted(_, notes)) => notes.len(),
        _ => 0,
    };
    let counts: Vec<(&str, usize)> =
        report.pages.iter().map(|page| (page.id, drawn(page))).filter(|(_, count)| *count > 0).collect();
    let once = ["groups", "ladder", "cohorts", "revenue", "rfm", "value", "credit", "nps", "nps-groups"];
    let once = once.into_iter().chain(["drivers", "reviews", "what-if"]).map(|page| (page, 1));
    let expected: Vec<(&str, usize)> = [("journey", 2), ("repeat", 1)].into_iter().chain(once).collect();
    assert_eq!(counts, expected);
    for page in report.pages.iter().filter(|page| drawn(page) > 0) {
        let chart = page.chart.as_ref().expect("a chart");
        let (with, without) = (chart.scene("", 900.0), chart.bare().scene("", 900.0));
        assert!(with.marks.len() >= without.marks.len() + 3 * drawn(page), "{}", page.id);
    }
}
