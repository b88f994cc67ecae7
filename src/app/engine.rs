//! Carries requests out with the rooms to the left: import, analysis, project. Never runs on the window's thread.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::jobs::{Answer, Failure, Request, Watch, Work};
use super::row_sheet::RowSheet;
use super::rows_desk::FoundRows;
use super::{keeper, wording};
use crate::analysis::rows::rows_remembering;
use crate::analysis::{Analysis, AnalysisError, Family, Memory, Spec, answer};
use crate::import::{CopyError, ImportError, Imported, Input, Options, Progress, export_rejected};
use crate::project::{ProjectError, fingerprints, store};

/// The real worker. It remembers what questions to the same tables have in common.
#[derive(Clone, Debug, Default)]
pub struct Engine {
    memory: Arc<Mutex<Memory>>,
}

impl Work for Engine {
    fn perform(&self, request: Request, watch: &Watch) -> Result<Answer, Failure> {
        match request {
            Request::Import { inputs, options } => read(inputs, &options, watch),
            Request::Analyze { imported, spec } => {
                // A panic in the middle of a question leaves the memory whole: it changes in one step.
                let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
                let is_stopped = || watch.is_cancelled();
                match answer(&imported.tables, &spec, &mut memory, &is_stopped) {
                    Ok(_) | Err(AnalysisError::Stopped) if watch.is_cancelled() => Err(Failure::Cancelled),
                    Ok(analysis) => with_comments(&imported, spec, analysis, &mut memory),
                    Err(error) => Err(Failure::Analysis(error.to_string())),
                }
            }
            Request::FindRows { imported, spec, figure, known, look, language } => {
                // Whoever looks for rows does not wait for the figures: then nothing is remembered.
                let mut memory = self.memory.try_lock().map(|memory| memory.clone()).unwrap_or_default();
                let list = match known {
                    Some(list) => list,
                    None => Arc::new(
                        rows_remembering(&imported.tables, &spec, &figure, &mut memory)
                            .map_err(|error| Failure::Analysis(error.to_string()))?,
                    ),
                };
                Ok(Answer::FoundRows { figure, found: FoundRows::new(&imported, list, &look, language) })
            }
            Request::ExportRows { imported, found, path, language } => {
                let sheet = RowSheet { list: &found.list, imported: &imported, language };
                let csv = sheet.to_csv(&found.shown);
                write_file(path, csv.as_bytes(), Some(found.shown.len() as u64))
            }
            Request::Paths { imported, spec, question } => {
                analysed(super::paths::answer(&imported, &spec, &question)).map(Answer::Paths)
            }
            Request::Flows { imported, spec, look } => {
                analysed(super::flows::answer(&imported, &spec, &look)).map(Answer::Flows)
            }
            request @ (Request::Rerun { .. } | Request::Verify(_) | Request::Split(_)) => {
                super::snapshots::perform(request, watch)
            }
            Request::Judge { imported, spec, statements } => {
                analysed(crate::analysis::hypotheses::judge(&imported.tables, &spec, &statements))
                    .map(Answer::Judged)
            }
            Request::SelfCheck => {
                analysed(crate::analysis::self_check::self_check()).map(Answer::SelfChecked)
            }
            Request::Preview { input, name, reading, options } => {
                let preview = crate::import::preview(&input, &name, &reading, &options).map(Arc::new);
                Ok(Answer::Previewed { name, preview })
            }
            Request::FirstRows { input, options } => {
                Ok(Answer::FirstRows(crate::import::first_rows(&input, &options).ok().map(Arc::new)))
            }
            request @ (Request::LoadProject(_)
            | Request::SaveProject(_)
            | Request::Autosave(_)
            | Request::ForgetAutosave(_)
            | Request::SetAside(_)
            | Request::FindWork { .. }) => keeper::perform(request),
            Request::ExportRejected { inputs, options, source, path, language } => {
                let mut bytes = Vec::new();
                let say = |reason: Option<&_>| wording::reason_of_export(language, reason);
                let rows = export_rejected(&inputs, &source, &options, &say, watch, &mut bytes);
                let rows = rows.map_err(|error| not_exported(error, &path, source))?;
                write_file(path, &bytes, Some(rows))
            }
            Request::ExportReport(order) => {
                let bytes = order.made()?;
                write_file(order.path, &bytes, None)
            }
            Request::WriteText { path, text } => write_file(path, text.as_bytes(), None),
            Request::SavePreferences { path, json } => {
                let written = path.parent().map_or(Ok(()), std::fs::create_dir_all);
                written
                    .and_then(|()| store::write_atomically(&path, &json))
                    .map_err(|error| Failure::Project(ProjectError::unwritable(&path, &error)))?;
                Ok(Answer::Done)
            }
        }
    }
}

/// The figures with what people wrote in their period, where the voice is asked for.
fn with_comments(
    imported: &Imported,
    spec: Spec,
    analysis: Analysis,
    memory: &mut Memory,
) -> Result<Answer, Failure> {
    let comments = if spec.families.contains(Family::Voice) {
        crate::analysis::comments(&imported.tables, &spec, memory)
            .map_err(|error| Failure::Analysis(error.to_string()))?
    } else {
        Vec::new()
    };
    Ok(Answer::Analyzed { spec, analysis: Arc::new(analysis), comments: Arc::new(comments) })
}

/// What was computed, or why it could not be.
fn analysed<T>(result: Result<T, impl std::fmt::Display>) -> Result<Arc<T>, Failure> {
    result.map(Arc::new).map_err(|error| Failure::Analysis(error.to_string()))
}

/// Reads exports, and says what they cover and feed.
fn read(inputs: Vec<Input>, options: &Options, watch: &Watch) -> Result<Answer, Failure> {
    let imported = crate::import::import(&inputs, options, watch).map_err(|error| match error {
        ImportError::Cancelled => Failure::Cancelled,
        ImportError::Rates(error) => Failure::Rates(error),
        error @ (ImportError::UnknownTimeZone(_) | ImportError::Tables(_)) => {
            Failure::Import(error.to_string())
        }
    })?;
    let quality = crate::analysis::data_quality(&imported.tables)
        .map_err(|error| Failure::Analysis(error.to_string()))?;
    let contents = Arc::new(fingerprints(&inputs, &imported.report));
    Ok(Answer::Imported { inputs, imported: Arc::new(imported), quality: Arc::new(quality), contents })
}

/// Writes a file whole, or leaves what was there.
fn write_file(path: PathBuf, bytes: &[u8], rows: Option<u64>) -> Result<Answer, Failure> {
    match store::write_atomically(&path, bytes) {
        Ok(()) => Ok(Answer::Exported { path, rows }),
        Err(error) => Err(Failure::Unwritable { path, why: error.to_string() }),
    }
}

fn not_exported(error: CopyError, path: &Path, source: String) -> Failure {
    match error {
        CopyError::Refused(refusal) => Failure::Unreadable { source, refusal },
        CopyError::Write(error) => Failure::Unwritable { path: path.to_owned(), why: error.to_string() },
    }
}
