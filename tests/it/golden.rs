//! Projects of every format that was ever released, kept for ever: each opens with its notes, snapshots and figures. Never rewritten.

use std::path::PathBuf;

use senthang::analysis::Analysis;
use senthang::domain::{Lens, Stage};
use senthang::project::{Document, Target, decode, encode, store};

fn golden(format: u64) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/project-{format}.senthang"))
}

/// The sample shop as it stood when the file was written.
fn assert_figures(analysis: &Analysis) {
    let counts: Vec<Option<u64>> = analysis.journey.stages.iter().map(|stage| stage.count).collect();
    assert_eq!(counts, [Some(2_545_560), Some(37_059), Some(1_564), Some(362), Some(496)]);
    let repeat = analysis.repeat.as_ref().expect("repeat purchase");
    assert_eq!((repeat.to_date.repeaters, repeat.to_date.customers), (362, 1_564));
    assert_eq!(analysis.orders.as_ref().map(|orders| orders.orders), Some(2_415));
}

/// What a file of that format holds, with nothing damaged.
fn opened(format: u64) -> Document {
    let opened = store::open(&golden(format)).expect("opens");
    assert!(opened.contents.damaged.is_empty() && opened.contents.newer.is_none(), "format {format}");
    opened.contents.document
}

#[test]
fn a_project_of_every_released_format_opens_with_all_that_was_in_it() {
    for (format, sources) in [(1, 8), (2, 7)] {
        let document = opened(format);
        assert!(matches!(document.notes[0].target, Target::Stage { .. }));
        assert!(document.notes[0].text.contains("started in May"));
        assert_eq!(document.snapshots[0].name, "ก่อนแคมเปญ");
        assert_figures(&document.snapshots[0].analysis);
        assert_eq!(document.sources.len(), sources, "format {format}");
    }
    assert_eq!((opened(2).notes.len(), opened(2).snapshots.len()), (1, 1));
}

/// Written by the first release itself, on its sample shop: built from its commit and driven as a person drives it.
#[test]
fn what_the_first_release_kept_of_how_it_was_looked_at_comes_back() {
    let document = opened(1);
    let [stage, step] = document.notes.as_slice() else { panic!("two notes") };
    assert_eq!(stage.text, "คูปองตะกร้า \"ค้าง\"\nstarted in May");
    assert_eq!(step.target, Target::Step { from: Stage::Purchase, to: Stage::Retention });
    assert_eq!(document.settings.lens, Lens::Pull);
    let [_, snapshot] = document.snapshots.as_slice() else { panic!("two snapshots") };
    assert_eq!((snapshot.name.as_str(), snapshot.notes.len()), ("Pull, last 90 days", 2));
    assert_eq!((snapshot.spec.lens, snapshot.spec.period), (Lens::Pull, document.settings.period));
    let counts: Vec<Option<u64>> = snapshot.analysis.journey.stages.iter().map(|stage| stage.count).collect();
    assert_eq!(counts, [Some(26_046), Some(1_567), Some(51), Some(24), Some(25)]);
    let repeat = snapshot.analysis.repeat.as_ref().expect("repeat purchase");
    let (low, high) = (repeat.to_date.low, repeat.to_date.high);
    assert_eq!((low, high), (Some(0.053_865_735_824_159_95), Some(0.129_026_258_364_548_34)));
}

#[test]
fn an_old_project_is_saved_in_the_present_format_without_losing_anything() {
    let document = store::load(&golden(1)).expect("opens");
    let bytes = encode(&document).expect("writes");
    assert!(bytes.starts_with(b"PK"));
    assert_eq!(decode(&bytes), Ok(document));
}
