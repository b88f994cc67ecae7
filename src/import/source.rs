//! One file, from its bytes to its rows. Never keeps a column that no metric needs.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, Hasher};

use jiff::tz::TimeZone;

use super::build::{self, Context};
use super::decode::{self, Scan};
use super::input::Source;
use super::merge::{Content, Fragment};
use super::parse::number::NumberStyle;
use super::parse::text::fold;
use super::profile::{Field, Profile};
use super::read::{self, RawTable, Reading, Stopped, Watch};
use super::recognise::{self, Mapping};
use super::sniff::{Layout, Verdict};
use super::told::{self, Chosen};
use super::{Note, Options, Refusal, SourceReport, content, preamble, score, single_byte};
use crate::tables::{Codes, Table};

/// Reads one file after another into shared codes.
pub(super) struct Reader<'options> {
    /// How to read.
    pub options: &'options Options,
    /// Zone in which days are reported.
    pub reporting: TimeZone,
    /// Codes of all files.
    pub codes: Codes,
    /// Length and digest of the files read so far.
    pub seen: Vec<(u64, u64)>,
}

impl Reader<'_> {
    /// Reads one file; `None` when it is a copy of one read before.
    ///
    /// # Errors
    /// [`Refusal`] when it cannot be used; `report` then holds what could be told about it.
    pub(super) fn read(
        &mut self,
        source: &Source,
        index: u32,
        watch: &Watch<'_>,
        report: &mut SourceReport,
    ) -> Result<Option<Fragment>, Refusal> {
        let Parsed { fingerprint, layout, mapping, table } =
            read_records(self.options, source, watch, report)?;
        if report.rows_read == 0 {
            report.note(Note::NoRows);
        }
        if self.seen.contains(&fingerprint) {
            report.rows_used = table.len() as u64;
            report.unchanged = report.rows_used;
            return Ok(None);
        }
        self.seen.push(fingerprint);
        let context = Context {
            source: index,
            profile: mapping.profile,
            header_currency: mapping.header_currency,
            reporting: self.reporting.clone(),
            reporting_name: &self.options.time_zone,
            date_order: self.options.date_order,
            numbers: self
                .options
                .decimal_comma
                .map(|comma| if comma { NumberStyle::Comma } else { NumberStyle::Point }),
            stated_range: preamble::stated_range(
                &layout.preamble,
                mapping.profile.date_order,
                &self.reporting,
            ),
            stated_zone: preamble::stated_zone(&layout.preamble),
            day_numbers: source.written.as_ref().and_then(|written| written.day_numbers),
            watch,
        };
        let content = build_rows(&context, &table, &mut self.codes, report)?;
        let zero_is_purchase = mapping.profile.orders.zero_is_purchase;
        Ok(Some(Fragment {
            source: index,
            content,
            stated: context.stated_range,
            generic: mapping.profile.generic,
            zero_is_purchase,
        }))
    }
}

/// Reads the records of a file. A long one whose first part is UTF-8 is read as such at once, and anew in the rare case that a later
/// byte proves it wrong; of any other all bytes are looked at first.
fn read_records<'options>(
    options: &'options Options,
    source: &Source,
    watch: &Watch<'_>,
    report: &mut SourceReport,
) -> Result<Parsed<'options>, Refusal> {
    let refused = |stopped| match stopped {
        Stopped::Refused(refusal) => refusal,
        Stopped::NotUtf8 => Refusal::NotATable,
    };
    let peek = decode::peek(source)?;
    let is_plain = peek.encoding == encoding_rs::UTF_8 && !told::names_encoding(options);
    if !peek.head_is_all && is_plain && peek.has_text {
        let untouched = report.clone();
        match parse(options, source, peek, true, watch, report) {
            Err(Stopped::NotUtf8) => *report = untouched,
            parsed => return parsed.map_err(refused),
        }
    }
    let scan = decode::scan(source, watch.progress)?;
    parse(options, source, scan, false, watch, report).map_err(refused)
}

/// Recognises a file and reads its records, with the encoding that `scan` says.
fn parse<'options>(
    options: &'options Options,
    source: &Source,
    mut scan: Scan,
    must_be_utf8: bool,
    watch: &Watch<'_>,
    report: &mut SourceReport,
) -> Result<Parsed<'options>, Stopped> {
    refuse_what_is_no_text(&scan)?;
    scan.encoding.name().clone_into(&mut report.encoding);
    let Chosen { layout, encoding, note } = told::choose(&scan, options).ok_or(Refusal::NotATable)?;
    if let Some(encoding) = encoding {
        told::set_encoding(&mut scan, encoding);
        encoding.name().clone_into(&mut report.encoding);
    }
    note.into_iter().for_each(|note| report.note(note));
    describe(&layout, &scan, report);
    describe_origin(source, report);
    let mut mapping = known_mapping(&layout)?;
    if mapping.profile.find_score {
        score::settle(&mut mapping, &layout, &decode::head_text(&scan), report)?;
    }
    describe_mapping(&mapping, &layout.headers, report);
    let text = decode::text_reader(source, &scan)?;
    let reading = Reading::new(layout.dialect, layout.header_line, &mapping, must_be_utf8);
    let mut read = read::read(text, &reading, watch, report)?;
    if let Some(written) = &source.written {
        written.lines.apply(&mut read.table.lines, report);
    }
    let mut digest = foldhash::quality::FixedState::default().build_hasher();
    digest.write(&scan.head);
    digest.write_u64(read.digest);
    Ok(Parsed { fingerprint: (scan.bytes, digest.finish()), layout, mapping, table: read.table })
}

/// A file that was recognised and read, before its cells are interpreted.
struct Parsed<'profile> {
    /// Length and digest.
    fingerprint: (u64, u64),
    layout: Layout<'profile>,
    mapping: Mapping<'profile>,
    table: RawTable,
}

/// Empty files and files that are no text at all.
pub(super) fn refuse_what_is_no_text(scan: &Scan) -> Result<(), Refusal> {
    if scan.bytes <= scan.bom_bytes as u64 {
        return Err(Refusal::Empty);
    }
    if let Some(content) = content::detect(&scan.head) {
        return Err(Refusal::OtherContent { content });
    }
    if !scan.has_text {
        return Err(Refusal::OnlyBlankLines);
    }
    Ok(())
}

/// The mapping of a recognised header, or why there is none.
fn known_mapping<'profile>(layout: &Layout<'profile>) -> Result<Mapping<'profile>, Refusal> {
    match &layout.recognised {
        Verdict::Known(mapping) => Ok(mapping.clone()),
        Verdict::NearMiss(mapping) => Err(recognise::near_miss(mapping, &layout.headers)),
        Verdict::Unknown => Err(recognise::unknown(Profile::built_in(), &layout.headers)),
        Verdict::NoHeader => Err(Refusal::NoHeader),
        Verdict::NoTable => Err(Refusal::NotATable),
    }
}

/// Writes into the report how the file is laid out.
fn describe(layout: &Layout<'_>, scan: &Scan, report: &mut SourceReport) {
    report.delimiter = Some(char::from(layout.dialect.delimiter));
    report.header_row = Some(layout.header_line);
    report.headers.clone_from(&layout.headers);
    if let Some(line) = scan.bad_line {
        report.note(Note::BadBytes { line });
    }
    if let Some((line, example)) = single_byte::example(scan) {
        report.note(Note::GuessedEncoding { encoding: scan.encoding.name().to_owned(), line, example });
    }
    if !layout.preamble.is_empty() {
        report.note(Note::Preamble { lines: layout.header_line - 1 });
    }
}

/// Writes into the report how the text stood in the file that it was taken from.
fn describe_origin(source: &Source, report: &mut SourceReport) {
    let Some(written) = &source.written else { return };
    written.encoding.clone_into(&mut report.encoding);
    report.header_row = report.header_row.map(|line| written.lines.shown(line));
    if written.dialect.is_some() {
        // The cells of a sheet are separated by nothing.
        report.delimiter = None;
    }
}

/// Writes into the report what the file is and which header was taken for which field.
fn describe_mapping(mapping: &Mapping<'_>, headers: &[String], report: &mut SourceReport) {
    report.profile = Some(mapping.profile.id.clone());
    report.profile_name = Some(mapping.profile.name.clone());
    report.table = Some(mapping.profile.table);
    report.confidence = mapping.confidence();
    let pairs =
        mapping.columns.iter().map(|(field, index)| (field.name(), headers[*index].trim().to_owned()));
    report.mapping = pairs.collect();
    let used: BTreeSet<usize> = mapping.columns.values().copied().collect();
    for index in &used {
        let folded = fold(&headers[*index]);
        if headers.iter().skip(index + 1).any(|header| fold(header) == folded) {
            report.note(Note::DuplicateHeader { header: headers[*index].trim().to_owned() });
        }
    }
    let filled = headers.iter().filter(|header| !header.trim().is_empty()).count();
    if filled > used.len() {
        report.note(Note::UnusedColumns { columns: (filled - used.len()) as u64 });
    }
    let wanted = [Field::Email, Field::CustomerId, Field::Phone, Field::Status];
    let missing = wanted.iter().filter(|field| {
        mapping.profile.columns.contains_key(field)
            && !mapping.columns.contains_key(field)
            && !mapping.profile.generic
    });
    let missing: Vec<String> = missing.map(|field| field.name()).collect();
    if !missing.is_empty() {
        report.note(Note::MissingColumns { fields: missing });
    }
}

fn build_rows(
    context: &Context<'_>,
    table: &RawTable,
    codes: &mut Codes,
    report: &mut SourceReport,
) -> Result<Content, Refusal> {
    Ok(match context.profile.table {
        Table::Orders => Content::Orders(build::orders::build(table, context, codes, report)?),
        Table::Ads => Content::Ads(build::ads::build(table, context, codes, report)?),
        Table::Answers => Content::Answers(build::answers::build(table, context, codes, report)?),
        Table::Reviews => Content::Reviews(build::reviews::build(table, context, codes, report)?),
        Table::Tickets => Content::Tickets(build::tickets::build(table, context, codes, report)?),
        Table::Messages => Content::Messages(build::messages::build(table, context, codes, report)?),
        Table::WebDays => Content::WebDays(build::web::build(table, context, codes, report)?),
        Table::Campaigns => Content::Campaigns(build::campaigns::build(table, context, codes, report)?),
        Table::Parcels => Content::Parcels(build::parcels::build(table, context, codes, report)?),
        Table::Returns => Content::Returns(build::returns::build(table, context, codes, report)?),
        Table::Referrals => Content::Referrals(build::referrals::build(table, context, codes, report)?),
        Table::Customers => Content::Customers(build::customers::build(table, context, codes, report)?),
        Table::Events => Content::Events(build::events::build(table, context, codes, report)?),
    })
}
