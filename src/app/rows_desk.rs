//! The list of rows behind a figure as a person looks at it: which figure, what is looked for, what was found. Never finds a row.

use std::sync::Arc;

use super::row_sheet::{CellStyle, RowColumn, RowSheet};
use crate::analysis::rows::{FigureId, Makeup, RowCounts, RowKind, RowList, RowState};
use crate::domain::Language;
use crate::import::Imported;

/// What a person looks for among the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowsLook {
    /// A word that a row must hold.
    pub word: String,
    /// The state of the rows; `None` for every state.
    pub state: Option<RowState>,
    /// The column that they are sorted by, and whether the largest comes first; `None` for the order of the list.
    pub order: Option<(RowColumn, bool)>,
}

/// The rows that were found.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundRows {
    /// All rows of the figure.
    pub list: Arc<RowList>,
    /// Indices of those that are shown, in their order.
    pub shown: Arc<Vec<u32>>,
    /// What all rows add up to. Counted here once: no frame goes through a million rows.
    pub counts: RowCounts,
    /// The kinds of rows among them.
    pub kinds: Vec<RowKind>,
    /// The columns that they have something in.
    pub columns: Vec<RowColumn>,
    /// Who the counted rows are; `None` where they are nobody.
    pub makeup: Option<Arc<Makeup>>,
}

impl FoundRows {
    /// The rows of `list` that `look` asks for.
    pub(super) fn new(imported: &Imported, list: Arc<RowList>, look: &RowsLook, language: Language) -> Self {
        let makeup = list.makeup().map(Arc::new);
        let (counts, kinds) = (list.counts(), list.kinds());
        let sheet = RowSheet { list: &list, imported, language };
        let mut shown = sheet.found(&look.word, look.state);
        if let Some((column, descending)) = look.order {
            sheet.sort(&mut shown, column, descending);
        }
        let columns = sheet.columns(CellStyle::Shown);
        Self { shown: Arc::new(shown), list, counts, kinds, columns, makeup }
    }
}

/// An open list of rows.
#[derive(Clone, Debug)]
pub struct RowsDesk {
    /// The figure.
    pub figure: FigureId,
    /// What is looked for.
    pub look: RowsLook,
    /// What was found; `None` while it is on its way for the first time.
    pub found: Option<FoundRows>,
}
