//! Projects of every format that was ever released, kept for ever: each opens with its notes, snapshots and figures. Never rewritten.

use std::path::PathBuf;

use senthang::analysis::Analysis;
use senthang::project::{Target, decode, encode, store};

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

#[test]
fn a_project_of_every_released_format_opens_with_all_that_was_in_it() {
    for format in [1, 2] {
        let opened = store::open(&golden(format)).expect("opens");
        assert!(opened.contents.damaged.is_empty() && opened.contents.newer.is_none(), "format {format}");
        let document = opened.contents.document;
        assert_eq!(document.notes.len(), 1, "format {format}");
        assert!(matches!(document.notes[0].target, Target::Stage { .. }));
        assert!(document.notes[0].text.contains("started in May"));
        let [snapshot] = document.snapshots.as_slice() else { panic!("one snapshot in format {format}") };
        assert_eq!(snapshot.name, "ก่อนแคมเปญ");
        assert_figures(&snapshot.analysis);
        assert_eq!(document.sources.len(), 7);
    }
}

#[test]
fn an_old_project_is_saved_in_the_present_format_without_losing_anything() {
    let document = store::load(&golden(1)).expect("opens");
    let bytes = encode(&document).expect("writes");
    assert!(bytes.starts_with(b"PK"));
    assert_eq!(decode(&bytes), Ok(document));
}
