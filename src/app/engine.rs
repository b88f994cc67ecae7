//! Carries requests out with the rooms to the left: import, analysis, project. Never runs on the window's thread.

use std::sync::Arc;

use super::jobs::{Answer, Failure, Request, Watch, Work};
use crate::import::{ImportError, Progress};
use crate::project::{ProjectError, store};

/// The real worker.
#[derive(Clone, Copy, Debug, Default)]
pub struct Engine;

impl Work for Engine {
    fn perform(&self, request: Request, watch: &Watch) -> Result<Answer, Failure> {
        match request {
            Request::Import { inputs, options } => {
                let imported =
                    crate::import::import(&inputs, &options, watch).map_err(|error| match error {
                        ImportError::Cancelled => Failure::Cancelled,
                        error @ (ImportError::UnknownTimeZone(_)
                        | ImportError::Tables(_)
                        | ImportError::Rates(_)) => Failure::Import(error.to_string()),
                    })?;
                Ok(Answer::Imported { inputs, imported: Arc::new(imported) })
            }
            Request::Analyze { imported, spec } => {
                let analysis = crate::analysis::analyze(&imported.tables, &spec)
                    .map_err(|error| Failure::Analysis(error.to_string()))?;
                if watch.is_cancelled() {
                    return Err(Failure::Cancelled);
                }
                Ok(Answer::Analyzed { spec, analysis: Arc::new(analysis) })
            }
            Request::LoadProject(path) => {
                let document = Box::new(store::load(&path).map_err(Failure::Project)?);
                Ok(Answer::Loaded { path, document })
            }
            Request::SaveProject { path, document, revision } => {
                store::save(&path, &document).map_err(Failure::Project)?;
                Ok(Answer::Saved { path, revision })
            }
            Request::SavePreferences { path, json } => {
                let written = path.parent().map_or(Ok(()), std::fs::create_dir_all);
                written.and_then(|()| store::write_atomically(&path, &json)).map_err(|error| {
                    Failure::Project(ProjectError::Unwritable { path, why: error.to_string() })
                })?;
                Ok(Answer::Done)
            }
        }
    }
}
