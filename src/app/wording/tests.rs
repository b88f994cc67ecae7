//! Every sentence exists in both languages and fills all its blanks. Never tests the wording itself.

use super::*;
use crate::domain::Day;
use crate::import::{Content, LeftOut, Limit, Refusal, Unrecognised};

fn check(sentence: &str) {
    assert!(!sentence.contains("%{"), "a blank is left open: {sentence}");
    assert!(sentence.contains(' ') || !sentence.is_ascii(), "a key without a text: {sentence}");
}

#[test]
fn every_sentence_is_written_in_both_languages() {
    for language in Language::ALL {
        for reason_kind in reasons() {
            check(&reason(language, &reason_kind));
        }
        for note_kind in notes() {
            check(&note(language, &note_kind));
        }
        for refusal_kind in refusals() {
            check(&refusal(language, &refusal_kind));
        }
        for why in parts_left_out() {
            check(&left_out(language, &why));
        }
        for caveat_kind in caveats() {
            check(&caveat(language, &caveat_kind));
        }
    }
    assert_ne!(reason(Language::English, &Reason::NoDate), reason(Language::Thai, &Reason::NoDate));
}

#[test]
fn a_rejected_row_names_its_line_its_column_and_its_value() {
    let row = RejectedRow {
        row: 12,
        line: 14,
        column: "Total".to_owned(),
        value: "abc %{line}".to_owned(),
        reason: Reason::NotAnAmount,
    };
    let sentence = rejected_row(Language::English, &row);
    assert!(
        sentence.starts_with("Line 14, column “Total”, value “abc %{line}”: This is no amount"),
        "{sentence}"
    );
}

#[test]
fn a_field_nobody_named_shows_its_machine_name_with_blanks() {
    assert_eq!(field(Language::English, "order_id"), "order number");
    assert_eq!(field(Language::Thai, "parcel_weight"), "parcel weight");
}

#[test]
fn a_long_list_of_headers_is_shortened() {
    let headers = (0..40).map(|index| format!("h{index}")).collect();
    let unknown = Refusal::Unknown(Box::new(Unrecognised {
        looks_like: None,
        found: Vec::new(),
        missing: Vec::new(),
        headers,
    }));
    let sentence = refusal(Language::English, &unknown);
    assert!(sentence.contains("“h11” and 28 more"), "{sentence}");
}

fn reasons() -> Vec<Reason> {
    vec![
        Reason::TooFewCells { found: 1, expected: 2 },
        Reason::TooManyCells { found: 3, expected: 2 },
        Reason::UnclosedQuote,
        Reason::CellTooLong { allowed: 16 << 20 },
        Reason::InvalidDate,
        Reason::NoDate,
        Reason::NotAnAmount,
        Reason::NoAmount,
        Reason::AmountTooLarge,
        Reason::NoOrderNumber,
        Reason::RefundWithoutSale,
        Reason::ShortenedNumber,
        Reason::NoScore,
        Reason::NotAScore,
        Reason::ScoreOutOfRange { low: 0, high: 10 },
        Reason::NotACount,
        Reason::NoEvent,
        Reason::NoCustomer,
        Reason::UnknownSender,
        Reason::NotPublished,
    ]
}

fn notes() -> Vec<Note> {
    let column = || "Date".to_owned();
    vec![
        Note::Preamble { lines: 2 },
        Note::TotalsLeftOut { rows: 2 },
        Note::LeftOut { column: column(), value: "Non-Amazon".to_owned(), rows: 2 },
        Note::CountedElsewhere { path: "Chart.csv".to_owned(), rows: 2 },
        Note::DescriptionRow,
        Note::CarriedDown { rows: 2 },
        Note::DuplicateHeader { header: column() },
        Note::BadBytes { line: 3 },
        Note::MendedLines { rows: 2, line: 4 },
        Note::WrappedLines { rows: 9 },
        Note::AmountsAddUp { column: "Amount".to_owned() },
        Note::GuessedEncoding {
            encoding: "windows-874".to_owned(), line: 1, example: "ชื่อ".to_owned()
        },
        Note::Truncated { line: 9 },
        Note::DateOrder { column: column(), order: "DD/MM/YYYY".to_owned() },
        Note::BuddhistYears { column: column() },
        Note::AssumedZone { zone: "Asia/Bangkok".to_owned() },
        Note::NotReported { column: column(), cells: 4 },
        Note::UnknownStatusWord { word: "odd".to_owned(), orders: 5 },
        Note::MaskedCustomers,
        Note::NoCustomers,
        Note::NoCurrency,
        Note::UnusedColumns { columns: 6 },
        Note::NoRows,
        Note::NoDates,
        Note::UnlikelyDates { column: column(), cells: 7 },
        Note::UnreadDates { column: column(), cells: 7 },
        Note::RefundsByDay { rows: 7, elsewhere: 0 },
        Note::RefundsByDay { rows: 7, elsewhere: 2 },
        Note::ScoreColumn { column: column(), by_wording: true },
        Note::ScoreColumn { column: column(), by_wording: false },
        Note::OwnMapping { made: "2026-05-12 09:00".to_owned(), shape: crate::import::Shape::default() },
        Note::MissingColumns { fields: vec!["email".to_owned()] },
    ]
}

fn refusals() -> Vec<Refusal> {
    let column = || "Date".to_owned();
    let unrecognised = |looks_like| {
        let missing = vec!["order_id".to_owned()];
        Refusal::Unknown(Box::new(Unrecognised {
            looks_like,
            found: Vec::new(),
            missing,
            headers: vec![column()],
        }))
    };
    let contents = [
        Content::Workbook,
        Content::OldWorkbook,
        Content::OpenDocument,
        Content::Zip,
        Content::Gzip,
        Content::Archive,
        Content::Html,
        Content::Json,
        Content::Xml,
        Content::Pdf,
        Content::Picture,
        Content::Parquet,
        Content::Binary,
    ];
    let mut all: Vec<Refusal> =
        contents.into_iter().map(|content| Refusal::OtherContent { content }).collect();
    all.extend([
        Refusal::Unreadable { why: "no such file".to_owned() },
        Refusal::Empty,
        Refusal::OnlyBlankLines,
        Refusal::EmptyFolder,
        Refusal::NotATable,
        Refusal::NoFigures { profile_name: "Google Ads Editor".to_owned(), instead: "a report".to_owned() },
        Refusal::SumsOfOrders { column: "จำนวนบิล".to_owned() },
        Refusal::NoHeader,
        unrecognised(None),
        unrecognised(Some(Table::Orders)),
        Refusal::MissingColumn {
            profile_name: "Shopee Thailand, orders".to_owned(),
            needed: vec![("order_id".to_owned(), vec![column()])],
            unclaimed: vec![column()],
        },
        Refusal::AmbiguousDates {
            column: column(),
            example: "03/04/2024".to_owned(),
            day_first: "2024-04-03".to_owned(),
            month_first: "2024-03-04".to_owned(),
        },
        Refusal::TwoScoreColumns { columns: vec![column(), column()] },
        Refusal::AmbiguousNumbers { column: column(), example: "1.234".to_owned() },
        Refusal::TooLarge,
        Refusal::NotEnoughMemory { needed: 5_234_000_000, available: 3_100_000_000 },
    ]);
    all.extend(refusals_of_archives());
    all
}

fn refusals_of_archives() -> Vec<Refusal> {
    let mut all = vec![
        Refusal::Damaged { part: String::new() },
        Refusal::Damaged { part: "xl/workbook.xml".to_owned() },
        Refusal::Password,
        Refusal::Entities,
        Refusal::UnknownPacking,
        Refusal::ArchiveInArchive,
        Refusal::UnsafeName,
        Refusal::NothingInside,
        Refusal::NoSuchTable { tables: 3 },
    ];
    let limits = [
        Limit::Members,
        Limit::Inflated,
        Limit::Ratio,
        Limit::File,
        Limit::Sheets,
        Limit::Cells,
        Limit::Cell,
        Limit::SheetText,
        Limit::SharedTexts,
        Limit::Header,
        Limit::Line,
        Limit::Record,
    ];
    all.extend(limits.map(|limit| Refusal::TooMuch { limit, allowed: 1 << 30 }));
    all
}

fn parts_left_out() -> Vec<LeftOut> {
    let unknown = Unrecognised {
        looks_like: None,
        found: Vec::new(),
        missing: Vec::new(),
        headers: vec!["Views".to_owned()],
    };
    let foreign = |refusal| LeftOut::Foreign { refusal: Box::new(refusal) };
    vec![
        LeftOut::Hidden,
        LeftOut::Empty,
        foreign(Refusal::Empty),
        foreign(Refusal::Unknown(Box::new(unknown))),
    ]
}

fn caveats() -> Vec<Caveat> {
    let day = Day(20_000);
    vec![
        Caveat::SegmentLeavesCounts,
        Caveat::MixedCurrencies { shown: None, left_out: 2 },
        Caveat::AllPending { orders: 3 },
        Caveat::AnonymousOrders { orders: 1, of: 3 },
        Caveat::LeftTruncated {
            new_share_first_30: 0.5,
            new_share_later: 0.8,
            new_share_31_to_60: None,
            new_share_after_90: Some(0.2),
        },
        Caveat::BurnIn { days: 90, customers: 12 },
        Caveat::UndatedAds { rows: 4 },
        Caveat::AdsAcrossPeriod { rows: 4 },
        Caveat::EventsLeftOut { records: 4 },
        Caveat::CoverageDiffers { from: Some(day), to: Some(day) },
        Caveat::CoverageDiffers { from: None, to: None },
        Caveat::SourcesEndApart { first: day, last: day },
    ]
}
