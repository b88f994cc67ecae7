//! `senthang snapshot take`: the figures of exports, frozen in a project file. Never changes what else is in it.

use super::super::analyze::spec;
use super::super::arguments::CommonArguments;
use super::super::{Exit, load};
use super::arguments::TakeArguments;
use crate::analysis::analyze;
use crate::app::{Clock, definitions, wording};
use crate::domain::IdentityRule;
use crate::import::Imported;
use crate::platform::SystemClock;
use crate::project::lock::{Locked, ProjectLock};
use crate::project::{
    Document, Made, ProjectError, RealDisk, Settings, Snapshot, Source, Stamp, data_parts, fingerprints,
    store,
};

/// Runs the subcommand.
pub(super) fn run(arguments: &TakeArguments) -> Exit {
    match take(arguments) {
        Ok(exit) | Err(exit) => exit,
    }
}

fn take(arguments: &TakeArguments) -> Result<Exit, Exit> {
    let common = &arguments.analyze.common;
    let language = common.language();
    let refused = |error: &ProjectError| load::fail(&wording::project_error(language, error), Exit::Unusable);
    let path = &arguments.into;
    let lock = ProjectLock::acquire(path, &SystemClock::default().now());
    if let Locked::Theirs(holder) = lock {
        return Err(refused(&ProjectError::InUse { path: path.clone(), holder }));
    }
    let (mut document, stamp) = present(path).map_err(|error| refused(&error))?;
    let (inputs, options) = load::prepare(&arguments.analyze.paths, common)?;
    let imported = load::import(&inputs, &options, common)?;
    let exit = load::account(&imported.report, common);
    if exit == Exit::Unusable {
        return Err(exit);
    }
    let sources = Source::from_report(&imported.report, &fingerprints(&inputs, &imported.report));
    let snapshot = frozen(arguments, &document, &imported, sources.clone())?;
    if document.sources.is_empty() {
        document.settings = snapshot.made.settings.clone();
    }
    document.sources = sources;
    document.snapshots.push(snapshot);
    document.settings.keeps_data |= arguments.keep_data;
    let data = match document.settings.keeps_data {
        true => data_parts(&imported).map_err(|error| load::fail(&error.to_string(), Exit::Unusable))?,
        false => Vec::new(),
    };
    store::save_on(&RealDisk, path, &document, &data, stamp.as_ref()).map_err(|error| refused(&error))?;
    Ok(exit)
}

/// The project as it is, or an empty one where there is none.
fn present(path: &std::path::Path) -> Result<(Document, Option<Stamp>), ProjectError> {
    if !path.exists() {
        return Ok((Document::default(), None));
    }
    let document = store::load(path)?;
    Ok((document, Some(store::open(path)?.stamp)))
}

fn frozen(
    arguments: &TakeArguments,
    document: &Document,
    imported: &Imported,
    sources: Vec<Source>,
) -> Result<Snapshot, Exit> {
    let spec = spec(&arguments.analyze);
    let analysis =
        analyze(&imported.tables, &spec).map_err(|error| load::fail(&error.to_string(), Exit::Unusable))?;
    Ok(Snapshot {
        id: document.free_snapshot_id(),
        name: arguments.name.clone(),
        created: SystemClock::default().now(),
        sources,
        analysis: Box::new(analysis),
        notes: document.notes.clone(),
        board: document.board.clone(),
        tags: Vec::new(),
        made: Made {
            app: env!("CARGO_PKG_VERSION").to_owned(),
            definitions: definitions::versions(),
            settings: settings(&arguments.analyze.common, &spec, document),
            view: "journey".to_owned(),
        },
        scenario: None,
        spec,
    })
}

/// What the options of the call come to as settings of a project.
fn settings(common: &CommonArguments, spec: &crate::analysis::Spec, document: &Document) -> Settings {
    let on: Vec<IdentityRule> = common.identity.iter().map(|rule| (*rule).into()).collect();
    Settings {
        period: spec.period,
        lens: spec.lens,
        pending_is_valid: spec.pending_is_valid,
        burn_in_days: spec.burn_in_days,
        service: spec.service.clone(),
        identity_off: IdentityRule::ALL.into_iter().filter(|rule| !on.contains(rule)).collect(),
        rates: common.rates.as_ref().map(|path| path.display().to_string()),
        day_first: common
            .date_order
            .map(|order| crate::import::DateOrder::from(order) == crate::import::DateOrder::DayFirst),
        decimal_comma: common.decimal.map(Into::into),
        ..document.settings.clone()
    }
}
