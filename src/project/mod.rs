//! The saved project: pinned notes, frozen snapshots, which exports it was made from. Never holds a row of an export,
//! never a customer, never reads a clock.

mod archive;
pub mod autosave;
mod board;
mod checksum;
pub mod difference;
mod disk;
mod document;
mod format;
mod kept;
pub mod key_store;
pub mod lock;
mod migrations;
mod reading;
mod snapshot;
mod source;
pub mod store;
pub mod verify;

pub use archive::Part;
pub use board::{Basis, Board, BoardCard, CardId, CardText, Fact, Lane, ServiceShare};
pub use disk::{Disk, RealDisk};
pub use document::{
    Document, Drawn, DrawnAs, Hypothesis, HypothesisId, Note, NoteId, SavedSegment, SegmentId, Settings,
    Target,
};
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub use format::sealed_for_fuzzing;
pub use format::{Contents, FormatError, decode, encode, encode_with};
pub use kept::{DataError, data_of, data_parts, is_data};
pub use reading::options;
pub use snapshot::{Made, SavedScenario, Snapshot, SnapshotId};
pub use source::{Fingerprint, Fingerprints, Source, fingerprints};
pub use store::{Opened, ProjectError, Stamp};

/// File name ending of a project, without the dot.
pub const EXTENSION: &str = "senthang";

#[cfg(test)]
pub(crate) mod document_fixture;
