//! A file as the tables in it: the members of an archive, each recognised for itself. Hands out one part at a time and keeps
//! none; never reads a cell.

use std::io::Read;
use std::ops::ControlFlow;

use super::archive::{Archive, Entry, leads_outside};
use super::input::Source;
use super::refusal::LeftOut;
use super::{Content, Refusal, SourceReport, content, stacked};

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

/// Hands every part of `source` to `visitor`, one after another.
pub(super) fn visit(source: &Source, visitor: &mut Visitor<'_>) {
    // Whether the visitor broke off makes no difference to who called.
    let _ = split(source, Share::WHOLE, false, visitor);
}

fn split(source: &Source, share: Share, in_archive: bool, visitor: &mut Visitor<'_>) -> ControlFlow<()> {
    let name = source.name.clone();
    match kind(source) {
        Some(Content::Zip) if in_archive => {
            let content = Err(Absent::Refused(Refusal::ArchiveInArchive));
            visitor(Part { name, content, share })
        }
        Some(Content::Zip) => members(source, share, visitor),
        Some(_) => visitor(Part { name, content: Ok(source.clone()), share }),
        None => stacked_tables(source, share, visitor),
    }
}

/// The tables of one text. What cannot be read is refused by whoever tries to, with all there is to say about it.
fn stacked_tables(source: &Source, share: Share, visitor: &mut Visitor<'_>) -> ControlFlow<()> {
    let tables = stacked::tables(source);
    if tables.is_empty() {
        return visitor(Part { name: source.name.clone(), content: Ok(source.clone()), share });
    }
    let total = tables.len() as u64;
    for (index, table) in tables.into_iter().enumerate() {
        let share = share.piece(index as u64, 1, total);
        visitor(Part { name: table.name.clone(), content: Ok(table), share })?;
    }
    ControlFlow::Continue(())
}

/// What a file is by its first bytes; `None` for text, and for what cannot be opened.
fn kind(source: &Source) -> Option<Content> {
    let mut head = Vec::new();
    source.open().ok()?.take(4096).read_to_end(&mut head).ok()?;
    content::detect(&head)
}

fn members(source: &Source, share: Share, visitor: &mut Visitor<'_>) -> ControlFlow<()> {
    let refuse = |refusal| Part { name: source.name.clone(), content: Err(Absent::Refused(refusal)), share };
    let listed = Archive::open(source).and_then(|mut archive| Ok((archive.entries()?, archive)));
    let (entries, mut archive) = match listed {
        Ok(listed) => listed,
        Err(refusal) => return visitor(refuse(refusal)),
    };
    if entries.is_empty() {
        return visitor(refuse(Refusal::NothingInside));
    }
    let total = entries.iter().map(|entry| entry.compressed + 1).sum();
    let mut done = 0;
    for entry in &entries {
        let share = share.piece(done, entry.compressed + 1, total);
        done += entry.compressed + 1;
        let name = format!("{}{SEPARATOR}{}", source.name, entry.name);
        if entry.compressed == 0 {
            visitor(Part { name, content: Err(Absent::LeftOut(LeftOut::Empty)), share })?;
            continue;
        }
        match member(&mut archive, entry, name.clone()) {
            Ok(member) => split(&member, share, true, visitor)?,
            Err(refusal) => visitor(Part { name, content: Err(Absent::Refused(refusal)), share })?,
        }
    }
    ControlFlow::Continue(())
}

fn member(archive: &mut Archive, entry: &Entry, name: String) -> Result<Source, Refusal> {
    if leads_outside(&entry.name) {
        return Err(Refusal::UnsafeName);
    }
    archive.source(entry, name)
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
