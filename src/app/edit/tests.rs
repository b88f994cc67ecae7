//! Every edit can be taken back, whatever came before it. Never a window.

use proptest::prelude::*;

use super::*;
use crate::app::History;
use crate::domain::Stage;
use crate::project::{DrawnAs, Target, document_fixture};

fn saved(id: u64, orders: i64) -> SavedSegment {
    let segment = crate::domain::Segment::parse(&format!("orders >= {orders}")).expect("a segment");
    SavedSegment { id: SegmentId(id), name: format!("segment {id}"), segment }
}

fn setting() -> impl Strategy<Value = Edit> {
    prop_oneof![
        prop::sample::subsequence(IdentityRule::ALL.to_vec(), 0..4).prop_map(Edit::SwitchIdentityOff),
        (0_u32..400).prop_map(Edit::SetBurnIn),
        (0_i64..900, prop::option::of(0_u8..101))
            .prop_map(|(monthly_minor, margin_percent)| { Edit::SetCosts { monthly_minor, margin_percent } }),
        prop::option::of(any::<String>()).prop_map(Edit::SetRates),
        proptest::option::of("[a-c]").prop_map(Edit::WatchFolder),
        proptest::option::of("[a-c]").prop_map(Edit::SetPseudonyms),
        any::<bool>().prop_map(Edit::KeepData),
    ]
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let note = (0_usize..5, 1_u64..6, any::<String>()).prop_map(|(index, id, text)| Edit::InsertNote {
        index,
        note: Note {
            id: NoteId(id),
            target: Target::Stage { stage: Stage::ALL[index] },
            text,
            created: "2026-11-21 14:20".to_owned(),
            drawn: None,
        },
    });
    let snapshot = (0_usize..5, 1_u64..6).prop_map(|(index, id)| {
        let mut snapshot = document_fixture::document().snapshots.remove(0);
        snapshot.id = SnapshotId(id);
        Edit::InsertSnapshot { index, snapshot: Box::new(snapshot) }
    });
    prop_oneof![
        note,
        snapshot,
        setting(),
        (1_u64..6, any::<String>()).prop_map(|(id, text)| Edit::ChangeNote { id: NoteId(id), text }),
        (1_u64..6).prop_map(|id| Edit::RemoveNote(NoteId(id))),
        (1_u64..6, prop::option::of(any::<i16>())).prop_map(|(id, right)| Edit::DrawNote {
            id: NoteId(id),
            drawn: right.map(|right| Drawn { right, ..Drawn::new(DrawnAs::Highlight) }),
        }),
        (1_u64..6, any::<String>()).prop_map(|(id, name)| Edit::RenameSnapshot { id: SnapshotId(id), name }),
        (1_u64..6).prop_map(|id| Edit::RemoveSnapshot(SnapshotId(id))),
        (1_u64..6, prop::collection::vec(any::<String>(), 0..3))
            .prop_map(|(id, tags)| Edit::TagSnapshot { id: SnapshotId(id), tags }),
        (0_usize..3, 1_u64..4).prop_map(|(index, id)| {
            let mut hypothesis = document_fixture::hypothesis();
            hypothesis.id = HypothesisId(id);
            Edit::InsertHypothesis { index, hypothesis: Box::new(hypothesis) }
        }),
        (1_u64..4).prop_map(|id| Edit::RemoveHypothesis(HypothesisId(id))),
        (1_u32..90).prop_map(|quality_fade| {
            Edit::SetScenario(Box::new(Scenario { quality_fade, ..Scenario::default() }))
        }),
        (1_u32..400).prop_map(|target_minutes| {
            Edit::SetServiceTerms(Box::new(ServiceTerms { target_minutes, ..ServiceTerms::default() }))
        }),
        prop::sample::subsequence(crate::domain::OriginRule::ALL.to_vec(), 0..6).prop_map(|precedence| {
            Edit::SetChannelRules(Box::new(ChannelRules { precedence, ..ChannelRules::default() }))
        }),
        (0_usize..4, 1_u64..5).prop_map(|(index, id)| Edit::InsertSegment { index, segment: saved(id, 2) }),
        prop::collection::vec((1_u64..5, 0_i64..9), 0..3).prop_map(|changed| {
            Edit::ChangeSegments(changed.into_iter().map(|(id, orders)| saved(id, orders)).collect())
        }),
        (1_u64..5).prop_map(|id| Edit::RemoveSegment(SegmentId(id))),
        prop::option::of(0_i64..9).prop_map(|days| Edit::SetFunnel(
            days.map(|days| { Box::new(FunnelSpec { window_seconds: Some(days), ..FunnelSpec::default() }) })
        )),
        board::tests::any_edit().prop_map(Edit::Board),
        mapping(),
    ]
}

/// A mapping of one of three shapes, or none of it.
fn mapping() -> impl Strategy<Value = Edit> {
    ("[a-c]", prop::option::of("[a-z ]{0,20}")).prop_map(|(header, text)| {
        let shape = Shape::of(&[header]);
        let (made, file) = ("2026-11-21 14:20".to_owned(), "till.csv".to_owned());
        let saved = |text| Box::new(SavedMapping { shape: shape.clone(), made, file, text });
        Edit::SetMapping { mapping: text.map(saved), shape }
    })
}

/// Names of edits as they stand in the source: what a new kind of edit is called is found here before anybody remembers it.
#[test]
fn every_kind_of_edit_is_among_those_that_are_taken_back() {
    use proptest::strategy::ValueTree as _;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let any = any_edit();
    let mut tried = std::collections::BTreeSet::new();
    for _ in 0..6_000 {
        tried.insert(any.new_tree(&mut runner).expect("an edit").current().name_key());
    }
    let sources = [include_str!("../edit.rs"), include_str!("board.rs")];
    let names = sources.into_iter().flat_map(|source| source.split('"')).filter(|text| {
        text.starts_with("edit.") && text.chars().all(|c| c.is_ascii_lowercase() || c == '.' || c == '_')
    });
    let named: std::collections::BTreeSet<&str> = names.collect();
    assert!(named.len() > 30, "{named:?}");
    assert_eq!(tried, named);
}

proptest! {
    #[test]
    fn taking_an_edit_back_gives_the_document_before_it(before in prop::collection::vec(any_edit(), 0..12), edit in any_edit()) {
        let mut document = document_fixture::document();
        for edit in before {
            let _ = apply(&mut document, edit);
        }
        let original = document.clone();
        match apply(&mut document, edit) {
            Ok(back) => {
                let changed = document.clone();
                let again = apply(&mut document, back).expect("an inverse applies");
                prop_assert_eq!(&document, &original);
                apply(&mut document, again).expect("the inverse of an inverse applies");
                prop_assert_eq!(&document, &changed);
            }
            Err(_) => prop_assert_eq!(&document, &original),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn two_hundred_edits_of_every_kind_are_taken_back_and_made_again_each_by_its_name(
        edits in prop::collection::vec(any_edit(), 600..700),
    ) {
        let (mut document, mut history) = (document_fixture::document(), History::default());
        let mut states = vec![(document.clone(), "")];
        for edit in edits {
            let name = edit.name_key();
            if history.perform(&mut document, edit).is_ok() {
                states.push((document.clone(), name));
            }
        }
        let last = states.len() - 1;
        prop_assert!(last > 250, "{last} of them did something");
        for step in 0..200 {
            prop_assert_eq!(history.undo_name(), Some(states[last - step].1));
            prop_assert!(history.undo(&mut document));
            prop_assert_eq!(&document, &states[last - step - 1].0);
        }
        for step in (0..200).rev() {
            prop_assert_eq!(history.redo_name(), Some(states[last - step].1));
            prop_assert!(history.redo(&mut document));
            prop_assert_eq!(&document, &states[last - step].0);
        }
    }
}
