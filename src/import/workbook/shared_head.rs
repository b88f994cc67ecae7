//! Which of the shared texts the first rows of an Excel sheet name. Never reads on behind those rows.

use quick_xml::events::Event;

use super::sheet::row_number;
use super::xml::{Xml, add_text, attribute};
use crate::import::Refusal;

/// The highest position of a shared text in the rows up to `last_row`; `None` where no cell names one.
///
/// # Errors
/// [`Refusal`].
pub(super) fn highest(xml: &mut Xml, last_row: u64) -> Result<Option<usize>, Refusal> {
    let (mut buffer, mut value) = (Vec::new(), String::new());
    let (mut row, mut highest, mut is_shared, mut in_value) = (0, None, false, false);
    loop {
        let event = xml.next(&mut buffer)?;
        match &event {
            Event::Start(tag) => match tag.local_name().into_inner() {
                "row" => {
                    row = row_number(tag, row)?;
                    if row > last_row {
                        return Ok(highest);
                    }
                }
                "c" => is_shared = attribute(tag, "t").as_deref() == Some("s"),
                "v" => in_value = is_shared,
                _ => {}
            },
            Event::End(tag) if tag.local_name().into_inner() == "v" => {
                highest = highest.max(value.trim().parse().ok());
                value.clear();
                in_value = false;
            }
            Event::Eof => return Ok(highest),
            event if in_value => add_text(event, &mut value)?,
            _ => {}
        }
    }
}
