//! The wishes about the journey map, each as one edit. Never changes the map by any other way.

use super::Controller;
use crate::app::board::{self, BoardWish};
use crate::app::{Edit, Shown};

impl Controller {
    /// The edit that a wish about the map stands for; `None` where it would change nothing.
    pub(super) fn board_edit(&self, wish: BoardWish) -> Option<Edit> {
        let Shown { analysis, frozen, .. } = self.state.shown();
        if frozen.is_some() {
            return None;
        }
        let language = self.state.session.language;
        board::edit(&self.state.project.document.board, analysis, language, wish).map(Edit::Board)
    }
}
