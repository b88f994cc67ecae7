//! Which question of a survey is the 0-10 one: by its wording and by what was answered. Never chooses between two that could be it.

use super::build::answers::whole_score;
use super::parse::text::{fold, is_not_reported};
use super::profile::Field;
use super::recognise::Mapping;
use super::records::{Record, Records};
use super::sniff::Layout;
use super::{Note, Refusal, SourceReport};

/// What the question says in English and Thai surveys.
const WORDS: [&str; 7] = ["recommend", "0-10", "0 to 10", "0 – 10", "nps", "แนะนำ", "บอกต่อ"];

/// Records that are looked at.
const LOOKED_AT: usize = 400;

/// Finds the score column of a survey whose profile cannot name it, and says how it was found.
///
/// # Errors
/// [`Refusal::TwoScoreColumns`] when several could be it, [`Refusal::MissingColumn`] when none could.
pub(super) fn settle(
    mapping: &mut Mapping<'_>,
    layout: &Layout<'_>,
    head: &str,
    report: &mut SourceReport,
) -> Result<(), Refusal> {
    if !mapping.profile.find_score {
        return Ok(());
    }
    mapping.columns.remove(&Field::Score);
    let survey = Survey::read(mapping, layout, head);
    let free = (0..layout.headers.len()).filter(|index| !mapping.columns.values().any(|used| used == index));
    let scored: Vec<usize> = free.filter(|index| survey.looks_scored(*index)).collect();
    let worded: Vec<usize> = scored.iter().copied().filter(|index| survey.is_worded(*index)).collect();
    let by_wording = !worded.is_empty();
    // Without the wording a scale must at least go beyond five stars.
    let found: Vec<usize> = if by_wording {
        worded
    } else {
        scored.into_iter().filter(|index| survey.exceeds_five(*index)).collect()
    };
    let name = |index: &usize| plain(&layout.headers[*index]);
    match found[..] {
        [column] => {
            mapping.columns.insert(Field::Score, column);
            report.note(Note::ScoreColumn { column: name(&column), by_wording });
            Ok(())
        }
        [] => Err(Refusal::MissingColumn {
            profile_name: mapping.profile.name.clone(),
            needed: vec![(Field::Score.name(), WORDS.iter().map(|word| (*word).to_owned()).collect())],
            unclaimed: layout.headers.iter().map(|header| plain(header)).take(5).collect(),
        }),
        _ => Err(Refusal::TwoScoreColumns { columns: found.iter().map(name).collect() }),
    }
}

/// A header as people read it: without HTML tags, on one line.
fn plain(header: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for character in header.chars() {
        match character {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            _ if !in_tag => text.push(character),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The questions and the first answers of a survey.
struct Survey {
    questions: Vec<String>,
    answers: Vec<Vec<String>>,
}

impl Survey {
    fn read(mapping: &Mapping<'_>, layout: &Layout<'_>, head: &str) -> Self {
        let more = usize::from(mapping.profile.header_rows.saturating_sub(1));
        let mut records = Records::new(head.as_bytes(), layout.dialect);
        let (mut rows, mut scratch) = (Vec::new(), Vec::new());
        while let Ok(Some(record)) = records.next() {
            if let Record::Cells { text, cells, line } = record
                && line > layout.header_line
            {
                let cell = |span: &super::tokenize::Span, scratch: &mut Vec<u8>| {
                    String::from_utf8_lossy(span.bytes(text, layout.dialect, scratch)).into_owned()
                };
                rows.push(cells.iter().map(|span| cell(span, &mut scratch)).collect::<Vec<String>>());
            }
            if rows.len() >= LOOKED_AT {
                break;
            }
        }
        let answers = rows.split_off(more.min(rows.len()));
        let question = |(index, header): (usize, &String)| {
            let further = rows.iter().filter_map(|row| row.get(index)).map(String::as_str);
            let texts: Vec<&str> = std::iter::once(header.as_str()).chain(further).collect();
            fold(&plain(&texts.join(" ")))
        };
        Self { questions: layout.headers.iter().enumerate().map(question).collect(), answers }
    }

    fn is_worded(&self, index: usize) -> bool {
        WORDS.iter().any(|word| self.questions[index].contains(word))
    }

    fn answered(&self, index: usize) -> impl Iterator<Item = &str> {
        let cells = self.answers.iter().filter_map(move |row| row.get(index)).map(String::as_str);
        cells.filter(|cell| !is_not_reported(cell))
    }

    /// Whether nearly all that was answered are whole numbers from 0 to 10; a worded question may have no answer yet.
    fn looks_scored(&self, index: usize) -> bool {
        let all = self.answered(index).count();
        let scores = self.answered(index).filter(|cell| whole_score(cell, 0, 10).is_ok()).count();
        if all == 0 { self.is_worded(index) } else { scores * 10 >= all * 8 }
    }

    fn exceeds_five(&self, index: usize) -> bool {
        self.answered(index).any(|cell| whole_score(cell, 6, 10).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::super::profile::Profile;
    use super::super::recognise::{Recognised, recognise};
    use super::super::sniff::Verdict;
    use super::super::tokenize::Dialect;
    use super::*;

    /// The header that is found, or the columns that are asked about.
    fn found(headers: &[&str], rows: &str) -> Result<String, Vec<String>> {
        let headers: Vec<String> = headers.iter().map(|header| (*header).to_owned()).collect();
        let Recognised::Known(mut mapping) = recognise(Profile::built_in(), &headers) else {
            panic!("{headers:?} is not known")
        };
        let layout = Layout {
            dialect: Dialect::delimited(b','),
            header_line: 1,
            headers: headers.clone(),
            preamble: Vec::new(),
            recognised: Verdict::Unknown,
        };
        let mut report = SourceReport::default();
        match settle(&mut mapping, &layout, &format!("h\n{rows}"), &mut report) {
            Ok(()) => Ok(headers[mapping.columns[&Field::Score]].clone()),
            Err(Refusal::TwoScoreColumns { columns }) => Err(columns),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_score_is_found_by_wording_then_by_content_and_two_are_asked_about() {
        let check = |first: &str, second: &str, rows: &str, expected: Result<&str, &[&str]>| {
            let headers = ["#", first, second, "Submit Date (UTC)"];
            let expected = expected
                .map(str::to_owned)
                .map_err(|columns| columns.iter().map(|column| (*column).to_owned()).collect::<Vec<_>>());
            assert_eq!(found(&headers, rows), expected, "{first} {second}");
        };
        let scores = "a,9,3,2026-01-05 10:00:00\nb,4,4,2026-01-05 11:00:00\n";
        let asked = "Would you <strong>recommend</strong> us?";
        check(asked, "Stars", scores, Ok(asked));
        check("How was it?", "Stars", scores, Ok("How was it?"));
        let both = "a,9,8,2026-01-05 10:00:00\n";
        check(
            "Recommend the shop?",
            "Recommend the app?",
            both,
            Err(&["Recommend the shop?", "Recommend the app?"]),
        );
        check("Q1", "Q2", both, Err(&["Q1", "Q2"]));
    }
}
