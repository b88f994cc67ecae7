//! Round trips, truncation at every length, a flipped byte anywhere. Never touches a disk.

use proptest::prelude::*;

use super::*;
use crate::analysis::Spec;
use crate::domain::Stage;
use crate::project::document_fixture;
use crate::project::{Note, NoteId, Settings, Snapshot, SnapshotId, Source, Target};

fn small() -> Document {
    document_fixture::document()
}

#[test]
fn a_document_comes_back_as_it_was() {
    let document = small();
    assert_eq!(decode(&encode(&document).expect("writes")), Ok(document));
}

#[test]
fn a_file_cut_off_anywhere_is_refused_and_never_panics() {
    let bytes = encode(&small()).expect("writes");
    for length in 0..bytes.len() {
        assert!(decode(&bytes[..length]).is_err(), "cut off at {length} of {}", bytes.len());
    }
}

#[test]
fn a_changed_byte_anywhere_is_noticed() {
    let bytes = encode(&small()).expect("writes");
    for index in 0..bytes.len() {
        for value in [bytes[index] ^ 1, 0x00, 0xff] {
            if value == bytes[index] {
                continue;
            }
            let mut damaged = bytes.clone();
            damaged[index] = value;
            assert!(decode(&damaged).is_err(), "byte {index} changed to {value}");
        }
    }
}

#[test]
fn a_newer_format_is_named_and_other_files_are_not_called_damaged() {
    let newer = br#"{"format":7,"app":"3.0.0","document":{"unheard":true}}"#;
    assert_eq!(decode(newer), Err(FormatError::Newer { format: 7 }));
    for other in ["", "{}", "order,total\n1,2\n", r#"{"format":"one"}"#, "[1]"] {
        let expected =
            if other.starts_with("{\"format\"") { FormatError::Damaged } else { FormatError::NotAProject };
        assert_eq!(decode(other.as_bytes()), Err(expected), "{other}");
    }
}

proptest! {
    #[test]
    fn whatever_people_write_into_notes_comes_back(texts in prop::collection::vec(any::<String>(), 0..8), name in any::<String>()) {
        let mut document = small();
        for (index, text) in texts.into_iter().enumerate() {
            let target = Target::Step { from: Stage::Purchase, to: Stage::Retention };
            document.notes.push(Note { id: NoteId(index as u64 + 10), target, text, created: name.clone(), drawn: None });
        }
        for snapshot in &mut document.snapshots {
            snapshot.name.clone_from(&name);
        }
        prop_assert_eq!(decode(&encode(&document).expect("writes")), Ok(document));
    }

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(decode(&bytes).is_err());
    }
}

#[test]
fn a_damaged_snapshot_costs_only_itself() {
    let mut document = small();
    let mut second = document.snapshots[0].clone();
    second.id = SnapshotId(2);
    document.snapshots.push(second.clone());
    let mut parts = parts_of(&document).expect("parts");
    assert_eq!(parts[2].name, "snapshots/000001.json");
    let bytes = sealed(&parts).expect("writes");
    let name = parts[1].name.as_bytes();
    let places: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(name)).collect();
    let mut damaged = bytes.clone();
    // The manifest names it first, then stands what it holds.
    damaged[places[1] + 100] ^= 0x55;
    let opened = open(&damaged).expect("opens");
    assert_eq!(opened.damaged, ["snapshots/000000.json"]);
    assert_eq!(opened.document.snapshots, [second]);
    assert_eq!(opened.document.notes, document.notes);
    assert_eq!(decode(&damaged), Err(FormatError::Damaged));
    // Without its document a project is nothing.
    parts.remove(0);
    assert_eq!(open(&sealed(&parts).expect("writes")), Err(FormatError::Damaged));
}

#[test]
fn tables_that_were_kept_come_back_as_they_are() {
    let tables = [Part { name: "tables/orders.parquet".to_owned(), bytes: b"PAR1".to_vec() }];
    let bytes = encode_with(&small(), &tables).expect("writes");
    let opened = open(&bytes).expect("opens");
    assert_eq!(opened.document, small());
    assert_eq!(opened.others, tables);
}

#[test]
fn a_newer_project_is_shown_where_it_can_be_read_and_named_where_not() {
    let parts = parts_of(&small()).expect("parts");
    let bytes = archive::pack(FORMAT + 1, "9.0.0", &parts).expect("packs");
    let opened = open(&bytes).expect("opens");
    assert_eq!((opened.newer, opened.document), (Some(FORMAT + 1), small()));
    assert_eq!(decode(&bytes), Err(FormatError::Newer { format: FORMAT + 1 }));
    let odd = [Part { name: "document.json".to_owned(), bytes: b"{\"notes\":7}".to_vec() }];
    let bytes = archive::pack(FORMAT + 1, "9.0.0", &odd).expect("packs");
    assert_eq!(open(&bytes), Err(FormatError::Newer { format: FORMAT + 1 }));
}

#[test]
fn the_fixture_uses_every_part_of_a_document() {
    let Document {
        sources,
        notes,
        snapshots,
        settings,
        segments,
        funnel,
        mappings,
        columns,
        board,
        hypotheses,
    } = small();
    let _: (&Vec<Source>, &Vec<Note>, &Settings) = (&sources, &notes, &settings);
    let Snapshot { id: SnapshotId(_), spec, .. } = &snapshots[0];
    assert_ne!(*spec, Spec { repeat_windows_days: Vec::new(), ..Spec::default() });
    assert!(!sources.is_empty() && !notes.is_empty() && !mappings.is_empty() && !columns.is_empty());
    assert!(!segments.is_empty() && funnel.is_some() && !board.is_empty());
    assert!(!hypotheses.is_empty() && settings.scenario != crate::analysis::Scenario::default());
}

#[test]
fn every_bit_of_a_figure_comes_back() {
    let mut document = small();
    let repeat = document.snapshots[0].analysis.repeat.as_mut().expect("the fixture has customers");
    let point = repeat.curve[0];
    let values = (1..1_564).map(|reached| f64::from(reached) / 1_564.0);
    repeat.curve = values.map(|value| crate::analysis::CurvePoint { value, ..point }).collect();
    assert_eq!(decode(&encode(&document).expect("writes")), Ok(document));
}
