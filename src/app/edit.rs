//! The one place that changes a document. Never forgets how to take a change back, never touches session or figures.

mod assumed;
mod board;

pub use board::{BoardEdit, CardsFrom};

use crate::analysis::Scenario;
use crate::domain::{ChannelRules, FunnelSpec, IdentityRule, ServiceTerms};
use crate::import::{SavedMapping, Shape};
use crate::project::{
    Document, Drawn, Hypothesis, HypothesisId, Note, NoteId, SavedSegment, SegmentId, Snapshot, SnapshotId,
};

/// A change of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Put a note at a place in the list.
    InsertNote {
        /// The place; behind the last when it is larger.
        index: usize,
        /// The note.
        note: Note,
    },
    /// Change the text of a note.
    ChangeNote {
        /// Which note.
        id: NoteId,
        /// The new text.
        text: String,
    },
    /// Draw a note on its chart in another way, or no longer.
    DrawNote {
        /// Which note.
        id: NoteId,
        /// How; `None` leaves it beside the chart.
        drawn: Option<Drawn>,
    },
    /// Take a note away.
    RemoveNote(NoteId),
    /// Put a snapshot at a place in the list.
    InsertSnapshot {
        /// The place; behind the last when it is larger.
        index: usize,
        /// The snapshot.
        snapshot: Box<Snapshot>,
    },
    /// Give a snapshot another name.
    RenameSnapshot {
        /// Which snapshot.
        id: SnapshotId,
        /// The new name.
        name: String,
    },
    /// Give a snapshot other words to find it by.
    TagSnapshot {
        /// Which snapshot.
        id: SnapshotId,
        /// The words.
        tags: Vec<String>,
    },
    /// Take a snapshot away.
    RemoveSnapshot(SnapshotId),
    /// Put a segment at a place in the list.
    InsertSegment {
        /// The place; behind the last when it is larger.
        index: usize,
        /// The segment.
        segment: SavedSegment,
    },
    /// Put segments in the places of those with their ids: the one that was changed, and those that name it.
    ChangeSegments(Vec<SavedSegment>),
    /// Take a segment away.
    RemoveSegment(SegmentId),
    /// Ask this funnel of the journey; `None` for the first one.
    SetFunnel(Option<Box<FunnelSpec>>),
    /// Switch these identity rules off, and all others on.
    SwitchIdentityOff(Vec<IdentityRule>),
    /// Leave customers first seen in so many first days out of first-time figures.
    SetBurnIn(u32),
    /// Put a locked statement at a place in the list.
    InsertHypothesis {
        /// The place; behind the last when it is larger.
        index: usize,
        /// The statement.
        hypothesis: Box<Hypothesis>,
    },
    /// Take a statement away.
    RemoveHypothesis(HypothesisId),
    /// Try these changes.
    SetScenario(Box<Scenario>),
    /// Measure service by these terms.
    SetServiceTerms(Box<ServiceTerms>),
    /// Find the channels of orders, visits and campaigns by these rules.
    SetChannelRules(Box<ChannelRules>),
    /// Enter what marketing costs beside the ads, and what remains of the revenue.
    SetCosts {
        /// Per month, in minor units.
        monthly_minor: i64,
        /// Percent of net revenue that remains.
        margin_percent: Option<u8>,
    },
    /// Convert amounts with the rates in this file, or not at all.
    SetRates(Option<String>),
    /// Replace e-mails and phones by pseudonyms of the key of this name, or by nothing.
    SetPseudonyms(Option<String>),
    /// Watch another folder, or none.
    WatchFolder(Option<String>),
    /// Keep the data in the project, or no longer.
    KeepData(bool),
    /// Remember the mapping of a shape, or forget it.
    SetMapping {
        /// Which files it is for.
        shape: Shape,
        /// The mapping; `None` for none.
        mapping: Option<Box<SavedMapping>>,
    },
    /// Change the journey map.
    Board(BoardEdit),
}

impl Edit {
    /// Key of the name shown after "Undo" and "Redo".
    pub fn name_key(&self) -> &'static str {
        match self {
            Self::InsertNote { .. } => "edit.pin_note",
            Self::ChangeNote { .. } => "edit.change_note",
            Self::DrawNote { .. } => "edit.draw_note",
            Self::RemoveNote(_) => "edit.remove_note",
            Self::InsertSnapshot { .. } => "edit.take_snapshot",
            Self::RenameSnapshot { .. } => "edit.rename_snapshot",
            Self::TagSnapshot { .. } => "edit.tag_snapshot",
            Self::RemoveSnapshot(_) => "edit.remove_snapshot",
            Self::InsertSegment { .. } => "edit.save_segment",
            Self::ChangeSegments(_) => "edit.change_segment",
            Self::RemoveSegment(_) => "edit.remove_segment",
            Self::SetFunnel(_) => "edit.set_funnel",
            Self::SwitchIdentityOff(_) => "edit.switch_identity",
            Self::InsertHypothesis { .. } => "edit.lock_hypothesis",
            Self::RemoveHypothesis(_) => "edit.remove_hypothesis",
            Self::SetScenario(_) => "edit.set_scenario",
            Self::SetServiceTerms(_) => "edit.set_service_terms",
            Self::SetBurnIn(_) => "edit.set_burn_in",
            Self::SetChannelRules(_) => "edit.set_channel_rules",
            Self::SetCosts { .. } => "edit.set_costs",
            Self::SetRates(_) => "edit.set_rates",
            Self::SetPseudonyms(_) => "edit.set_pseudonyms",
            Self::WatchFolder(_) => "edit.watch_folder",
            Self::KeepData(_) => "edit.keep_data",
            Self::SetMapping { mapping: Some(_), .. } => "edit.remember_mapping",
            Self::SetMapping { mapping: None, .. } => "edit.forget_mapping",
            Self::Board(edit) => edit.name_key(),
        }
    }
}

/// Why an edit changed nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// What it wants to change is not there.
    #[error("what was to be changed is no longer there")]
    Missing,
    /// What it wants to add is there already.
    #[error("what was to be added is already there")]
    Duplicate,
}

/// Applies an edit and returns the edit that takes it back.
///
/// # Errors
/// [`EditError`]; the document is then unchanged.
pub fn apply(document: &mut Document, edit: Edit) -> Result<Edit, EditError> {
    match edit {
        Edit::InsertNote { index, note } => {
            let id = note.id;
            insert(&mut document.notes, index, note, |known| known.id == id)?;
            Ok(Edit::RemoveNote(id))
        }
        Edit::ChangeNote { id, text } => {
            let note = document.notes.iter_mut().find(|note| note.id == id).ok_or(EditError::Missing)?;
            Ok(Edit::ChangeNote { id, text: std::mem::replace(&mut note.text, text) })
        }
        Edit::DrawNote { id, drawn } => {
            let note = document.notes.iter_mut().find(|note| note.id == id).ok_or(EditError::Missing)?;
            Ok(Edit::DrawNote { id, drawn: std::mem::replace(&mut note.drawn, drawn) })
        }
        Edit::RemoveNote(id) => {
            let (index, note) = remove(&mut document.notes, |note| note.id == id)?;
            Ok(Edit::InsertNote { index, note })
        }
        edit @ (Edit::InsertSnapshot { .. }
        | Edit::RenameSnapshot { .. }
        | Edit::TagSnapshot { .. }
        | Edit::RemoveSnapshot(_)) => apply_to_snapshots(&mut document.snapshots, edit),
        edit @ (Edit::InsertSegment { .. } | Edit::ChangeSegments(_) | Edit::RemoveSegment(_)) => {
            apply_to_segments(&mut document.segments, edit)
        }
        Edit::SetFunnel(funnel) => {
            let before = std::mem::replace(&mut document.funnel, funnel.map(|funnel| *funnel));
            Ok(Edit::SetFunnel(before.map(Box::new)))
        }
        Edit::SwitchIdentityOff(off) => {
            Ok(Edit::SwitchIdentityOff(std::mem::replace(&mut document.settings.identity_off, off)))
        }
        Edit::SetBurnIn(days) => {
            Ok(Edit::SetBurnIn(std::mem::replace(&mut document.settings.burn_in_days, days)))
        }
        edit @ (Edit::InsertHypothesis { .. }
        | Edit::RemoveHypothesis(_)
        | Edit::SetScenario(_)
        | Edit::SetServiceTerms(_)
        | Edit::SetChannelRules(_)
        | Edit::SetCosts { .. }) => assumed::apply(document, edit),
        Edit::SetRates(path) => Ok(Edit::SetRates(std::mem::replace(&mut document.settings.rates, path))),
        Edit::KeepData(keeps) => {
            Ok(Edit::KeepData(std::mem::replace(&mut document.settings.keeps_data, keeps)))
        }
        Edit::SetPseudonyms(name) => {
            Ok(Edit::SetPseudonyms(std::mem::replace(&mut document.settings.pseudonyms, name)))
        }
        Edit::WatchFolder(folder) => {
            let watched = &mut document.settings.watched_folder;
            if *watched == folder {
                return Err(EditError::Duplicate);
            }
            Ok(Edit::WatchFolder(std::mem::replace(watched, folder)))
        }
        Edit::SetMapping { shape, mapping } => set_mapping(document, shape, mapping),
        Edit::Board(edit) => board::apply(&mut document.board, edit).map(Edit::Board),
    }
}

fn set_mapping(
    document: &mut Document,
    shape: Shape,
    mapping: Option<Box<SavedMapping>>,
) -> Result<Edit, EditError> {
    let mappings = &mut document.mappings;
    let before = match mapping {
        Some(mapping) => mappings.insert(shape.clone(), *mapping),
        None => Some(mappings.remove(&shape).ok_or(EditError::Missing)?),
    };
    Ok(Edit::SetMapping { shape, mapping: before.map(Box::new) })
}

/// The edits of snapshots; any other one changes nothing.
fn apply_to_snapshots(snapshots: &mut Vec<Snapshot>, edit: Edit) -> Result<Edit, EditError> {
    match edit {
        Edit::InsertSnapshot { index, snapshot } => {
            let id = snapshot.id;
            insert(snapshots, index, *snapshot, |known| known.id == id)?;
            Ok(Edit::RemoveSnapshot(id))
        }
        Edit::RenameSnapshot { id, name } => {
            let found = snapshots.iter_mut().find(|snapshot| snapshot.id == id);
            let snapshot = found.ok_or(EditError::Missing)?;
            Ok(Edit::RenameSnapshot { id, name: std::mem::replace(&mut snapshot.name, name) })
        }
        Edit::TagSnapshot { id, tags } => {
            let found = snapshots.iter_mut().find(|snapshot| snapshot.id == id);
            let snapshot = found.ok_or(EditError::Missing)?;
            Ok(Edit::TagSnapshot { id, tags: std::mem::replace(&mut snapshot.tags, tags) })
        }
        Edit::RemoveSnapshot(id) => {
            let (index, snapshot) = remove(snapshots, |snapshot| snapshot.id == id)?;
            Ok(Edit::InsertSnapshot { index, snapshot: Box::new(snapshot) })
        }
        _ => Err(EditError::Missing),
    }
}

/// The edits of segments; any other one changes nothing.
fn apply_to_segments(segments: &mut Vec<SavedSegment>, edit: Edit) -> Result<Edit, EditError> {
    match edit {
        Edit::InsertSegment { index, segment } => {
            let id = segment.id;
            insert(segments, index, segment, |known| known.id == id)?;
            Ok(Edit::RemoveSegment(id))
        }
        Edit::ChangeSegments(changed) => {
            let place = |own: &SavedSegment| segments.iter().position(|known| known.id == own.id);
            let places: Option<Vec<usize>> = changed.iter().map(place).collect();
            let pairs = places.ok_or(EditError::Missing)?.into_iter().zip(changed);
            let mut before: Vec<SavedSegment> =
                pairs.map(|(place, own)| std::mem::replace(&mut segments[place], own)).collect();
            // Backwards, should one of them stand there twice.
            before.reverse();
            Ok(Edit::ChangeSegments(before))
        }
        Edit::RemoveSegment(id) => {
            let (index, segment) = remove(segments, |segment| segment.id == id)?;
            Ok(Edit::InsertSegment { index, segment })
        }
        _ => Err(EditError::Missing),
    }
}

fn insert<T>(
    list: &mut Vec<T>,
    index: usize,
    item: T,
    is_same: impl Fn(&T) -> bool,
) -> Result<(), EditError> {
    if list.iter().any(is_same) {
        return Err(EditError::Duplicate);
    }
    list.insert(index.min(list.len()), item);
    Ok(())
}

fn remove<T>(list: &mut Vec<T>, is_it: impl Fn(&T) -> bool) -> Result<(usize, T), EditError> {
    let index = list.iter().position(is_it).ok_or(EditError::Missing)?;
    Ok((index, list.remove(index)))
}

#[cfg(test)]
mod tests;
