//! What the controller does with files that nobody knows: asks, shows, remembers, forgets. Never applies a guess by itself.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::Controller;
use crate::app::jobs::Request;
use crate::app::mapping::{Arriving, MappingDesk, needs_mapping};
use crate::app::{DialogQuestion, Edit, Problem, View};
use crate::import::{
    Input, Options, Preview, Reading, Refusal, Remembered, SavedMapping, Shape, SourceReport,
};

impl Controller {
    /// The mappings that every import applies.
    pub(super) fn remembered(&self) -> Vec<Remembered> {
        self.mappings.with(&self.state.project.document.mappings)
    }

    /// Asks about the first unknown file that the person has not set aside.
    pub(super) fn ask_about(&mut self, inputs: &[Input], sources: &[SourceReport]) {
        if let Some(desk) = &mut self.state.session.mapping
            && sources.iter().any(|source| source.path == desk.name)
        {
            // Read again meanwhile (a watched folder): what was said so far stays.
            desk.inputs = inputs.to_vec();
            return;
        }
        self.state.session.mapping = None;
        let skipped = &self.state.session.skipped;
        let unknown = sources.iter().find(|source| needs_mapping(source) && !skipped.contains(&source.path));
        if let Some(desk) = unknown.and_then(|source| MappingDesk::new(inputs, source)) {
            self.open_desk(desk);
        }
    }

    /// Shows the first rows of what was just chosen while it is read.
    pub(super) fn show_arriving(&mut self, path: PathBuf, others: usize) {
        let options = Box::new(Options { remembered: self.remembered(), ..Options::default() });
        let request = Request::FirstRows { input: Input::Path(path.clone()), options };
        self.state.session.arriving = Some(Arriving { path, others, shown: None });
        // Without them the person sees the progress alone.
        let _ = self.previews.submit(request);
    }

    /// Asks about a file of the present import, whether it was read or not.
    pub(super) fn map_file(&mut self, path: &str) {
        let derived = &self.state.derived;
        let Some(imported) = &derived.imported else { return };
        let source = imported.report.sources.iter().find(|source| source.path == path);
        if let Some(desk) = source.and_then(|source| MappingDesk::new(&derived.inputs, source)) {
            self.state.session.skipped.remove(path);
            self.open_desk(desk);
        }
    }

    fn open_desk(&mut self, desk: MappingDesk) {
        self.state.session.mapping = Some(desk);
        self.show_first_rows();
    }

    /// Asks the second worker for the first rows; only the latest question counts.
    fn show_first_rows(&mut self) {
        let Some(desk) = &self.state.session.mapping else { return };
        let options = Options { remembered: self.remembered(), ..Options::default() };
        let request = Request::Preview {
            input: desk.input.clone(),
            name: desk.name.clone(),
            reading: Box::new(desk.reading.clone()),
            options: Box::new(options),
        };
        // A full queue holds a later question than the one that is shown; the next change asks again.
        let _ = self.previews.submit(request);
    }

    pub(super) fn take_preview(&mut self, name: &str, preview: Result<Arc<Preview>, Refusal>) {
        let Some(desk) = self.state.session.mapping.as_mut().filter(|desk| desk.name == name) else { return };
        match preview {
            Ok(shown) => (desk.shown, desk.refusal) = (Some(shown), None),
            Err(refusal) => desk.refusal = Some(refusal),
        }
    }

    pub(super) fn change_reading(&mut self, reading: Reading) {
        if let Some(desk) = &mut self.state.session.mapping {
            desk.reading = reading;
            self.show_first_rows();
        }
    }

    /// Remembers the mapping for every file of this shape and reads the exports anew.
    pub(super) fn use_mapping(&mut self) {
        let Some(desk) = &self.state.session.mapping else { return };
        let Some(shown) = desk.shown.clone().filter(|shown| shown.is_complete()) else { return };
        let Ok(text) = shown.mapping.to_toml() else { return };
        let saved = SavedMapping {
            shape: shown.shape.clone(),
            made: self.services.clock.now(),
            file: desk.name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned(),
            text,
        };
        let inputs = desk.inputs.clone();
        self.state.session.mapping = None;
        if self.state.derived.analysis.is_none() {
            // The figures are what the mapping was made for.
            self.show(View::Journey);
        }
        self.set_mapping(shown.shape.clone(), Some(saved), inputs);
    }

    /// Forgets the mapping of a shape and reads the exports anew.
    pub(super) fn forget_mapping(&mut self, shape: Shape) {
        let inputs = self.state.derived.inputs.clone();
        self.set_mapping(shape, None, inputs);
    }

    fn set_mapping(&mut self, shape: Shape, mapping: Option<SavedMapping>, inputs: Vec<Input>) {
        let before = self.state.project.document.mappings.clone();
        self.mappings.set(&shape, mapping.clone());
        self.save_mappings();
        if before.get(&shape) != mapping.as_ref() {
            self.edit(Edit::SetMapping { shape, mapping: mapping.map(Box::new) });
        }
        self.import(inputs);
    }

    /// This machine forgets and remembers with the project, and the exports are read anew.
    pub(super) fn follow_mappings(&mut self, before: &BTreeMap<Shape, SavedMapping>) {
        let now = self.state.project.document.mappings.clone();
        if now == *before {
            return;
        }
        for shape in before.keys().chain(now.keys()) {
            self.mappings.set(shape, now.get(shape).cloned());
        }
        self.save_mappings();
        if self.state.derived.imported.is_some() {
            self.import(self.state.derived.inputs.clone());
        }
    }

    fn save_mappings(&mut self) {
        if let Some(path) = self.services.mappings_path.clone() {
            self.submit(Request::SavePreferences { path, json: self.mappings.to_json() });
        }
    }

    /// Leaves the file out for now.
    pub(super) fn skip_file(&mut self) {
        let Some(desk) = self.state.session.mapping.take() else { return };
        self.state.session.skipped.insert(desk.name.clone());
        if let Some(imported) = self.state.derived.imported.clone() {
            self.ask_about(&desk.inputs, &imported.report.sources);
        }
    }

    pub(super) fn ask_where_to_save_mapping(&mut self) {
        let Some(desk) = &self.state.session.mapping else { return };
        let file = desk.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        self.services.dialogs.ask(DialogQuestion::SaveMapping { suggested: format!("{stem}.mapping.toml") });
    }

    pub(super) fn save_mapping_to(&mut self, path: PathBuf) {
        let shown = self.state.session.mapping.as_ref().and_then(|desk| desk.shown.clone());
        if let Some(text) = shown.and_then(|shown| shown.mapping.to_toml().ok()) {
            self.submit(Request::SavePreferences { path: path.clone(), json: text.into_bytes() });
            self.notices.report(Problem::Saved { path });
        }
    }
}
