//! The parts of a workbook that is a ZIP archive, by name. Never inflates more than is allowed for all of them together.

use std::cell::Cell;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::xml::Xml;
use crate::import::archive::{Archive, Entry};
use crate::import::input::Source;
use crate::import::progress::Stoppable;
use crate::import::refusal::{Limit, Refused};
use crate::import::{Progress, Refusal, limits};

/// A part while it is read.
pub(super) type Part<'watch> = Box<dyn Read + Send + 'watch>;

/// A workbook's archive.
pub(super) struct Package<'watch> {
    source: Source,
    archive: Archive,
    entries: Vec<Entry>,
    inflated: Arc<AtomicU64>,
    /// How much all parts together may inflate to.
    allowed: Cell<u64>,
    progress: &'watch dyn Progress,
}

impl<'watch> Package<'watch> {
    /// Lists the parts.
    ///
    /// # Errors
    /// [`Refusal`] for an archive that is damaged or holds too much.
    pub(super) fn open(source: &Source, progress: &'watch dyn Progress) -> Result<Self, Refusal> {
        let mut archive = Archive::open(source)?;
        let entries = archive.all()?;
        let allowed = Cell::new(limits::WORKBOOK_BYTES);
        Ok(Self { source: source.clone(), archive, entries, inflated: Arc::default(), allowed, progress })
    }

    /// Whether there is a part of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| is_same(&entry.name, name))
    }

    /// A part as a stream; `None` when there is none of that name.
    ///
    /// # Errors
    /// [`Refusal`].
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Part<'watch>>, Refusal> {
        let Some(entry) = self.find(name).cloned() else { return Ok(None) };
        let member = self.archive.member(&entry)?;
        let inner = Stoppable::new(member.open(self.source.open_at_any_place()?)?, self.progress);
        let counted = Counted { inner, inflated: Arc::clone(&self.inflated), allowed: self.allowed.get() };
        Ok(Some(Box::new(counted)))
    }

    /// Bytes that a part inflates to, as the list says; 0 for a part that cannot be read.
    pub(super) fn stated_bytes(&mut self, name: &str) -> u64 {
        let entry = self.find(name).cloned();
        let member = entry.and_then(|entry| self.archive.member(&entry).ok());
        member.map_or(0, |member| member.bytes)
    }

    /// A part as XML.
    ///
    /// # Errors
    /// [`Refusal`].
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<Xml<'watch>>, Refusal> {
        Ok(self.part(name)?.map(|reader| Xml::new(reader, name)))
    }

    /// Inflates every part once, for a reader that will do so without any limit.
    ///
    /// # Errors
    /// [`Refusal`] when a part is damaged or all of them come to more than `allowed`.
    pub(super) fn check_all(&mut self, allowed: u64) -> Result<(), Refusal> {
        self.allowed.set(allowed);
        for index in 0..self.entries.len() {
            let name = self.entries[index].name.clone();
            if let Some(mut part) = self.part(&name)? {
                io::copy(&mut part, &mut io::sink())?;
            }
        }
        Ok(())
    }
}

/// Some writers use the other slash, others another case.
fn is_same(stored: &str, name: &str) -> bool {
    stored.replace('\\', "/").trim_start_matches('/').eq_ignore_ascii_case(name)
}

/// A part that adds what it inflates to the sum of its workbook.
struct Counted<R> {
    inner: R,
    inflated: Arc<AtomicU64>,
    allowed: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        let total = self.inflated.fetch_add(length as u64, Ordering::Relaxed) + length as u64;
        if total > self.allowed {
            return Err(Refused::io(Refusal::TooMuch { limit: Limit::Inflated, allowed: self.allowed }));
        }
        Ok(length)
    }
}
