//! A file as the tables in it: the members of an archive, the sheets of a workbook, tables under one another. Hands out one part at a time and keeps
//! none; never reads a cell.

use std::io::Read;
use std::ops::ControlFlow;

use super::archive::{Archive, Entry, leads_outside};
use super::input::Source;
use super::refusal::LeftOut;
use super::workbook::SheetPart;
use super::{
    Content, Progress, Refusal, SourceReport, Unwatched, content, limits, pairs, stacked, workbook, wrapped,
};

/// Stands between the name of a file and that of a part of it.
pub(super) const SEPARATOR: &str = " › ";

/// Something in a file that may be a table.
pub(super) struct Part {
    /// Name to report: the file's, and what leads to the part.
    pub name: String,
    /// Its bytes, or why there is nothing to read.
    pub content: Result<Source, Absent>,
    /// Which stretch of the file's work it is, each end from 0 to 1.
    pub share: Share,
}

/// Why a part has nothing to read.
pub(super) enum Absent {
    /// Something is wrong with it.
    Refused(Refusal),
    /// Nothing is wrong with it.
    LeftOut(LeftOut),
}

/// A stretch of the work on a file, each end from 0 to 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Share {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
}

impl Share {
    const WHOLE: Self = Self { from: 0.0, to: 1.0 };

    /// The stretch from `done` to `done + size` of `total` pieces of this one.
    fn piece(self, done: u64, size: u64, total: u64) -> Self {
        let at = |pieces: u64| self.from + (self.to - self.from) * pieces as f64 / total.max(1) as f64;
        Self { from: at(done), to: at(done + size) }
    }
}

/// Whoever is handed the parts; may say that it has seen enough.
pub(super) type Visitor<'visitor> = dyn FnMut(Part) -> ControlFlow<()> + 'visitor;

/// How much of a file is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of it.
    Whole,
    /// The first rows of each part, as far as they are at hand without reading all of a long file.
    Head,
}

impl Extent {
    /// Rows of a sheet that are wanted.
    pub(super) fn rows(self) -> u64 {
        match self {
            Self::Whole => u64::MAX,
            Self::Head => limits::HEAD_ROWS,
        }
    }

    /// Whether what can only be read as a whole is to be read.
    ///
    /// # Errors
    /// [`Refusal`] when that would take long, and only the first rows are wanted.
    pub(super) fn allows_all_of(self, source: &Source) -> Result<(), Refusal> {
        let is_long = self == Self::Head && source.bytes > limits::HEAD_AT_ONCE_BYTES;
        if is_long { Err(Refusal::NothingInside) } else { Ok(()) }
    }
}

/// Hands every part of `source` to `visitor`, one after another.
pub(super) fn visit(source: &Source, progress: &dyn Progress, visitor: &mut Visitor<'_>) {
    // Whether the visitor broke off makes no difference to who called.
    let _ = Splitter { extent: Extent::Whole, progress, visitor }.split(source, Share::WHOLE, false);
}

/// As [`visit`], of each part only what its first rows need.
pub(super) fn visit_heads(source: &Source, visitor: &mut Visitor<'_>) {
    let _ =
        Splitter { extent: Extent::Head, progress: &Unwatched, visitor }.split(source, Share::WHOLE, false);
}

/// Takes files apart.
struct Splitter<'split, 'visitor> {
    extent: Extent,
    progress: &'split dyn Progress,
    visitor: &'split mut Visitor<'visitor>,
}

impl Splitter<'_, '_> {
    fn split(&mut self, source: &Source, share: Share, in_archive: bool) -> ControlFlow<()> {
        match kind(source) {
            None => self.stacked_tables(source, share),
            Some(Content::OldWorkbook) => {
                let (extent, progress) = (self.extent, self.progress);
                let mut visit = |sheet| self.sheet(source, share, sheet);
                let flow = workbook::from_container(source, extent, progress, &mut visit);
                flow.unwrap_or_else(|refusal| self.refuse(source, refusal, share))
            }
            Some(Content::Workbook | Content::OpenDocument | Content::Zip) => {
                let (extent, progress) = (self.extent, self.progress);
                let mut visit = |sheet| self.sheet(source, share, sheet);
                match workbook::from_archive(source, extent, progress, &mut visit) {
                    Ok(Some(flow)) => flow,
                    Ok(None) if in_archive => self.refuse(source, Refusal::ArchiveInArchive, share),
                    Ok(None) => self.members(source, share),
                    Err(refusal) => self.refuse(source, refusal, share),
                }
            }
            // What cannot be read is refused by whoever tries to, with all there is to say about it.
            Some(_) => self.hand_out(source.name.clone(), Ok(source.clone()), share),
        }
    }

    fn hand_out(&mut self, name: String, content: Result<Source, Absent>, share: Share) -> ControlFlow<()> {
        (self.visitor)(Part { name, content, share })
    }

    fn refuse(&mut self, source: &Source, refusal: Refusal, share: Share) -> ControlFlow<()> {
        self.hand_out(source.name.clone(), Err(Absent::Refused(refusal)), share)
    }

    /// A sheet, with the tables in it.
    fn sheet(&mut self, book: &Source, share: Share, sheet: SheetPart) -> ControlFlow<()> {
        let name = format!("{}{SEPARATOR}{}", book.name, sheet.name);
        let (index, count) = sheet.place;
        let share = share.piece(index, 1, count);
        match sheet.content {
            Ok(mut source) => {
                source.name = name;
                self.stacked_tables(&source, share)
            }
            Err(absent) => self.hand_out(name, Err(absent), share),
        }
    }

    /// The tables of one text.
    fn stacked_tables(&mut self, source: &Source, share: Share) -> ControlFlow<()> {
        if let Some(record) = pairs::table(source) {
            return self.hand_out(record.name.clone(), Ok(record), share);
        }
        if let Some(table) = wrapped::table(source) {
            return self.stacked_tables(&table, share);
        }
        let tables = stacked::tables(source);
        if tables.is_empty() {
            return self.hand_out(source.name.clone(), Ok(source.clone()), share);
        }
        let total = tables.len() as u64;
        tables.into_iter().enumerate().try_for_each(|(index, table)| {
            let (name, share) = (table.source.name.clone(), share.piece(index as u64, 1, total));
            let content =
                if table.has_rows { Ok(table.source) } else { Err(Absent::LeftOut(LeftOut::Empty)) };
            self.hand_out(name, content, share)
        })
    }

    fn members(&mut self, source: &Source, share: Share) -> ControlFlow<()> {
        let listed = Archive::open(source).and_then(|mut archive| Ok((archive.entries()?, archive)));
        let (entries, mut archive) = match listed {
            Ok(listed) => listed,
            Err(refusal) => return self.refuse(source, refusal, share),
        };
        if entries.is_empty() {
            return self.refuse(source, Refusal::NothingInside, share);
        }
        let total = entries.iter().map(|entry| entry.compressed + 1).sum();
        let mut done = 0;
        for entry in &entries {
            let share = share.piece(done, entry.compressed + 1, total);
            done += entry.compressed + 1;
            let name = format!("{}{SEPARATOR}{}", source.name, entry.name);
            if entry.compressed == 0 {
                self.hand_out(name, Err(Absent::LeftOut(LeftOut::Empty)), share)?;
                continue;
            }
            match self.member(&mut archive, entry, name.clone()) {
                Ok(member) => self.split(&member, share, true)?,
                Err(refusal) => self.hand_out(name, Err(Absent::Refused(refusal)), share)?,
            }
        }
        ControlFlow::Continue(())
    }

    fn member(&self, archive: &mut Archive, entry: &Entry, name: String) -> Result<Source, Refusal> {
        if leads_outside(&entry.name) {
            return Err(Refusal::UnsafeName);
        }
        match self.extent {
            Extent::Whole => archive.source(entry, name, self.progress),
            Extent::Head => archive.stream(entry, name),
        }
    }
}

/// What a file is by its first bytes; `None` for text, and for what cannot be opened.
fn kind(source: &Source) -> Option<Content> {
    let mut head = Vec::new();
    source.open().ok()?.take(4096).read_to_end(&mut head).ok()?;
    content::detect(&head)
}

/// Beside a part that was read, a part that no format knows is no fault: it is passed over and said so. A file in which nothing
/// could be read is refused.
pub(super) fn settle(parts: &mut [SourceReport]) {
    if parts.iter().any(SourceReport::is_used) {
        for part in parts.iter_mut() {
            if let Some(refusal) = part.refusal.take_if(|refusal| refusal.is_foreign()) {
                part.left_out = Some(LeftOut::Foreign { refusal: Box::new(refusal) });
            }
        }
    } else if parts.iter().all(|part| part.refusal.is_none())
        && let Some(first) = parts.first_mut()
    {
        first.left_out = None;
        first.refuse(Refusal::NothingInside);
    }
}
