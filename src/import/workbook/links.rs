//! Which part of an Excel workbook is where. Never follows a name out of the workbook.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::package::Package;
use super::sheet_text::too_much;
use super::xml::attribute;
use crate::import::refusal::Limit;
use crate::import::{Refusal, limits};

/// Where one part of a workbook points to.
pub(super) struct Link {
    /// Last word of the kind of link: `worksheet`, `styles`.
    pub kind: String,
    /// Name of the part.
    pub part: String,
}

/// The links of one part of a workbook, by their ids.
///
/// # Errors
/// [`Refusal`].
pub(super) fn links(
    package: &mut Package,
    part: &str,
    folder: &str,
) -> Result<HashMap<String, Link>, Refusal> {
    let mut links = HashMap::new();
    let Some(mut xml) = package.xml(part.trim_start_matches('/'))? else { return Ok(links) };
    let mut buffer = Vec::new();
    loop {
        match xml.next(&mut buffer)? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().into_inner() == "Relationship" => {
                let (id, kind) = (attribute(&tag, "Id"), attribute(&tag, "Type").unwrap_or_default());
                let target = attribute(&tag, "Target").unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                links.insert(id.unwrap_or_default(), Link { kind, part: resolve(folder, &target) });
            }
            Event::Eof => return Ok(links),
            _ => {}
        }
        too_much(links.len() > 10 * limits::SHEETS, Limit::Sheets, limits::SHEETS as u64)?;
    }
}

/// A target beside the part that names it, or from the root of the package.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let full = if target.starts_with('/') { target } else { format!("{folder}/{target}") };
    let mut steps: Vec<&str> = Vec::new();
    for step in full.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The part that lists the sheets.
///
/// # Errors
/// [`Refusal`].
pub(super) fn main_part(package: &mut Package) -> Result<String, Refusal> {
    let links = links(package, "_rels/.rels", "")?;
    let stated = links.into_values().find(|link| link.kind == "officeDocument").map(|link| link.part);
    Ok(stated.filter(|part| package.has(part)).unwrap_or_else(|| "xl/workbook.xml".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_where_they_are_named() {
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "/xl/styles.xml"), "xl/styles.xml");
        assert_eq!(resolve("xl", "..\\a.xml"), "a.xml");
    }
}
