//! Signs that few programs put between cells, by how often they stand in the first lines of a text. Never decides that a text is a table.

/// Lines that are looked at.
const LINES: usize = 40;
/// The delimiters that every text is tried with, and what belongs to numbers, words and quotes.
const USUAL: &[u8] = b",\t;| .-_'\"()@";
/// What stands in dates, times, addresses and formulas, and therefore as often in every line of many a table.
const OF_VALUES: &[u8] = b"/:\\%&+=?<>[]{}$*!";

/// How often each character of ASCII stands in a line.
type Tally = [usize; 128];

/// Signs that stand in nearly every line: a person may know that they part its cells.
pub(in crate::import) fn in_most_lines(text: &str) -> Vec<u8> {
    let lines = tallies(text);
    candidates().filter(|sign| in_nearly_all(&lines, *sign, |count| count > 0)).collect()
}

/// Signs that stand twice or more, and as often in nearly every line, where no value holds them.
pub(super) fn regular(text: &str) -> Vec<u8> {
    let lines = tallies(text);
    let Some(first) = lines.first().filter(|_| lines.len() >= 3) else { return Vec::new() };
    let is_regular = |sign: &u8| {
        let usual = first[usize::from(*sign)];
        usual >= 2 && in_nearly_all(&lines, *sign, |count| count == usual)
    };
    candidates().filter(|sign| !OF_VALUES.contains(sign)).filter(is_regular).collect()
}

fn candidates() -> impl Iterator<Item = u8> {
    (1..0x7F_u8).filter(|sign| {
        let is_break = matches!(sign, b'\n' | b'\r');
        !sign.is_ascii_alphanumeric() && !is_break && !USUAL.contains(sign)
    })
}

/// The first lines, blank ones and the last, which may be cut off, left out.
fn tallies(text: &str) -> Vec<Tally> {
    let mut lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(LINES + 1).collect();
    if lines.len() > 1 && (lines.len() > LINES || !text.ends_with('\n')) {
        lines.pop();
    }
    let tally = |line: &str| {
        let mut tally = [0; 128];
        line.bytes().filter(u8::is_ascii).for_each(|byte| tally[usize::from(byte)] += 1);
        tally
    };
    lines.into_iter().map(tally).collect()
}

fn in_nearly_all(lines: &[Tally], sign: u8, holds: impl Fn(usize) -> bool) -> bool {
    let held = lines.iter().filter(|tally| holds(tally[usize::from(sign)])).count();
    held > 0 && held * 10 >= lines.len() * 9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_that_stands_as_often_in_every_line_may_be_a_delimiter() {
        let text = "bill#day#sum\nB1#05/01/2569#12,50\nB2#06/01/2569#8\n";
        assert_eq!(regular(text), *b"#");
        // The header has no date in it.
        assert_eq!(in_most_lines(text), *b"#");
        assert_eq!(regular("a\u{1}b\u{1}c\n1\u{1}2\u{1}3\n4\u{1}5\u{1}6\n"), [1]);
        // Order numbers, and words here and there.
        assert_eq!(regular("Name,Date\n#1001,x\n#1002,y\n#1003,z\n"), b"");
        assert_eq!(regular("# a # b\ntext\ntext # more #\n"), b"");
        assert_eq!(regular(""), b"");
    }
}
