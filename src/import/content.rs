//! Tells by its first bytes what a file is when it is no text table. Never trusts a file's name, never parses content.

use super::Content;

/// Kind of content by its first bytes; `None` for what may be a text table.
pub(super) fn detect(head: &[u8]) -> Option<Content> {
    signature(head).or_else(|| markup(head)).or_else(|| is_binary(head).then_some(Content::Binary))
}

/// Magic numbers of the kinds people mistake for a table.
fn signature(head: &[u8]) -> Option<Content> {
    const SIGNATURES: &[(&[u8], Content)] = &[
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Content::OldWorkbook),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00", Content::OldWorkbook),
        (b"\x1F\x8B", Content::Gzip),
        (b"\xFD7zXZ\x00", Content::Archive),
        (b"7z\xBC\xAF\x27\x1C", Content::Archive),
        (b"\x28\xB5\x2F\xFD", Content::Archive),
        (b"Rar!\x1A\x07", Content::Archive),
        (b"BZh", Content::Archive),
        (b"%PDF-", Content::Pdf),
        (b"\x89PNG\r\n\x1A\n", Content::Picture),
        (b"\xFF\xD8\xFF", Content::Picture),
        (b"GIF8", Content::Picture),
        (b"PAR1", Content::Parquet),
    ];
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Some(zip_kind(head));
    }
    SIGNATURES.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, content)| *content)
}

/// What a ZIP container holds, by the names that stand uncompressed in its first entries.
fn zip_kind(head: &[u8]) -> Content {
    let holds = |name: &[u8]| memchr::memmem::find(head, name).is_some();
    if holds(b"xl/") || (holds(b"[Content_Types].xml") && holds(b"xl")) {
        Content::Workbook
    } else if holds(b"application/vnd.oasis.opendocument") {
        Content::OpenDocument
    } else {
        Content::Zip
    }
}

/// HTML, XML and JSON by their first visible characters.
fn markup(head: &[u8]) -> Option<Content> {
    let text = String::from_utf8_lossy(&head[..head.len().min(4096)]);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let lower = text.get(..512.min(text.len())).unwrap_or(text).to_ascii_lowercase();
    if lower.starts_with("<?xml") {
        return Some(if lower.contains("<html") { Content::Html } else { Content::Xml });
    }
    if ["<!doctype html", "<html", "<table", "<head", "<body", "<meta"]
        .iter()
        .any(|tag| lower.starts_with(tag))
    {
        return Some(Content::Html);
    }
    let second = text.chars().skip(1).find(|character| !character.is_whitespace());
    match (text.chars().next(), second) {
        (Some('{'), Some('"' | '}')) | (Some('['), Some('{' | '[' | ']')) => Some(Content::Json),
        _ => None,
    }
}

/// Control characters that no text table holds, unless the NULs are those of UTF-16 or a stray few.
fn is_binary(head: &[u8]) -> bool {
    let sample = &head[..head.len().min(8192)];
    if super::decode::looks_like_utf16(sample).is_some() || sample.is_empty() {
        return false;
    }
    let odd = sample.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31)).count();
    odd * 20 > sample.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_known_by_its_bytes() {
        let check = |head: &[u8], expected| assert_eq!(detect(head), expected, "{head:?}");
        check(b"PK\x03\x04....[Content_Types].xml....xl/workbook.xml", Some(Content::Workbook));
        check(b"PK\x03\x04....orders.csv", Some(Content::Zip));
        check(b"  <!DOCTYPE html><html>", Some(Content::Html));
        check(b"{\"orders\": [1]}", Some(Content::Json));
        check(b"[{\"a\":1}]", Some(Content::Json));
        check(b"\x89PNG\r\n\x1A\n....", Some(Content::Picture));
        check(b"\x01\x02\x03\x04\x00\x05\x06binary", Some(Content::Binary));
        check(b"Name,Total\n#1,5\n", None);
        check(b"[note],x\n", None);
        check(b"a\x00b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v\n", None);
    }
}
