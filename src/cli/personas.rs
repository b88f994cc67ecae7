//! The personas that a question names, put in from the project files of the call. Never reads an export.

use std::fmt::Display;
use std::path::PathBuf;

use super::{Exit, load};
use crate::analysis::ComparedWith;
use crate::app::wording;
use crate::domain::{Language, PersonaError, Segment};
use crate::project::{self, Document, store};

/// Puts the rules of saved segments in the place of their names, in the segment and in what it is compared with.
///
/// # Errors
/// How the run ends when a persona has no rule or a project cannot be read; why was said on standard error.
pub(super) fn put_in(
    paths: &[PathBuf],
    segment: &mut Option<Segment>,
    compare: &mut Option<ComparedWith>,
    language: Language,
) -> Result<(), Exit> {
    let compared = match compare {
        Some(ComparedWith::Segment(segment)) => Some(segment),
        _ => None,
    };
    let mut named: Vec<&mut Segment> =
        segment.iter_mut().chain(compared).filter(|segment| segment.names_personas()).collect();
    if named.is_empty() {
        return Ok(());
    }
    let document = saved(paths, language)?;
    for segment in &mut named {
        let resolved = document.resolved(segment);
        **segment =
            resolved.map_err(|error| load::fail(&sentence(language, &error, &document), Exit::Usage))?;
    }
    Ok(())
}

/// The saved segments of all project files of the call.
fn saved(paths: &[PathBuf], language: Language) -> Result<Document, Exit> {
    let mut all = Document::default();
    let is_project = |path: &&PathBuf| path.extension().is_some_and(|ending| ending == project::EXTENSION);
    for path in paths.iter().filter(is_project) {
        let document = store::load(path)
            .map_err(|error| load::fail(&wording::project_error(language, &error), Exit::Unusable))?;
        all.segments.extend(document.segments);
    }
    Ok(all)
}

fn sentence(language: Language, error: &PersonaError, document: &Document) -> String {
    match error {
        PersonaError::Unknown(name) => {
            let known: Vec<&str> = document.segments.iter().map(|saved| saved.name.as_str()).collect();
            let values: [(&str, &dyn Display); 2] = [("name", name), ("known", &known.join(", "))];
            let key = if known.is_empty() { "cli.persona.no_project" } else { "cli.persona.unknown" };
            wording::filled(language, key, &values)
        }
        PersonaError::MadeOfItself(name) => {
            wording::filled(language, "cli.persona.made_of_itself", &[("name", name)])
        }
    }
}
