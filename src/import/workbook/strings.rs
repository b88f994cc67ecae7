//! The texts that the cells of a workbook share, back to back in memory. Never holds more than is allowed.

use quick_xml::events::Event;

use super::package::Package;
use super::plain::{self, Ahead};
use super::sheet_text::too_much;
use super::xlsx::unescaped;
use super::xml::{Xml, add_text};
use crate::import::refusal::Limit;
use crate::import::{Refusal, limits};

/// Texts by their position.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    /// Reads the first `wanted` of them.
    ///
    /// # Errors
    /// [`Refusal`].
    pub(super) fn read(package: &mut Package, part: &str, wanted: usize) -> Result<Self, Refusal> {
        let mut strings = Self::default();
        let Some(mut xml) = package.xml(part)? else { return Ok(strings) };
        let (mut buffer, mut text) = (Vec::new(), String::new());
        let (mut in_text, mut spoken) = (false, false);
        let mut is_between = false;
        while strings.ends.len() < wanted {
            if is_between && strings.read_plain(&mut xml)? {
                continue;
            }
            let event = xml.next(&mut buffer)?;
            match &event {
                Event::Start(tag) => match tag.local_name().into_inner() {
                    "sst" => is_between = true,
                    "si" => is_between = false,
                    "rPh" => spoken = true,
                    "t" => in_text = !spoken,
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().into_inner() {
                    "si" => {
                        strings.push(&text)?;
                        text.clear();
                        is_between = true;
                    }
                    "t" => in_text = false,
                    "rPh" => spoken = false,
                    _ => {}
                },
                Event::Empty(tag) if tag.local_name().into_inner() == "si" => {
                    strings.push(&text)?;
                    text.clear();
                }
                Event::Eof => break,
                event if in_text => add_text(event, &mut text)?,
                _ => {}
            }
            too_much(text.len() > limits::CELL_BYTES, Limit::Cell, limits::CELL_BYTES as u64)?;
        }
        Ok(strings)
    }

    /// Reads the text that lies ahead if it is plain; says whether it was.
    fn read_plain(&mut self, xml: &mut Xml<'_>) -> Result<bool, Refusal> {
        loop {
            match plain::shared_text(xml.ahead(plain::LEVELS)) {
                Ahead::Plain(text, bytes) => {
                    self.push(&text)?;
                    xml.pass_over(bytes);
                    return Ok(true);
                }
                Ahead::Unfinished => {}
                Ahead::Other => return Ok(false),
            }
            if !xml.look_further()? {
                return Ok(false);
            }
        }
    }

    fn push(&mut self, text: &str) -> Result<(), Refusal> {
        self.text.push_str(&unescaped(text));
        too_much(self.ends.len() as u64 >= limits::SHARED_TEXTS, Limit::SharedTexts, limits::SHARED_TEXTS)?;
        too_much(self.text.len() as u64 > limits::SHARED_BYTES, Limit::Inflated, limits::SHARED_BYTES)?;
        self.ends.push(self.text.len() as u32);
        Ok(())
    }

    /// The text at a position.
    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)? as usize;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        self.text.get(start..end)
    }
}
