//! Computing snapshots again, as the worker does it: the same question to newer exports, the same exports to see whether the figures
//! still come out, two snapshots to see what made their difference. Never changes the document.

use std::sync::Arc;

use super::jobs::{Answer, Failure, Request, Watch};
use crate::analysis::analyze;
use crate::import::{ImportError, Imported, Input, Options, Progress, import};
use crate::project::difference::{difference, split};
use crate::project::verify::verify;
use crate::project::{Document, Made, Snapshot, Source, fingerprints, options};

/// What is needed to compute a snapshot again.
#[derive(Clone, Debug)]
pub struct CheckOrder {
    /// The snapshot.
    pub snapshot: Snapshot,
    /// The exports.
    pub inputs: Vec<Input>,
    /// The project, for its column mappings.
    pub document: Document,
}

/// What is needed to split a difference.
#[derive(Clone, Debug)]
pub struct SplitOrder {
    /// The older snapshot.
    pub before: Snapshot,
    /// The newer one.
    pub after: Snapshot,
    /// The exports.
    pub inputs: Vec<Input>,
    /// The project, for its column mappings.
    pub document: Document,
}

/// Does what is asked about snapshots; anything else is nothing to it.
///
/// # Errors
/// [`Failure`] when the exports cannot be read or the figures not be computed.
pub(super) fn perform(request: Request, watch: &Watch) -> Result<Answer, Failure> {
    match request {
        Request::Rerun { imported, mut snapshot } => {
            let analysis = analyze(&imported.tables, &snapshot.spec);
            *snapshot.analysis = analysis.map_err(|error| Failure::Analysis(error.to_string()))?;
            Ok(Answer::Reran(snapshot))
        }
        Request::Verify(order) => {
            let CheckOrder { snapshot, inputs, document } = *order;
            let imported = read(&snapshot.made, &inputs, &document, watch).map_err(failed)?;
            let sources = Source::from_report(&imported.report, &fingerprints(&inputs, &imported.report));
            let verified = verify(&snapshot, &imported, &sources);
            let verified = verified.map_err(|error| Failure::Analysis(error.to_string()))?;
            Ok(Answer::Verified { id: snapshot.id, verified: Arc::new(verified) })
        }
        Request::Split(order) => {
            let SplitOrder { before, after, inputs, document } = *order;
            let mut found = difference(&before, &after);
            let read = |made: &Made| read(made, &inputs, &document, watch);
            split::split(&mut found, &before, &after, &read).map_err(|error| match error {
                split::SplitError::Import(error) => failed(error),
                split::SplitError::Analysis(error) => Failure::Analysis(error.to_string()),
            })?;
            Ok(Answer::Split(Arc::new(found)))
        }
        _ => Ok(Answer::Done),
    }
}

/// The exports, read as the settings of a snapshot say.
fn read(
    made: &Made,
    inputs: &[Input],
    document: &Document,
    watch: &dyn Progress,
) -> Result<Imported, ImportError> {
    let options: Options = options(&made.settings, document);
    import(inputs, &options, watch)
}

fn failed(error: ImportError) -> Failure {
    match error {
        ImportError::Cancelled => Failure::Cancelled,
        ImportError::Rates(error) => Failure::Rates(error),
        error => Failure::Import(error.to_string()),
    }
}
