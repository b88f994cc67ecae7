//! Rows of an Excel sheet and shared texts, read straight off their bytes where they are written as nearly every program writes them.
//! Never decides about anything unusual: what is not plain in every byte is left to the XML reader, with its faults.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use quick_xml::escape::unescape;

use super::sheet::{Place, place};
use crate::import::limits;

/// Tags within tags of a plain row: the row, a cell, an inline text, its words.
pub(super) const LEVELS: usize = 4;

static ROW_END: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("</row>"));
static TEXT_END: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("</si>"));

/// What a cell of a plain row says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PlainCell<'text> {
    /// Where it stands.
    pub place: Place,
    /// Its kind as written; empty without one.
    pub kind: &'text str,
    /// Number of its style.
    pub style: usize,
    /// Its value, or its inline text.
    pub text: Cow<'text, str>,
    /// Whether the text is an inline one.
    pub is_inline: bool,
}

/// An element at the beginning of some bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ahead<T> {
    /// It was read, with the blanks before it, from so many bytes.
    Plain(T, usize),
    /// Its end is not there yet.
    Unfinished,
    /// Something that the XML reader reads.
    Other,
}

/// The row at the beginning of `bytes`, whose cells are added to `cells`; yields its number. `before` is the number of the row above.
pub(super) fn row<'text>(bytes: &'text [u8], before: u64, cells: &mut Vec<PlainCell<'text>>) -> Ahead<u64> {
    element(bytes, b"<row", &ROW_END, |text| Cursor::new(text).row(before, cells))
}

/// The shared text at the beginning of `bytes`.
pub(super) fn shared_text(bytes: &[u8]) -> Ahead<Cow<'_, str>> {
    element(bytes, b"<si>", &TEXT_END, |text| Cursor::new(text).shared_text())
}

/// Reads an element that begins with `start`, behind blanks, up to where `end` first stands.
fn element<'text, T>(
    bytes: &'text [u8],
    start: &[u8],
    end: &Finder<'_>,
    read: impl FnOnce(&'text str) -> Option<T>,
) -> Ahead<T> {
    let blanks = bytes.iter().take_while(|byte| is_blank(**byte)).count();
    let rest = &bytes[blanks..];
    if !rest.starts_with(start) {
        return if start.starts_with(rest) { Ahead::Unfinished } else { Ahead::Other };
    }
    // An empty element has no end that could be looked for, however far.
    let Some(tag) = memchr::memchr(b'>', rest).map(|at| &rest[..=at]) else { return Ahead::Unfinished };
    if !is_plain_start(tag, start.len()) {
        return Ahead::Other;
    }
    let Some(length) = end.find(rest).map(|at| at + end.needle().len()) else { return Ahead::Unfinished };
    let text = simdutf8::basic::from_utf8(&rest[..length]).ok();
    text.and_then(read).map_or(Ahead::Other, |read| Ahead::Plain(read, blanks + length))
}

fn is_plain_start(tag: &[u8], at: usize) -> bool {
    let text = std::str::from_utf8(tag).unwrap_or_default();
    at == tag.len() || (Cursor { text, at: at.min(text.len()) }).attributes(|_, _| {}) == Some(Tag::Open)
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// How a tag ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag {
    /// `<c>`: its content follows.
    Open,
    /// `<c/>`.
    Empty,
}

/// A place in the text of one element. Every function yields nothing where the text is not plain.
struct Cursor<'text> {
    text: &'text str,
    at: usize,
}

impl<'text> Cursor<'text> {
    fn new(text: &'text str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &'text [u8] {
        &self.text.as_bytes()[self.at..]
    }

    /// Passes over `expected` if it comes next. Its length is known when this is compiled: nothing is called to compare a few bytes.
    fn passes<const LENGTH: usize>(&mut self, expected: &[u8; LENGTH]) -> bool {
        let is_next = self.rest().first_chunk() == Some(expected);
        if is_next {
            self.at += LENGTH;
        }
        is_next
    }

    /// Passes over `expected`, which must come next.
    fn pass<const LENGTH: usize>(&mut self, expected: &[u8; LENGTH]) -> Option<()> {
        self.passes(expected).then_some(())
    }

    fn pass_blanks(&mut self) {
        self.at += self.rest().iter().take_while(|byte| is_blank(**byte)).count();
    }

    fn row(mut self, before: u64, cells: &mut Vec<PlainCell<'text>>) -> Option<u64> {
        self.pass(b"<row")?;
        let mut stated = None;
        if self.attributes(|name, value| first(&mut stated, name == "r", value))? == Tag::Empty {
            return None;
        }
        let row = match stated {
            None => before + 1,
            Some(stated) => stated.parse().ok().filter(|row| (1..=limits::SHEET_ROWS).contains(row))?,
        };
        let mut next_column = 0;
        loop {
            self.pass_blanks();
            if self.passes(b"</row>") {
                return Some(row);
            }
            let cell = self.cell(Place { row, column: next_column })?;
            next_column = cell.place.column + 1;
            cells.push(cell);
        }
    }

    /// A cell, which stands at `next` unless it says otherwise.
    fn cell(&mut self, next: Place) -> Option<PlainCell<'text>> {
        self.pass(b"<c")?;
        let (mut reference, mut kind, mut style) = (None, None, None);
        let tag = self.attributes(|name, value| match name {
            "r" => first(&mut reference, true, value),
            "t" => first(&mut kind, true, value),
            "s" => first(&mut style, true, value),
            _ => {}
        })?;
        let mut cell = PlainCell {
            place: reference.map_or(Some(next), place)?,
            kind: kind.unwrap_or_default(),
            style: style.and_then(|style| style.parse().ok()).unwrap_or(0),
            text: Cow::Borrowed(""),
            is_inline: false,
        };
        if tag == Tag::Open {
            (cell.text, cell.is_inline) = self.content()?;
        }
        Some(cell)
    }

    /// What stands in a cell, up to and with its end: a formula that nobody reads, and a value or an inline text.
    fn content(&mut self) -> Option<(Cow<'text, str>, bool)> {
        self.pass_blanks();
        if self.passes(b"<f") {
            self.words(b"</f>")?;
            self.pass_blanks();
        }
        let mut content = (Cow::Borrowed(""), false);
        if self.passes(b"<v") {
            content.0 = self.words(b"</v>")?;
        } else if self.passes(b"<is>") {
            self.pass_blanks();
            self.pass(b"<t")?;
            content = (self.words(b"</t>")?, true);
            self.pass_blanks();
            self.pass(b"</is>")?;
        }
        self.pass_blanks();
        self.pass(b"</c>")?;
        Some(content)
    }

    fn shared_text(mut self) -> Option<Cow<'text, str>> {
        self.pass(b"<si>")?;
        self.pass_blanks();
        self.pass(b"<t")?;
        let text = self.words(b"</t>")?;
        self.pass_blanks();
        self.pass(b"</si>")?;
        Some(text)
    }

    /// The text of an element whose name was passed, up to and with its end.
    fn words<const LENGTH: usize>(&mut self, end: &[u8; LENGTH]) -> Option<Cow<'text, str>> {
        if self.attributes(|_, _| {})? == Tag::Empty {
            return Some(Cow::Borrowed(""));
        }
        let first = memchr::memchr3(b'<', b'&', b'\r', self.rest())?;
        let length = first + memchr::memchr(b'<', &self.rest()[first..])?;
        let text = &self.text[self.at..self.at + length];
        self.at += length;
        self.pass(end)?;
        // A line may end in two ways in XML, and is the same text.
        if length > limits::CELL_BYTES || (first < length && text.contains('\r')) {
            return None;
        }
        if first < length { unescape(text).ok() } else { Some(Cow::Borrowed(text)) }
    }

    /// The attributes of a tag whose name was passed, by their names without prefix, and how the tag ends.
    fn attributes(&mut self, mut see: impl FnMut(&'text str, &'text str)) -> Option<Tag> {
        loop {
            let blanks = self.rest().iter().take_while(|byte| **byte == b' ').count();
            self.at += blanks;
            match self.rest().first()? {
                b'>' => {
                    self.at += 1;
                    return Some(Tag::Open);
                }
                b'/' => {
                    self.pass(b"/>")?;
                    return Some(Tag::Empty);
                }
                _ if blanks == 0 => return None,
                _ => {
                    let (name, value) = self.attribute()?;
                    see(name.split_once(':').map_or(name, |(_, name)| name), value);
                }
            }
        }
    }

    /// `name="value"`, with nothing in either that could be anything else.
    fn attribute(&mut self) -> Option<(&'text str, &'text str)> {
        let is_of_name = |byte: &u8| byte.is_ascii_alphanumeric() || b":_-.".contains(byte);
        let name = self.rest().iter().take_while(|byte| is_of_name(byte)).count();
        let from = self.at + name + 2;
        if name == 0 || !self.rest()[name..].starts_with(b"=\"") {
            return None;
        }
        let is_of_value = |byte: &u8| !matches!(byte, b'"' | b'<' | b'>' | b'&' | ..=0x1F);
        let value = self.text.as_bytes()[from..].iter().take_while(|byte| is_of_value(byte)).count();
        let name = &self.text[self.at..self.at + name];
        self.at = from + value;
        self.pass(b"\"")?;
        Some((name, &self.text[from..from + value]))
    }
}

/// Keeps the first value that is `wanted`.
fn first<'text>(kept: &mut Option<&'text str>, is_wanted: bool, value: &'text str) {
    if is_wanted {
        kept.get_or_insert(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (Ahead<u64>, Vec<(u64, String, String)>) {
        let mut cells = Vec::new();
        let row = row(bytes, 6, &mut cells);
        let shown = |cell: PlainCell<'_>| (cell.place.column, cell.kind.to_owned(), cell.text.into_owned());
        (row, cells.into_iter().map(shown).collect())
    }

    #[test]
    fn plain_rows_are_read_with_their_cells() {
        let text = "\n<row r=\"7\" spans=\"1:3\" x14ac:dyDescent=\"0.25\"><c r=\"A7\" s=\"2\" t=\"s\"><v>12</v></c><c/>\
            <c t=\"inlineStr\"><is><t xml:space=\"preserve\"> ก &amp; &#10;</t></is></c>\
            <c r=\"E7\" t=\"str\"><f>A1</f><v>5</v></c></row><row";
        let (row, cells) = read(text.as_bytes());
        assert_eq!(row, Ahead::Plain(7, text.len() - 4));
        let expected = [(0, "s", "12"), (1, "", ""), (2, "inlineStr", " ก & \n"), (4, "str", "5")];
        let expected = expected.map(|(column, kind, text)| (column, kind.to_owned(), text.to_owned()));
        assert_eq!(cells, expected);
        assert_eq!(read(b"<row></row>").0, Ahead::Plain(7, 11));
    }

    #[test]
    fn what_is_not_plain_is_left_alone() {
        let check = |text: &[u8], expected| assert_eq!(read(text).0, expected, "{text:?}");
        for unfinished in [&b""[..], b" ", b"<r", b"<row", b"<row r=\"1\"><c r=\"A1\"><v>1</v></c></ro"] {
            check(unfinished, Ahead::Unfinished);
        }
        for other in [
            "</sheetData>",
            "text<row></row>",
            "<rows></row>",
            "<row r=\"0\"></row>",
            "<row r='1'></row>",
            "<row/></row>",
            "<row a=\">\"/></row>",
            "<row><!-- </row> --></row>",
            "<row><c r=\"A\"></c></row>",
            "<row><c><v>&no;</v></c></row>",
            "<row><c><v>1\r</v></c></row>",
            "<row><c><v>1</v><v>2</v></c></row>",
            "<row><c><v>1</w></c></row>",
            "<row><c><is><r><t>a</t></r></is></c></row>",
            "<row><c><is><t>a</t><rPh><t>b</t></rPh></is></c></row>",
        ] {
            check(other.as_bytes(), Ahead::Other);
        }
        check(b"<row><c><v>\xFF</v></c></row>", Ahead::Other);
    }

    #[test]
    fn shared_texts_are_read_one_by_one() {
        let text = "<si><t>a &lt; b</t></si><si>";
        assert_eq!(shared_text(text.as_bytes()), Ahead::Plain(Cow::Owned("a < b".to_owned()), 24));
        assert_eq!(shared_text(&text.as_bytes()[24..]), Ahead::Unfinished);
        assert_eq!(shared_text(b"<si><r><t>a</t></r></si>"), Ahead::Other);
        assert_eq!(shared_text(b"</sst>"), Ahead::Other);
    }
}
