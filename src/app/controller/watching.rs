//! What the controller does about a watched folder: picks up what is ready, one import at a time, and says what it brought. Never looks
//! at the folder itself.

use std::path::{Path, PathBuf};

use super::Controller;
use crate::analysis::{DataQuality, SourceCoverage};
use crate::app::jobs::Kind;
use crate::app::watch::WatchEvent;
use crate::app::{PickedUp, Problem, wording};
use crate::import::{ImportReport, Input, SourceReport};

/// What is being watched and picked up.
#[derive(Debug, Default)]
pub(super) struct Watching {
    /// The folder that the services watch.
    folder: Option<PathBuf>,
    /// Whether nothing was ready yet: what was imported already is then no news.
    is_first: bool,
    /// Ready, but not yet imported.
    ready: Vec<PathBuf>,
    /// Being imported.
    importing: Vec<PathBuf>,
}

impl Controller {
    /// Watches what the document says, and takes what the watch has to say.
    pub(super) fn follow_watched_folder(&mut self) {
        let wanted = self.state.project.document.settings.watched_folder.as_deref().map(PathBuf::from);
        if self.watching.folder != wanted {
            self.services.watches.watch(wanted.as_deref());
            self.watching = Watching { folder: wanted, is_first: true, ..Watching::default() };
        }
        for event in self.services.watches.events() {
            self.take_watch_event(event);
        }
        let is_busy = self.jobs.is_running(Kind::Import) || self.jobs.is_running(Kind::LoadProject);
        if !self.watching.ready.is_empty() && !is_busy {
            self.pick_up();
        }
    }

    fn take_watch_event(&mut self, event: WatchEvent) {
        match event {
            WatchEvent::Ready(paths) => {
                let is_first = std::mem::take(&mut self.watching.is_first);
                let known = |path: &PathBuf| is_first && self.is_imported(path);
                let news: Vec<PathBuf> = paths.into_iter().filter(|path| !known(path)).collect();
                self.watching.ready.extend(news);
            }
            WatchEvent::Gone(paths) => {
                let name = |path: &PathBuf| wording::file_name(&path.display().to_string()).to_owned();
                self.notices.report(Problem::WatchedGone { names: paths.iter().map(name).collect() });
            }
            WatchEvent::Trouble(why) => {
                let folder = self.watching.folder.clone().unwrap_or_default();
                self.notices.report(Problem::WatchTrouble { folder, why });
            }
            WatchEvent::Recovered => self.notices.forget_watch_trouble(),
        }
    }

    /// Whether the report names the file.
    fn is_imported(&self, path: &Path) -> bool {
        let name = path.display().to_string();
        let imported = self.state.derived.imported.as_ref();
        imported.is_some_and(|imported| imported.report.sources.iter().any(|source| source.path == name))
    }

    /// Reads what is ready together with what was read before. The sample shop gives way to a person's own files.
    fn pick_up(&mut self) {
        let paths = std::mem::take(&mut self.watching.ready);
        let mut inputs = self.state.derived.inputs.clone();
        inputs.retain(|input| matches!(input, Input::Path(_)));
        for path in &paths {
            // A folder among the inputs brings what is in it.
            let is_covered =
                inputs.iter().any(|input| matches!(input, Input::Path(known) if path.starts_with(known)));
            if !is_covered {
                inputs.push(Input::Path(path.clone()));
            }
        }
        self.watching.importing = paths;
        self.import(inputs);
    }

    /// What the files that were picked up have brought; asked before their import takes the place of the last one.
    pub(super) fn picked_up_files(&mut self, report: &ImportReport, quality: &DataQuality) -> Vec<PickedUp> {
        let paths = std::mem::take(&mut self.watching.importing);
        let is_picked =
            |source: &SourceReport| paths.iter().any(|path| path.display().to_string() == source.path);
        let sources = report.sources.iter().enumerate();
        let picked = sources.filter(|(_, source)| source.refusal.is_none() && is_picked(source));
        picked.map(|(index, source)| self.picked_up(index, source, quality)).collect()
    }

    /// New is what the table that the file feeds now holds of it and did not hold before.
    fn picked_up(&self, index: usize, source: &SourceReport, quality: &DataQuality) -> PickedUp {
        let held = |quality: &DataQuality, index: usize| -> u64 {
            let own = |of: &&SourceCoverage| of.source as usize == index && Some(of.table) == source.table;
            quality.coverage.iter().find(own).map_or(0, |of| of.records)
        };
        let derived = &self.state.derived;
        let before =
            derived.imported.as_ref().zip(derived.quality.as_ref()).map_or(0, |(imported, quality)| {
                let known = imported.report.sources.iter().position(|known| known.path == source.path);
                known.map_or(0, |known| held(quality, known))
            });
        PickedUp {
            name: wording::file_name(&source.path).to_owned(),
            new: held(quality, index).saturating_sub(before).saturating_sub(source.updated),
            updated: source.updated,
            unchanged: source.unchanged,
        }
    }
}
