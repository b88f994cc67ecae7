//! The XML of a workbook as a stream of tags and texts. Never resolves an entity, never holds more than one tag or text and a stretch of
//! what lies ahead.

use std::io::{self, BufRead, Read};

use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::import::decode::read_full;
use crate::import::refusal::{Limit, Refused};
use crate::import::{Refusal, limits};

/// A part of a workbook, read tag by tag.
pub(super) struct Xml<'watch> {
    reader: Reader<Window<'watch>>,
    part: String,
    depth: usize,
    is_behind_tag: bool,
}

impl<'watch> Xml<'watch> {
    /// The XML that `reader` yields; `part` is named when it is damaged.
    pub(super) fn new(reader: Box<dyn Read + Send + 'watch>, part: &str) -> Self {
        Self {
            reader: Reader::from_reader(Window::new(reader)),
            part: part.to_owned(),
            depth: 0,
            is_behind_tag: false,
        }
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
        self.is_behind_tag = matches!(event, Event::Start(_) | Event::End(_) | Event::Empty(_));
        match &event {
            Event::DocType(_) => return Err(Refusal::Entities),
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Eof if self.depth > 0 => return Err(self.damaged()),
            _ => {}
        }
        if self.depth > limits::XML_DEPTH { Err(self.damaged()) } else { Ok(event) }
    }

    /// What lies ahead, for whoever can read it without an XML reader: some bytes behind the tag that came last, none where a text
    /// came last or `levels` more tags within tags would be too many.
    pub(super) fn ahead(&self, levels: usize) -> &[u8] {
        let is_deep = self.depth + levels > limits::XML_DEPTH;
        if is_deep || !self.is_behind_tag { &[] } else { self.reader.get_ref().ahead() }
    }

    /// Makes more bytes lie ahead; says whether there were any, and room for them.
    ///
    /// # Errors
    /// [`Refusal`] for a part that cannot be read on.
    pub(super) fn look_further(&mut self) -> Result<bool, Refusal> {
        self.reader.get_mut().read_more().map_err(|error| refusal_of(&error, &self.part))
    }

    /// Passes over bytes ahead that were read otherwise: whole elements, with the blanks before them.
    pub(super) fn pass_over(&mut self, bytes: usize) {
        self.reader.stream().consume(bytes);
    }

    /// Bytes of the part that were read.
    pub(super) fn position(&self) -> u64 {
        self.reader.buffer_position()
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
    match error {
        quick_xml::Error::Io(error) => refusal_of(error, part),
        _ => Refusal::Damaged { part: part.to_owned() },
    }
}

fn refusal_of(error: &io::Error, part: &str) -> Refusal {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Refused>()).map(Refused::refusal) {
        // A reader does not know which part it reads.
        Some(Refusal::Damaged { part: unknown }) if unknown.is_empty() => {
            Refusal::Damaged { part: part.to_owned() }
        }
        Some(refusal) => refusal,
        None => Refusal::Damaged { part: part.to_owned() },
    }
}

/// A reader with a view of what lies ahead, which fails when one tag or text goes on for too long.
struct Window<'watch> {
    inner: Box<dyn Read + Send + 'watch>,
    buffer: Vec<u8>,
    /// What lies ahead begins and ends here.
    at: usize,
    end: usize,
    since_event: usize,
}

impl<'watch> Window<'watch> {
    /// Bytes that are looked at together, at first and at most.
    const USUAL: usize = 1 << 17;
    const MOST: usize = 1 << 20;

    fn new(inner: Box<dyn Read + Send + 'watch>) -> Self {
        Self { inner, buffer: vec![0; Self::USUAL], at: 0, end: 0, since_event: 0 }
    }

    fn ahead(&self) -> &[u8] {
        &self.buffer[self.at..self.end]
    }

    /// Reads on behind what lies ahead; says whether there was more, and room for it.
    fn read_more(&mut self) -> io::Result<bool> {
        self.buffer.copy_within(self.at..self.end, 0);
        (self.at, self.end) = (0, self.end - self.at);
        if self.end == self.buffer.len() {
            if self.end == Self::MOST {
                return Ok(false);
            }
            self.buffer.resize(2 * self.end, 0);
        }
        let read = read_full(&mut self.inner, &mut self.buffer[self.end..])?;
        self.end += read;
        Ok(read > 0)
    }
}

impl Read for Window<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.fill_buf()?.read(buffer)?;
        self.consume(length);
        Ok(length)
    }
}

impl BufRead for Window<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since_event > limits::XML_EVENT_BYTES {
            let allowed = limits::CELL_BYTES as u64;
            return Err(Refused::io(Refusal::TooMuch { limit: Limit::Cell, allowed }));
        }
        if self.at == self.end {
            self.read_more()?;
        }
        Ok(self.ahead())
    }

    fn consume(&mut self, amount: usize) {
        self.since_event += amount;
        self.at += amount;
    }
}
