//! The XML of a workbook as a stream of tags and texts. Never resolves an entity, never holds more than one tag or text.

use std::io::{self, BufRead, BufReader, Read};

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::import::refusal::{Limit, Refused};
use crate::import::{Refusal, limits};

/// A part of a workbook, read tag by tag.
pub(super) struct Xml<'watch> {
    reader: Reader<Bounded<'watch>>,
    part: String,
    depth: usize,
}

impl<'watch> Xml<'watch> {
    /// The XML that `reader` yields; `part` is named when it is damaged.
    pub(super) fn new(reader: Box<dyn Read + Send + 'watch>, part: &str) -> Self {
        let bounded = Bounded { inner: BufReader::with_capacity(1 << 16, reader), since_event: 0 };
        Self { reader: Reader::from_reader(bounded), part: part.to_owned(), depth: 0 }
    }

    /// The next tag or text; `Event::Eof` at the sound end of the document.
    ///
    /// # Errors
    /// [`Refusal`] for XML that is cut off, unsound, nested too deeply, or declares a document type.
    pub(super) fn next<'buffer>(&mut self, buffer: &'buffer mut Vec<u8>) -> Result<Event<'buffer>, Refusal> {
        buffer.clear();
        self.reader.get_mut().since_event = 0;
        let event = match self.reader.read_event_into(buffer) {
            Ok(event) => event,
            Err(error) => return Err(refusal(&error, &self.part)),
        };
        match &event {
            Event::DocType(_) => return Err(Refusal::Entities),
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Eof if self.depth > 0 => return Err(self.damaged()),
            _ => {}
        }
        if self.depth > limits::XML_DEPTH { Err(self.damaged()) } else { Ok(event) }
    }

    /// The refusal for a part that is not what it should be.
    pub(super) fn damaged(&self) -> Refusal {
        Refusal::Damaged { part: self.part.clone() }
    }
}

/// Adds what an event says as text; other events say nothing.
///
/// # Errors
/// [`Refusal`] for an entity that XML itself does not define.
pub(super) fn add_text(event: &Event<'_>, text: &mut String) -> Result<(), Refusal> {
    match event {
        Event::Text(part) => text.push_str(&part.xml10_content()),
        Event::CData(part) => text.push_str(&part.xml10_content()),
        Event::GeneralRef(entity) => text.push(character(entity)?),
        _ => {}
    }
    Ok(())
}

fn character(entity: &BytesRef<'_>) -> Result<char, Refusal> {
    if let Ok(Some(character)) = entity.resolve_char_ref() {
        return Ok(character);
    }
    match &**entity {
        "amp" => Ok('&'),
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "quot" => Ok('"'),
        "apos" => Ok('\''),
        _ => Err(Refusal::Entities),
    }
}

/// The value of an attribute by its name without prefix.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().into_inner() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

fn refusal(error: &quick_xml::Error, part: &str) -> Refusal {
    let of_ours = match error {
        quick_xml::Error::Io(error) => {
            error.get_ref().and_then(|inner| inner.downcast_ref::<Refused>()).map(Refused::refusal)
        }
        _ => None,
    };
    match of_ours {
        // A reader does not know which part it reads.
        Some(Refusal::Damaged { part: unknown }) if unknown.is_empty() => {
            Refusal::Damaged { part: part.to_owned() }
        }
        Some(refusal) => refusal,
        None => Refusal::Damaged { part: part.to_owned() },
    }
}

/// A reader that fails when one tag or text goes on for too long.
struct Bounded<'watch> {
    inner: BufReader<Box<dyn Read + Send + 'watch>>,
    since_event: usize,
}

impl Read for Bounded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.since_event += length;
        Ok(length)
    }
}

impl BufRead for Bounded<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since_event > limits::XML_EVENT_BYTES {
            let allowed = limits::CELL_BYTES as u64;
            return Err(Refused::io(Refusal::TooMuch { limit: Limit::Cell, allowed }));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.since_event += amount;
        self.inner.consume(amount);
    }
}
