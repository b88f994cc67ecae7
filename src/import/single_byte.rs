//! Which of the encodings with one byte per character a text is in, and a line that lets a person check the guess.
//! Never decides about UTF-8 or UTF-16.

use encoding_rs::{Encoding, WINDOWS_874, WINDOWS_1252};

use super::decode::Scan;
use super::parse::text::shorten;

/// The encoding of a text that is no UTF-8, given what its letter statistics say. Thai is told by how its letters go together: vowels
/// and tone marks above and below the line need a consonant to stand on, and words are runs of letters.
pub(super) fn choose(head: &[u8], guess: &'static Encoding) -> &'static Encoding {
    match (is_thai(head), guess == WINDOWS_874) {
        (Some(true), _) => WINDOWS_874,
        (Some(false), true) => WINDOWS_1252,
        _ => guess,
    }
}

/// Whether the letters beyond ASCII go together as in Thai; `None` when there are none.
fn is_thai(head: &[u8]) -> Option<bool> {
    let (mut letters, mut misfits, mut runs) = (0_usize, 0_usize, 0_usize);
    let mut before = b' ';
    for byte in head {
        if *byte >= 0x80 {
            letters += 1;
            runs += usize::from(before < 0x80);
            misfits += usize::from(!fits(before, *byte));
        }
        before = *byte;
    }
    // A Latin text has single accented letters in the middle of words, a Thai one has words.
    (letters > 0).then(|| misfits * 20 <= letters && letters >= 3 * runs)
}

/// Whether `byte` may follow `before` in Thai text.
fn fits(before: u8, byte: u8) -> bool {
    let carries = matches!(before, 0xA1..=0xDA | 0xE0..=0xEE);
    match byte {
        // Vowels above and below, and marks.
        0xD1 | 0xD4..=0xDA | 0xE7..=0xEE => carries && !matches!(before, 0xE0..=0xE4),
        0xA1..=0xD0 | 0xD2 | 0xD3 | 0xDF..=0xE6 | 0xEF..=0xFB => true,
        // Typographic quotes, dashes and the blank that does not break.
        0x80 | 0x85 | 0x91..=0x97 | 0xA0 => true,
        _ => false,
    }
}

/// The first line with letters beyond ASCII, and what it says in the encoding that was chosen; `None` when the encoding is no guess or
/// the line stands far down.
pub(super) fn example(scan: &Scan) -> Option<(u64, String)> {
    if !scan.encoding.is_single_byte() {
        return None;
    }
    let is_high = |line: &&[u8]| line.iter().any(|byte| *byte >= 0x80);
    let mut lines = scan.head.split(|byte| *byte == b'\n').zip(1..);
    let (line, number) = lines.find(|(line, _)| is_high(line))?;
    let text = scan.encoding.decode_without_bom_handling(line.trim_ascii_end()).0;
    Some((number, shorten(&text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thai_is_told_from_latin_by_how_its_letters_go_together() {
        let check = |text: &str, encoding: &'static Encoding, guess, expected: &'static Encoding| {
            assert_eq!(choose(&encoding.encode(text).0, guess), expected, "{text}");
        };
        check("เลขที่,ยอดรวม\nค่าส่ง,น้ำปลา", WINDOWS_874, WINDOWS_1252, WINDOWS_874);
        check("ชื่อ,ที่อยู่", WINDOWS_874, WINDOWS_874, WINDOWS_874);
        check("café,Müller,Señor", WINDOWS_1252, WINDOWS_874, WINDOWS_1252);
        check("Zoë,François", WINDOWS_1252, WINDOWS_1252, WINDOWS_1252);
        check("жена,дом", encoding_rs::WINDOWS_1251, encoding_rs::WINDOWS_1251, encoding_rs::WINDOWS_1251);
    }
}
