//! What was done and can be taken back. Never changes a document except through `app::edit::apply`.

use super::edit::{Edit, EditError, apply};
use crate::project::Document;

/// Edits kept for undo.
const DEPTH: usize = 200;

#[derive(Clone, Debug)]
struct Entry {
    /// What has to be applied to go this way.
    edit: Edit,
    /// Key of the name of what was done in the first place.
    name_key: &'static str,
}

/// Undo and redo of one document.
#[derive(Clone, Debug, Default)]
pub struct History {
    undo: Vec<Entry>,
    redo: Vec<Entry>,
}

impl History {
    /// Applies an edit and remembers how to take it back.
    ///
    /// # Errors
    /// As [`apply`].
    pub fn perform(&mut self, document: &mut Document, edit: Edit) -> Result<(), EditError> {
        let name_key = edit.name_key();
        let back = apply(document, edit)?;
        self.undo.push(Entry { edit: back, name_key });
        if self.undo.len() > DEPTH {
            self.undo.remove(0);
        }
        self.redo.clear();
        Ok(())
    }

    /// Takes the last edit back; says whether there was one.
    pub fn undo(&mut self, document: &mut Document) -> bool {
        step(&mut self.undo, &mut self.redo, document)
    }

    /// Makes the edit again that was last taken back; says whether there was one.
    pub fn redo(&mut self, document: &mut Document) -> bool {
        step(&mut self.redo, &mut self.undo, document)
    }

    /// Key of the name of what [`Self::undo`] would take back.
    pub fn undo_name(&self) -> Option<&'static str> {
        self.undo.last().map(|entry| entry.name_key)
    }

    /// Key of the name of what [`Self::redo`] would make again.
    pub fn redo_name(&self) -> Option<&'static str> {
        self.redo.last().map(|entry| entry.name_key)
    }
}

fn step(from: &mut Vec<Entry>, to: &mut Vec<Entry>, document: &mut Document) -> bool {
    let Some(Entry { edit, name_key }) = from.pop() else { return false };
    match apply(document, edit) {
        Ok(back) => to.push(Entry { edit: back, name_key }),
        // Only this history changes the document, so what an inverse needs is always there.
        Err(_) => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{NoteId, document_fixture};

    #[test]
    fn undo_and_redo_walk_back_and_forth_with_the_name_of_the_edit() {
        let mut document = document_fixture::document();
        let (original, mut history) = (document.clone(), History::default());
        let id = NoteId(1);
        history.perform(&mut document, Edit::ChangeNote { id, text: "new".to_owned() }).expect("applies");
        history.perform(&mut document, Edit::RemoveNote(id)).expect("applies");
        let changed = document.clone();
        assert_eq!(history.undo_name(), Some("edit.remove_note"));
        assert!(history.undo(&mut document) && history.undo(&mut document));
        assert_eq!(document, original);
        assert!(!history.undo(&mut document));
        assert_eq!(history.redo_name(), Some("edit.change_note"));
        assert!(history.redo(&mut document) && history.redo(&mut document));
        assert_eq!(document, changed);
    }

    #[test]
    fn a_new_edit_ends_what_could_be_made_again() {
        let (mut document, mut history) = (document_fixture::document(), History::default());
        history.perform(&mut document, Edit::RemoveNote(NoteId(1))).expect("applies");
        history.undo(&mut document);
        history
            .perform(&mut document, Edit::ChangeNote { id: NoteId(1), text: "x".to_owned() })
            .expect("applies");
        assert_eq!(history.redo_name(), None);
        assert!(history.perform(&mut document, Edit::RemoveNote(NoteId(9))).is_err());
        assert_eq!(history.undo_name(), Some("edit.change_note"));
    }
}
