//! A file whose columns a person is asked about, and the mappings made so far. Never reads an export itself.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use crate::import::{Input, Preview, Reading, Refusal, Remembered, SavedMapping, Shape, SourceReport};

/// A file that is being read for the first time.
#[derive(Clone, Debug)]
pub struct Arriving {
    /// Its path, or that of the first of several.
    pub path: PathBuf,
    /// How many were chosen with it.
    pub others: usize,
    /// Its first rows, once they are there.
    pub shown: Option<Arc<Preview>>,
}

/// The file that is being asked about.
#[derive(Clone, Debug)]
pub struct MappingDesk {
    /// Its name, as in the report.
    pub name: String,
    /// The input that holds it.
    pub input: Input,
    /// All inputs that are read once the mapping is made.
    pub inputs: Vec<Input>,
    /// What the person said so far.
    pub reading: Reading,
    /// The first rows under it; `None` until they are there.
    pub shown: Option<Arc<Preview>>,
    /// Why there are no rows to show.
    pub refusal: Option<Refusal>,
}

impl MappingDesk {
    /// A file as its report names it; `None` when none of the inputs holds it.
    pub fn new(inputs: &[Input], source: &SourceReport) -> Option<Self> {
        let holds = |input: &&Input| match input {
            Input::Path(path) => Path::new(&source.file).starts_with(path) || Path::new(&source.path) == path,
            Input::Bytes { name, .. } => *name == source.file || *name == source.path,
        };
        Some(Self {
            name: source.path.clone(),
            input: inputs.iter().find(holds)?.clone(),
            inputs: inputs.to_vec(),
            reading: Reading::default(),
            shown: None,
            refusal: None,
        })
    }
}

/// Whether a mapping would help: a table is there, but nobody knows it.
pub fn needs_mapping(source: &SourceReport) -> bool {
    source.refusal.as_ref().is_some_and(Refusal::can_be_mapped)
}

/// The mappings of this machine, one per shape. Read entry by entry; what cannot be read is kept as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MappingStore {
    saved: BTreeMap<Shape, SavedMapping>,
    odd: Vec<Value>,
}

impl MappingStore {
    /// Reads the file; one that is missing or unreadable holds nothing.
    pub fn load(path: &Path) -> Self {
        std::fs::read(path).map_or_else(|_| Self::default(), |bytes| Self::from_json(&bytes))
    }

    /// Reads the content of the file.
    pub fn from_json(bytes: &[u8]) -> Self {
        let value: Value = serde_json::from_slice(bytes).unwrap_or_default();
        let mut store = Self::default();
        for entry in value.get("mappings").and_then(Value::as_array).into_iter().flatten() {
            match serde_json::from_value::<SavedMapping>(entry.clone()) {
                Ok(saved) => {
                    store.saved.insert(saved.shape.clone(), saved);
                }
                Err(_) => store.odd.push(entry.clone()),
            }
        }
        store
    }

    /// The content of the file.
    pub fn to_json(&self) -> Vec<u8> {
        let known = self.saved.values().filter_map(|saved| serde_json::to_value(saved).ok());
        let entries: Vec<Value> = known.chain(self.odd.iter().cloned()).collect();
        let value = serde_json::json!({ "version": 1, "mappings": entries });
        serde_json::to_vec_pretty(&value).unwrap_or_default()
    }

    /// Keeps a mapping for its shape, or forgets the one of that shape.
    pub fn set(&mut self, shape: &Shape, mapping: Option<SavedMapping>) {
        match mapping {
            Some(mapping) => self.saved.insert(shape.clone(), mapping),
            None => self.saved.remove(shape),
        };
    }

    /// What is applied: the project's own mapping of a shape before this machine's.
    pub fn with(&self, project: &BTreeMap<Shape, SavedMapping>) -> Vec<Remembered> {
        let shapes: BTreeSet<&Shape> = self.saved.keys().chain(project.keys()).collect();
        let mapping =
            |shape: &Shape| project.get(shape).or_else(|| self.saved.get(shape)).and_then(SavedMapping::read);
        shapes.into_iter().filter_map(mapping).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(header: &str) -> SavedMapping {
        SavedMapping {
            shape: Shape::of(&[header]),
            made: "2026-05-12 09:00".to_owned(),
            file: "till.csv".to_owned(),
            text: format!(
                "id='a'\nname='a'\nplatform='a'\ntable='orders'\nrequired=[]\n[columns]\ntotal=['{header}']\n"
            ),
        }
    }

    #[test]
    fn mappings_come_back_and_what_cannot_be_read_is_kept() {
        let mut store = MappingStore::default();
        store.set(&saved("a").shape, Some(saved("a")));
        let mut json: Value = serde_json::from_slice(&store.to_json()).expect("JSON");
        json["mappings"].as_array_mut().expect("a list").push(serde_json::json!({"from": "the future"}));
        let bytes = serde_json::to_vec(&json).expect("JSON");
        let read = MappingStore::from_json(&bytes);
        assert_eq!(MappingStore::from_json(&read.to_json()), read);
        assert!(String::from_utf8_lossy(&read.to_json()).contains("the future"));
        assert_eq!(MappingStore::from_json(b"not json"), MappingStore::default());
    }

    #[test]
    fn the_mapping_of_a_project_goes_before_that_of_the_machine() {
        let mut store = MappingStore::default();
        store.set(&saved("a").shape, Some(saved("a")));
        store.set(&saved("b").shape, Some(saved("b")));
        let own = SavedMapping { made: "2026-06-01 10:00".to_owned(), ..saved("a") };
        let all = store.with(&BTreeMap::from([(own.shape.clone(), own.clone())]));
        assert_eq!(all.len(), 2);
        assert!(all.iter().any(|known| known.shape == own.shape && known.made == own.made));
        store.set(&own.shape, None);
        assert_eq!(store.with(&BTreeMap::new()).len(), 1);
    }
}
