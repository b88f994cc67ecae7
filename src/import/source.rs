//! One file, from its bytes to its rows. Never keeps a column that no metric needs.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, Hasher};

use jiff::tz::TimeZone;

use super::body::Body;
use super::build::{self, Context};
use super::decode::{self, Scan};
use super::input::Source;
use super::merge::{Content, Fragment};
use super::parse::number::NumberStyle;
use super::parse::text::fold;
use super::profile::{Field, Profile};
use super::progress::Progress;
use super::read::{RawTable, Reading, Stopped, Watch};
use super::recognise::{self, Mapping};
use super::refusal::Limit;
use super::rejected::{Marker, is_marked, unguarded};
use super::sniff::{Layout, Verdict};
use super::told::{self, Chosen};
use super::{Note, Options, Refusal, SourceReport, content, memory, preamble, score, shape, single_byte};
use crate::tables::{Codes, Table};

/// Reads one file after another into shared codes.
pub(super) struct Reader<'options> {
    /// How to read.
    pub options: &'options Options,
    /// Zone in which days are reported.
    pub reporting: TimeZone,
    /// Codes of all files.
    pub codes: Codes,
    /// Length and digest of the files read so far, and which they are.
    seen: Vec<((u64, u64), u32)>,
    /// Files that are copies, and of which.
    pub copies: Vec<(u32, u32)>,
}

impl<'options> Reader<'options> {
    /// A reader that has read nothing; `None` when the time zone is not known.
    pub(super) fn new(options: &'options Options) -> Option<Self> {
        let reporting = TimeZone::get(&options.time_zone).ok()?;
        Some(Self { options, reporting, codes: Codes::default(), seen: Vec::new(), copies: Vec::new() })
    }

    /// Reads one file for its report only.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub(super) fn read_alone(
        &mut self,
        source: &Source,
        progress: &dyn Progress,
        report: &mut SourceReport,
    ) -> Result<(), Refusal> {
        let (bytes, name) = (source.bytes, source.name.as_str());
        let (work, builds_meanwhile) = (2 * bytes, false);
        let watch = Watch { progress, before: 0, total: work, work, bytes, name, builds_meanwhile };
        self.read(source, 0, &watch, report).map(drop)
    }

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
        let reading = FileReading { options: self.options, reporting: &self.reporting, source, index, watch };
        let Parsed { fingerprint, context, body } = reading.read(&mut self.codes, report)?;
        if report.rows_read == 0 {
            report.note(Note::NoRows);
        }
        if let Some((_, first)) = self.seen.iter().find(|(seen, _)| *seen == fingerprint) {
            report.rows_used = body.records();
            self.copies.push((index, *first));
            return Ok(None);
        }
        self.seen.push((fingerprint, index));
        let content = match body {
            Body::Orders(orders) => {
                report.absorb(orders.built, 0, 0);
                Content::Orders(orders.rows)
            }
            Body::Table(table) => build_rows(&context, table, &mut self.codes, report)?,
        };
        report.count_used(&content, &self.codes);
        report.find_repeats(&content);
        Ok(Some(Fragment {
            source: index,
            content,
            stated: context.stated_range,
            generic: context.profile.generic,
            profile: context.profile.id.clone(),
            stands_back_for: context.profile.rows.stands_back_for.clone(),
            zero_is_purchase: context.profile.orders.zero_is_purchase,
        }))
    }
}

/// Says of every copy that it holds what the file holds of which it is one, once the files are merged.
pub(super) fn count_copies(copies: &[(u32, u32)], reports: &mut [SourceReport]) {
    for (copy, of) in copies {
        let of = &reports[*of as usize];
        reports[*copy as usize].unchanged = of.new + of.updated + of.unchanged;
    }
}

/// One file to be read.
struct FileReading<'file> {
    options: &'file Options,
    reporting: &'file TimeZone,
    source: &'file Source,
    index: u32,
    watch: &'file Watch<'file>,
}

/// A file that was recognised and read.
struct Parsed<'file> {
    /// Length and digest.
    fingerprint: (u64, u64),
    context: Context<'file>,
    body: Body,
}

impl<'file> FileReading<'file> {
    /// Reads the file, and anew as a whole if its orders cannot be built part by part.
    fn read(&self, codes: &mut Codes, report: &mut SourceReport) -> Result<Parsed<'file>, Refusal> {
        let untouched = report.clone();
        let read = match self.read_records(true, codes, report) {
            Err(Stopped::Scattered) => {
                *report = untouched;
                self.read_records(false, codes, report)
            }
            read => read,
        };
        read.map_err(|stopped| match stopped {
            Stopped::Refused(refusal) => refusal,
            Stopped::NotUtf8 | Stopped::Scattered => Refusal::NotATable,
        })
    }

    /// Reads the records. A long file whose first part is UTF-8 is read as such at once, and anew in the rare case that a later byte
    /// proves it wrong; of any other all bytes are looked at first.
    fn read_records(
        &self,
        in_parts: bool,
        codes: &mut Codes,
        report: &mut SourceReport,
    ) -> Result<Parsed<'file>, Stopped> {
        let peek = decode::peek(self.source)?;
        let is_plain = peek.encoding == encoding_rs::UTF_8 && !told::names_encoding(self.options);
        if !peek.head_is_all && is_plain && peek.has_text {
            let untouched = report.clone();
            match self.parse(peek, true, in_parts, codes, report) {
                Err(Stopped::NotUtf8) => *report = untouched,
                parsed => return parsed,
            }
        }
        let scan = decode::scan(self.source, self.watch.progress)?;
        self.parse(scan, false, in_parts, codes, report)
    }

    /// Recognises the file and reads its records, with the encoding that `scan` says.
    fn parse(
        &self,
        mut scan: Scan,
        must_be_utf8: bool,
        in_parts: bool,
        codes: &mut Codes,
        report: &mut SourceReport,
    ) -> Result<Parsed<'file>, Stopped> {
        refuse_what_is_no_text(&scan)?;
        scan.encoding.name().clone_into(&mut report.encoding);
        let Chosen { layout, encoding, note } =
            told::choose(&scan, self.options).ok_or_else(|| no_table(&scan))?;
        if let Some(encoding) = encoding {
            told::set_encoding(&mut scan, encoding);
            encoding.name().clone_into(&mut report.encoding);
        }
        note.into_iter().for_each(|note| report.note(note));
        if !matches!(layout.recognised, Verdict::NoTable) {
            describe(&layout, &scan, report);
        }
        describe_origin(self.source, report);
        let mut mapping = known_mapping(&layout)?;
        if mapping.profile.find_score {
            score::settle(&mut mapping, &layout, &decode::head_text(&scan), report)?;
        }
        describe_mapping(&mapping, &layout.headers, report);
        let context = self.context(&layout, &mapping);
        let text = decode::text_reader(self.source, &scan)?;
        let mut reading = Reading::new(layout.dialect, layout.header_line, &mapping, must_be_utf8);
        reading.lists_all = report.lists_all;
        // A few corrected rows are read whole, and so is a file whose every rejected row is wanted.
        let is_corrected = Marker::of(&layout.headers).is_some();
        let is_ordinary = self.source.is_file_or_sheet() && !is_corrected && !report.lists_all;
        let in_parts = in_parts && mapping.profile.table == Table::Orders && is_ordinary;
        memory::check(&scan, &layout, &mapping, !in_parts, self.options.memory.as_deref())?;
        let (mut body, text_digest) = Body::read(text, &reading, &context, in_parts, codes, report)?;
        if let Some(lines) = self.source.lines() {
            body.take_lines_of(&lines, report);
        }
        if let (true, Body::Table(table)) = (is_corrected, &mut body) {
            table.columns.change(unguarded);
        }
        let mut digest = foldhash::quality::FixedState::default().build_hasher();
        digest.write(&scan.head);
        digest.write_u64(text_digest);
        Ok(Parsed { fingerprint: (scan.bytes, digest.finish()), context, body })
    }

    /// What the builders need to know.
    fn context(&self, layout: &Layout<'file>, mapping: &Mapping<'file>) -> Context<'file> {
        let marker = Marker::of(&layout.headers).unwrap_or_default();
        Context {
            source: self.index,
            profile: mapping.profile,
            header_currency: mapping
                .header_currency
                .or_else(|| preamble::currency(&layout.preamble, &mapping.profile.currency_after)),
            reporting: self.reporting.clone(),
            reporting_name: &self.options.time_zone,
            date_order: marker.date_order.or(self.options.date_order),
            numbers: marker
                .decimal_comma
                .or(self.options.decimal_comma)
                .map(|comma| if comma { NumberStyle::Comma } else { NumberStyle::Point }),
            stated_range: preamble::stated_range(
                &layout.preamble,
                mapping.profile.date_order,
                self.reporting,
            ),
            stated_zone: preamble::stated_zone(&layout.preamble),
            day_numbers: self.source.written.as_ref().and_then(|written| written.day_numbers),
            channels: &self.options.channels,
            asked: self.options.asked,
            watch: self.watch,
        }
    }
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

/// Why a text without a table is none: perhaps its first line is so long that its end is not seen.
pub(super) fn no_table(scan: &Scan) -> Refusal {
    if !scan.head_is_all && !decode::head_text(scan).contains(['\n', '\r']) {
        return Refusal::TooMuch { limit: Limit::Header, allowed: decode::HEAD_BYTES as u64 };
    }
    Refusal::NotATable
}

/// The mapping of a recognised header, or why there is none.
fn known_mapping<'profile>(layout: &Layout<'profile>) -> Result<Mapping<'profile>, Refusal> {
    match &layout.recognised {
        Verdict::Known(mapping) => match &mapping.profile.instead {
            Some(instead) => Err(Refusal::NoFigures {
                profile_name: mapping.profile.name.clone(),
                instead: instead.clone(),
            }),
            None => match recognise::counting_column(mapping, &layout.headers) {
                Some(column) => Err(Refusal::SumsOfOrders { column: column.to_owned() }),
                None => Ok(mapping.clone()),
            },
        },
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
    if let Some(lines) = source.lines() {
        report.header_row = report.header_row.map(|line| lines.shown(line));
    }
    if written.unwrapped > 0 {
        report.note(Note::WrappedLines { rows: written.unwrapped });
    }
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
    let filled = headers.iter().filter(|header| !header.trim().is_empty() && !is_marked(header)).count();
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
    table: RawTable<'static>,
    codes: &mut Codes,
    report: &mut SourceReport,
) -> Result<Content, Refusal> {
    let table = &shape::apply(context.profile, table, report)?;
    Ok(match context.profile.table {
        Table::Orders => Content::Orders(build::order_platforms::build(context, table, codes, report)?),
        Table::Ads => Content::Ads(build::ads::build(table, context, codes, report)?),
        Table::Answers => Content::Answers(build::answers::build(table, context, codes, report)?),
        Table::Reviews => Content::Reviews(build::reviews::build(table, context, codes, report)?),
        Table::Tickets => Content::Tickets(build::tickets::build(table, context, codes, report)?),
        Table::Messages => Content::Messages(build::messages::build(table, context, codes, report)?),
        Table::WebDays => Content::WebDays(build::web::build(table, context, codes, report)?),
        Table::Campaigns => Content::Campaigns(build::campaigns::build(table, context, codes, report)?),
        Table::Parcels => Content::Parcels(build::parcels::build(table, context, codes, report)?),
        Table::Returns => Content::Returns(build::returns::build(table, context, codes, report)?),
        Table::Carts => Content::Carts(build::carts::build(table, context, codes, report)?),
        Table::Referrals => Content::Referrals(build::referrals::build(table, context, codes, report)?),
        Table::Customers => Content::Customers(build::customers::build(table, context, codes, report)?),
        Table::Events => Content::Events(build::events::build(table, context, codes, report)?),
        Table::Touches => Content::Touches(build::touches::build(table, context, codes, report)?),
    })
}
