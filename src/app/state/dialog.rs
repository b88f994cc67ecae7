//! What stands in front of the window, and what waits behind it. Never what a dialog asks in words.

use std::path::PathBuf;

use crate::project::{SegmentId, SnapshotId};

/// A dialog in front of the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Asks for the name of a snapshot.
    NameSnapshot,
    /// Asks for another name of a snapshot.
    RenameSnapshot(SnapshotId),
    /// Asks for the words to find a snapshot by.
    TagSnapshot(SnapshotId),
    /// Offers work that was not saved when the program ended.
    Recovered,
    /// There are unsaved changes, and something would lose them.
    UnsavedChanges(Then),
    /// Builds a segment: a new one, or in the place of a saved one.
    Segment(Option<SegmentId>),
    /// Shows which reference values agree.
    SelfCheck,
    /// Finds commands by name.
    Palette,
}

/// What was about to happen when unsaved changes came in between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// Close the window.
    Quit,
    /// Begin an empty project.
    New,
    /// Open the sample shop.
    Sample,
    /// Open a project.
    Open(PathBuf),
}
