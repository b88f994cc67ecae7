//! Web statistics to rows of sessions, users and funnel counts. Never adds users, never adds two cuts of the same visits.

use std::collections::HashMap;

use super::gather::{Dated, Fault, Gathered, count, gather, moment};
use super::{Context, DateColumn, Field, NumberColumn, RawTable};
use crate::domain::Day;
use crate::import::{Note, Reason, Refusal, SourceReport, touchpoint};
use crate::tables::{Code, Codes, WebCut, WebRow};

/// The counts of a web report, in the order of [`COUNTED`].
struct Counts<'table>(Vec<NumberColumn<'table>>);

const COUNTED: [Field; 6] =
    [Field::Sessions, Field::Users, Field::NewUsers, Field::Carts, Field::Checkouts, Field::Purchases];

impl<'table> Counts<'table> {
    fn new(
        table: &'table RawTable<'table>,
        context: &Context<'_>,
        report: &SourceReport,
    ) -> Result<Self, Refusal> {
        let columns = COUNTED.map(|field| NumberColumn::new(table, field, context, report));
        Ok(Self(columns.into_iter().collect::<Result<_, _>>()?))
    }

    fn at(&self, row: usize) -> Result<[Option<i64>; 6], Fault> {
        let mut counts = [None; 6];
        for ((column, field), count_of) in self.0.iter().zip(COUNTED).zip(&mut counts) {
            // GA4 writes -1 for what is not known yet.
            *count_of = match count(column, field, row) {
                Err((_, Reason::NotACount)) if column.at(row, 0).number() == Some(-1) => None,
                other => other?,
            };
        }
        Ok(counts)
    }
}

/// Builds the rows of one web report.
///
/// # Errors
/// [`Refusal`] when a whole column cannot be decided.
pub(in crate::import) fn build(
    table: &RawTable<'_>,
    context: &Context<'_>,
    codes: &mut Codes,
    report: &mut SourceReport,
) -> Result<Gathered<WebRow>, Refusal> {
    let counts = Counts::new(table, context, report)?;
    let mut dates = DateColumn::new(table, Field::Day, context, report)?;
    let nth = NumberColumn::new(table, Field::NthDay, context, report)?;
    let platform = codes.platforms.code(&context.profile.platform);
    let cut = context.profile.web.cut.unwrap_or(WebCut::Whole);
    let mut undated = false;
    let mut alike: HashMap<String, u32> = HashMap::new();
    let mut read = |row: usize| -> Result<Dated<WebRow>, Fault> {
        let days = days_of(&mut dates, &nth, context, row)?;
        undated |= days.is_none();
        let [sessions, users, new_users, carts, checkouts, purchases] = counts.at(row)?;
        let label = table.cell(Field::WebLabel, row);
        let built = WebRow {
            source: context.source,
            line: table.lines[row],
            key: key(context, codes, &mut alike, (cut, label, days)),
            platform,
            cut,
            channel: channel(codes, cut, label),
            first_day: days.map(|(first, _)| first),
            last_day: days.map(|(_, last)| last),
            sessions,
            users,
            new_users,
            carts,
            checkouts,
            purchases,
        };
        Ok((built, days))
    };
    let gathered = gather(table, context, report, &mut read);
    dates.note(report);
    if undated {
        report.note(Note::NoDates);
    }
    Ok(gathered)
}

/// The row's own day, the stated first day plus its number, or the stated range.
fn days_of(
    dates: &mut DateColumn<'_>,
    nth: &NumberColumn<'_>,
    context: &Context<'_>,
    row: usize,
) -> Result<Option<(Day, Day)>, Fault> {
    if let Some(moment) = moment(dates, Field::Day, row)? {
        return Ok(Some((moment.day, moment.day)));
    }
    let Some(number) = count(nth, Field::NthDay, row)? else { return Ok(context.stated_range) };
    let (first, _) = context.stated_range.ok_or((Field::NthDay, Reason::NoDate))?;
    let day = i32::try_from(number).map_err(|_| (Field::NthDay, Reason::InvalidDate))?;
    Ok(Some((first.plus(day), first.plus(day))))
}

/// Channel of a row that is cut by channel.
fn channel(codes: &mut Codes, cut: WebCut, label: &str) -> Option<Code> {
    let by_channel = matches!(cut, WebCut::Channel | WebCut::FirstChannel);
    let found = by_channel.then(|| touchpoint::of_group(label)).flatten()?;
    Some(codes.channel(&found))
}

/// Later reports of the same cut and days replace earlier ones. Tables of other counts over the same days (GA4 writes users and
/// sessions apart) keep their own rows: the counted columns are part of the key.
fn key(
    context: &Context<'_>,
    codes: &mut Codes,
    alike: &mut HashMap<String, u32>,
    (cut, label, days): (WebCut, &str, Option<(Day, Day)>),
) -> Option<Code> {
    let (first, last) = days?;
    let key = format!("{}:{}:{}:{first}:{last}", context.profile.id, cut.id(), label.trim());
    // A report that splits further than its cut has several rows of one key.
    let nth = alike.entry(key.clone()).or_insert(0);
    *nth += 1;
    context.composed_key(codes, &format!("{key}:{nth}"))
}
