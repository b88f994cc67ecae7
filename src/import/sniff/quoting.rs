//! How a text quotes, escapes and pads its cells under one delimiter. Never splits a text into records for others to use.

use crate::import::records::{Record, Records};
use crate::import::tokenize::Dialect;

/// Bytes of the text that are looked at.
const LOOKED_AT: usize = 1 << 16;

/// The dialect of a text whose cells are kept apart by `delimiter`.
pub(super) fn dialect(head: &str, delimiter: u8) -> Dialect {
    let text = &head.as_bytes()[..head.len().min(LOOKED_AT)];
    let (opened, closed) = quoted_cells(text, b'"', delimiter);
    let plain =
        Dialect { backslash: escapes_with_backslashes(text, delimiter), ..Dialect::delimited(delimiter) };
    if delimiter == b' ' {
        // Columns aligned with blanks need no quotes; cells with quotes around them are separated by one blank each.
        return Dialect { aligned: opened.min(closed) < 2, ..plain };
    }
    let quote = if opened == 0 && is_quoted(quoted_cells(text, b'\'', delimiter)) { b'\'' } else { b'"' };
    let quoted = Dialect { quote, ..plain };
    let skipping = Dialect { skips_blanks: true, ..quoted };
    if pads_cells(text, skipping) { skipping } else { quoted }
}

/// Whether opening and closing quotes balance. (Spreadsheets put a single apostrophe before what must stay text.)
fn is_quoted((opened, closed): (usize, usize)) -> bool {
    opened >= 2 && closed >= 2 && opened.abs_diff(closed) * 10 <= opened + closed
}

/// How often a quote stands where a cell begins, and where one ends.
fn quoted_cells(text: &[u8], quote: u8, delimiter: u8) -> (usize, usize) {
    let (mut opened, mut closed) = (0, 0);
    for at in memchr::memchr_iter(quote, text) {
        let before = text[..at].iter().rposition(|byte| *byte != b' ').map(|last| text[last]);
        let is_edge = |byte: u8| byte == delimiter || byte == b'\n' || byte == b'\r';
        let follows_blank = delimiter == b' ' && at > 0 && text[at - 1] == b' ';
        opened += usize::from(before.is_none_or(is_edge) || follows_blank);
        closed += usize::from(text.get(at + 1).is_none_or(|byte| is_edge(*byte)));
    }
    (opened, closed)
}

/// Whether quotes inside quoted cells are written `\"`: such a pair occurs before something other than the end of a cell, and
/// doubled ones occur nowhere but in empty cells.
fn escapes_with_backslashes(text: &[u8], delimiter: u8) -> bool {
    let ends_cell =
        |at: usize| text.get(at).is_none_or(|byte| *byte == delimiter || *byte == b'\n' || *byte == b'\r');
    let mut escapes = false;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'"', &text[at..]) {
        let quote = at + found;
        let is_escaped = text[..quote].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1;
        let is_pair = text.get(quote + 1) == Some(&b'"');
        if is_escaped {
            escapes |= !ends_cell(quote + 1);
            at = quote + 1;
        } else if is_pair {
            let begins = quote == 0 || ends_cell(quote - 1);
            if !(begins && ends_cell(quote + 2)) {
                return false;
            }
            at = quote + 2;
        } else {
            at = quote + 1;
        }
    }
    escapes
}

/// Whether nearly every delimiter is followed by a blank that belongs to it.
fn pads_cells(text: &[u8], dialect: Dialect) -> bool {
    let line = text.split(|byte| matches!(byte, b'\n' | b'\r')).find(|line| !line.trim_ascii().is_empty());
    let is_padded = |line: &[u8]| line.windows(2).any(|pair| pair == [dialect.delimiter, b' ']);
    if !line.is_some_and(is_padded) {
        return false;
    }
    let mut records = Records::new(text, dialect);
    let (mut padded, mut tight) = (0, 0);
    while let Ok(Some(record)) = records.next() {
        let Record::Cells { text, cells, .. } = record else { continue };
        for cell in cells.iter().skip(1) {
            let before = &text[..cell.range().start];
            let before = before.strip_suffix(&[dialect.quote]).unwrap_or(before);
            if before.ends_with(b" ") {
                padded += 1;
            } else {
                tight += 1;
            }
        }
    }
    padded >= 2 && tight * 20 <= padded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, delimiter: u8, expected: Dialect) {
        assert_eq!(dialect(text, delimiter), expected, "{text}");
    }

    #[test]
    fn quotes_are_double_unless_apostrophes_stand_around_cells() {
        let plain = Dialect::delimited(b',');
        check("a,b\n1,\"x, y\"\n", b',', plain);
        check("a,b\n1,'x, y'\n2,'it's'\n", b',', Dialect { quote: b'\'', ..plain });
        check("phone,n\n'0812345678,1\n'0812345679,2\n", b',', plain);
        check("a,b\n\"1\",'x'\n\"2\",'y'\n", b',', plain);
    }

    #[test]
    fn backslashes_escape_where_they_stand_inside_cells() {
        let backslash = Dialect { backslash: true, ..Dialect::delimited(b',') };
        check("a,b\n\"say \\\"hi\\\", ok\",\"\"\n", b',', backslash);
        check("size,b\n\"48\\\"\",1\n", b',', backslash);
        check("folder,b\n\"C:\\\",1\n", b',', Dialect::delimited(b','));
        check("a\n\"x \"\"y\"\" \\\"z\"\n", b',', Dialect::delimited(b','));
    }

    #[test]
    fn blanks_after_delimiters_belong_to_them_where_nearly_all_have_one() {
        let plain = Dialect::delimited(b',');
        check("a, b, c\n1, \"x, y\", 2\n", b',', Dialect { skips_blanks: true, ..plain });
        check("a,b,c\nAri, Bangkok,1,2\n", b',', plain);
    }

    #[test]
    fn blanks_separate_quoted_cells_one_by_one() {
        let single = Dialect { aligned: false, ..Dialect::delimited(b' ') };
        check("day shop \"note\"\n1 Ari \"all good\"\n", b' ', single);
        check("id   day\n 1   2\n", b' ', Dialect::delimited(b' '));
    }
}
