//! The two typefaces of every deliverable, and how wide a text is in them. Never asks the machine for a font.

use std::sync::{Arc, OnceLock};

use resvg::usvg::fontdb::Database;
use ttf_parser::Face;

/// Latin letters and digits, with a baht sign.
pub const LATIN: &[u8] = include_bytes!("../../assets/fonts/IBMPlexSans-Medium.ttf");
/// Thai letters.
pub const THAI: &[u8] = include_bytes!("../../assets/fonts/NotoSansThai-Medium.ttf");
/// Their names, in the order in which they are tried.
pub const FAMILIES: &str = "'IBM Plex Sans', 'Noto Sans Thai', sans-serif";

/// Letters that neither face has are taken as wide as an average one.
const UNKNOWN: f32 = 0.6;

struct Faces {
    latin: Option<Face<'static>>,
    thai: Option<Face<'static>>,
}

fn faces() -> &'static Faces {
    static FACES: OnceLock<Faces> = OnceLock::new();
    FACES.get_or_init(|| Faces { latin: Face::parse(LATIN, 0).ok(), thai: Face::parse(THAI, 0).ok() })
}

/// Both faces for the drawing libraries.
pub fn database() -> Arc<Database> {
    static FONTS: OnceLock<Arc<Database>> = OnceLock::new();
    let load = || {
        let mut fonts = Database::new();
        fonts.load_font_data(LATIN.to_vec());
        fonts.load_font_data(THAI.to_vec());
        fonts.set_sans_serif_family("IBM Plex Sans");
        Arc::new(fonts)
    };
    Arc::clone(FONTS.get_or_init(load))
}

/// Width of a line of text in letters of `size`.
pub fn text_width(text: &str, size: f32) -> f32 {
    text.chars().map(advance).sum::<f32>() * size
}

/// How far a letter moves the pen, as a part of the size.
fn advance(letter: char) -> f32 {
    let faces = faces();
    let of = |face: &Option<Face<'static>>| {
        let face = face.as_ref()?;
        let width = face.glyph_hor_advance(face.glyph_index(letter)?)?;
        Some(f32::from(width) / f32::from(face.units_per_em()))
    };
    let found = if is_thai(letter) { of(&faces.thai) } else { of(&faces.latin).or_else(|| of(&faces.thai)) };
    found.unwrap_or(UNKNOWN)
}

/// Whether a letter is Thai.
pub fn is_thai(letter: char) -> bool {
    // The baht sign belongs to the script block, but stands with digits.
    ('\u{E01}'..='\u{E5B}').contains(&letter) && letter != '฿'
}

/// Whether a letter is drawn in the Thai typeface: it is Thai, or only that face has it.
pub fn is_in_thai_face(letter: char) -> bool {
    let has =
        |face: &Option<Face<'static>>| face.as_ref().is_some_and(|face| face.glyph_index(letter).is_some());
    is_thai(letter) || (!has(&faces().latin) && has(&faces().thai))
}

/// A run in pieces that are drawn in one typeface each; blanks and signs among Thai words are not.
pub fn of_one_face(run: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = run;
    while let Some(first) = rest.chars().next() {
        let face = is_in_thai_face(first);
        let end = rest.find(|letter| is_in_thai_face(letter) != face).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// A vowel of two parts. Whoever draws it takes the letter as wide as its widest part, so that what follows needs a place of its own.
const SARA_AM: char = '\u{E33}';

/// A text in runs of one script each, because whoever draws guesses the script of a run by its first letter; a run ends behind every
/// SARA AM.
pub fn runs(text: &str) -> Vec<&str> {
    let mut runs = Vec::new();
    let (mut start, mut script) = (0, None);
    for (at, letter) in text.char_indices() {
        // Blanks, digits and signs go with either script.
        let own = if is_thai(letter) {
            Some(true)
        } else if letter.is_alphanumeric() || letter == '฿' {
            Some(false)
        } else {
            None
        };
        if own.is_some() && script.is_some() && own != script {
            runs.push(&text[start..at]);
            start = at;
        }
        script = own.or(script);
        let next = at + letter.len_utf8();
        if letter == SARA_AM && next < text.len() {
            runs.push(&text[start..next]);
            (start, script) = (next, None);
        }
    }
    if start < text.len() {
        runs.push(&text[start..]);
    }
    runs
}

/// `text` cut with an ellipsis so that it is no wider than `width`; marks stay with their letters.
pub fn shortened(text: &str, size: f32, width: f32) -> String {
    if text_width(text, size) <= width {
        return text.to_owned();
    }
    let mut kept = text;
    while let Some(last) = kept.chars().next_back() {
        kept = &kept[..kept.len() - last.len_utf8()];
        let splits_mark = text[kept.len()..].starts_with(is_mark);
        if !splits_mark && text_width(kept.trim_end(), size) + text_width("…", size) <= width {
            return format!("{}…", kept.trim_end());
        }
    }
    "…".to_owned()
}

/// A vowel or tone that stands above or below the letter before it.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{E31}' | '\u{E34}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_take_no_room_and_digits_are_equally_wide() {
        assert!((text_width("ก", 10.0) - text_width("กี่", 10.0)).abs() < 0.01);
        assert!((text_width("111", 10.0) - text_width("888", 10.0)).abs() < 0.01);
        assert!(text_width("ลูกค้า", 20.0) > text_width("ลูกค้า", 10.0));
    }

    #[test]
    fn a_run_is_of_one_script() {
        assert_eq!(runs("NPS ของร้าน 9–10 คะแนน"), ["NPS ", "ของร้าน ", "9–10 ", "คะแนน"]);
        assert_eq!(runs("฿1,234 net"), ["฿1,234 net"]);
        assert_eq!(runs("ทำได้"), ["ทำ", "ได้"]);
        assert_eq!(runs("คำ"), ["คำ"]);
        assert!(runs("").is_empty());
    }

    #[test]
    fn a_piece_is_of_one_face() {
        assert_eq!(of_one_face("ราคา (บาท) 5 %"), ["ราคา", " (", "บาท", ") 5 %"]);
        assert_eq!(of_one_face("net ฿5"), ["net ฿5"]);
        assert!(of_one_face("").is_empty());
    }

    #[test]
    fn a_cut_text_keeps_its_letters_whole() {
        let text = "ที่อยู่ที่ดีที่สุด";
        for width in 1..120u8 {
            let width = f32::from(width);
            let cut = shortened(text, 12.0, width);
            assert!(text_width(&cut, 12.0) <= width.max(text_width("…", 12.0)), "{cut}");
            let kept = cut.trim_end_matches('…');
            assert!(text.starts_with(kept) && !text[kept.len()..].starts_with(is_mark), "{cut}");
        }
        assert_eq!(shortened("short", 12.0, 500.0), "short");
    }
}
