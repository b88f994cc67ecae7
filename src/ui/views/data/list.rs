//! The order of files in the list: the parts of one file (sheets, files of an archive) under its name. Never opens a file.

use crate::import::SourceReport;

/// What stands between a file and its part in the name of a source.
const PART: &str = " › ";

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A file with several parts below it.
    Group {
        /// Path of the file.
        path: String,
        /// How many parts.
        parts: usize,
        /// The first of them.
        first: usize,
    },
    /// A source by its index; whether it stands below its file.
    Source(usize, bool),
}

impl Line {
    /// The source that a click on the line selects.
    pub(super) fn source(&self) -> usize {
        match self {
            Self::Group { first, .. } => *first,
            Self::Source(index, _) => *index,
        }
    }
}

/// Every source once, in order, parts of one file together under it.
pub(super) fn lines(sources: &[SourceReport]) -> Vec<Line> {
    let file = |source: &SourceReport| source.path.split(PART).next().unwrap_or_default().to_owned();
    let mut lines = Vec::with_capacity(sources.len());
    let mut index = 0;
    while index < sources.len() {
        let path = file(&sources[index]);
        let parts = sources[index..].iter().take_while(|source| file(source) == path).count();
        if parts > 1 && sources[index].path.contains(PART) {
            lines.push(Line::Group { path, parts, first: index });
            lines.extend((index..index + parts).map(|index| Line::Source(index, true)));
            index += parts;
        } else {
            lines.push(Line::Source(index, false));
            index += 1;
        }
    }
    lines
}

/// What a source is called below its file.
pub(super) fn part_name(path: &str) -> &str {
    path.split_once(PART).map_or(path, |(_, part)| part)
}

/// Letters of a name that the list shows at most; the whole name stands above the details.
const SHOWN: usize = 44;

/// A name with its middle left out where it is long: what tells exports apart stands at both ends.
pub(super) fn shown(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    if letters.len() <= SHOWN {
        return name.to_owned();
    }
    let end = letters.len() - SHOWN / 3;
    let beginning: String = letters[..SHOWN - SHOWN / 3 - 1].iter().collect();
    // A mark of Thai cannot stand behind the gap without its letter.
    let end: String = letters[end..].iter().skip_while(|letter| is_mark(**letter)).collect();
    format!("{}…{end}", beginning.trim_end())
}

/// Whether a Thai character stands above or below the letter before it.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{e31}' | '\u{e33}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_stand_below_their_file_and_a_lone_sheet_stands_for_itself() {
        let source = |path: &str| SourceReport { path: path.to_owned(), ..SourceReport::default() };
        let sources = ["a.csv", "b.xlsx › Orders", "b.xlsx › Items", "c.xlsx › Sheet1", "a.csv"].map(source);
        let group = Line::Group { path: "b.xlsx".to_owned(), parts: 2, first: 1 };
        let expected = [
            Line::Source(0, false),
            group,
            Line::Source(1, true),
            Line::Source(2, true),
            Line::Source(3, false),
            Line::Source(4, false),
        ];
        assert_eq!(lines(&sources), expected);
        assert_eq!(part_name("b.xlsx › Orders"), "Orders");
        assert_eq!(lines(&[]), []);
    }

    #[test]
    fn a_long_name_keeps_both_ends() {
        assert_eq!(shown("orders.csv"), "orders.csv");
        let long = "shopify_orders_cod_pending_utm_in_note_attributes_EXCERPT.csv";
        let short = shown(long);
        assert_eq!(short, "shopify_orders_cod_pending_ut…es_EXCERPT.csv");
        assert!(short.chars().count() <= SHOWN);
        assert!(!shown(&"ก่".repeat(40)).contains("…่"));
    }
}
