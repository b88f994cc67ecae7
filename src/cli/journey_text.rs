//! The figures of an analysis as text for a terminal: the journey first. Never computes a figure.

use std::fmt::{Display, Write as _};

use super::layout::{Side, heading, table};
use super::{identity_text, leak_text, repeat_text};
use crate::analysis::{
    Analysis, ChannelResult, Cohorts, CountUnit, DefinitionId, Journey, Nps, OrdersSummary, RevenueMonth,
    StageResult, StepKind, StepResult,
};
use crate::app::wording::{self, count, percent, text};
use crate::domain::{Currency, Language, Money, Stage};
use crate::import::ImportReport;

/// Months of revenue and offsets of cohorts that fit a terminal.
const MONTHS: usize = 12;

/// All figures.
pub(super) fn figures(analysis: &Analysis, report: &ImportReport, language: Language) -> String {
    let mut page = Page { out: String::new(), language };
    page.title(analysis, report);
    leak_text::headline(&mut page.out, &analysis.journey, language);
    page.journey(&analysis.journey);
    leak_text::ledger(&mut page.out, &analysis.journey, language);
    if let Some(orders) = &analysis.orders {
        page.orders(orders, analysis.currency);
        identity_text::identity(&mut page.out, &orders.identity, language);
    }
    repeat_text::repeat(&mut page.out, analysis, language);
    if let Some(cohorts) = &analysis.cohorts {
        page.cohorts(cohorts);
    }
    if let Some(months) = &analysis.revenue {
        page.revenue(months, analysis.currency);
    }
    if let Some(channels) = &analysis.channels {
        page.channels(channels);
    }
    if let Some(nps) = &analysis.nps {
        page.nps(nps);
    }
    page.caveats(analysis);
    page.out
}

struct Page {
    out: String,
    language: Language,
}

/// `12.3 % (10.9-13.8)`, or `-` when there is no data.
pub(super) fn with_interval(value: Option<f64>, low: Option<f64>, high: Option<f64>) -> String {
    match (value, low, high) {
        (Some(value), Some(low), Some(high)) => {
            // A click rate of 1.46 % needs the second decimal, a repeat rate of 20.3 % does not.
            let digits = if value < 0.05 { 2 } else { 1 };
            let hundred = |share: f64| format!("{:.digits$}", share * 100.0);
            format!("{} % ({}-{})", hundred(value), hundred(low), hundred(high))
        }
        (Some(value), _, _) => percent(value),
        (None, _, _) => "-".to_owned(),
    }
}

fn optional(value: Option<u64>) -> String {
    value.map_or_else(|| "-".to_owned(), count)
}

pub(super) fn money(minor: Option<i64>, currency: Option<Currency>) -> String {
    match (minor, currency) {
        (Some(minor), Some(currency)) => Money::new(minor, currency).exact(),
        // An amount whose currency no export names: two decimals, as it was read.
        (Some(minor), None) => Money::new(minor, Currency::THB).exact().replace('฿', ""),
        (None, _) => "-".to_owned(),
    }
}

impl Page {
    fn say(&self, key: &str) -> String {
        text(self.language, key)
    }

    fn fill(&self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        wording::filled(self.language, key, values)
    }

    fn heading(&mut self, key: &str, definition: Option<DefinitionId>) {
        let words = self.say(key);
        match definition {
            Some(id) => heading(&mut self.out, &format!("{words} [{}]", id.id())),
            None => heading(&mut self.out, &words),
        }
    }

    fn headers(&self, keys: &[&str]) -> Vec<String> {
        keys.iter().map(|key| if key.is_empty() { String::new() } else { self.say(key) }).collect()
    }

    fn title(&mut self, analysis: &Analysis, report: &ImportReport) {
        let used = report.sources.iter().filter(|source| source.is_used()).count();
        let (rows, rejected) = (count(report.rows_used()), count(report.rows_rejected()));
        let as_of = analysis.as_of.map_or_else(|| "-".to_owned(), |day| day.to_string());
        let values: [(&str, &dyn Display); 4] =
            [("files", &used), ("rows", &rows), ("rejected", &rejected), ("as_of", &as_of)];
        let line = self.fill("cli.title", &values);
        self.out.push_str(&line);
        self.out.push('\n');
    }

    fn stage_name(&self, stage: Stage) -> String {
        self.say(&format!("stage.{}", stage.id()))
    }

    fn unit(&self, unit: CountUnit) -> String {
        self.say(match unit {
            CountUnit::Impressions => "cli.unit.impressions",
            CountUnit::Clicks => "cli.unit.clicks",
            CountUnit::Customers => "cli.unit.customers",
            CountUnit::Advocates => "cli.unit.advocates",
        })
    }

    fn journey(&mut self, journey: &Journey) {
        self.heading("cli.journey", None);
        let mut rows = Vec::new();
        for (index, stage) in journey.stages.iter().enumerate() {
            if stage.stage == Stage::Purchase {
                rows.push(vec![self.say("cli.boundary")]);
            }
            rows.push(self.stage_row(stage));
            if let Some(step) = journey.steps.get(index) {
                rows.push(self.step_row(step, journey.worst_step() == Some(index)));
            }
        }
        table(&mut self.out, &[], &[Side::Left, Side::Right, Side::Left], &aligned(rows));
        let unattributed = count(journey.unattributed_customers);
        let line = self.fill("cli.unattributed", &[("customers", &unattributed)]);
        let _ = writeln!(self.out, "\n  {line}");
    }

    fn stage_row(&self, stage: &StageResult) -> Vec<String> {
        let id = stage.definition.id();
        let mut what = format!("{} [{id}]", self.unit(stage.unit));
        if let (Some(push), Some(pull)) = (stage.push, stage.pull) {
            let (push, pull) = (count(push), count(pull));
            let parts = self.fill("cli.push_pull", &[("push", &push), ("pull", &pull)]);
            let _ = write!(what, "  {parts}");
        }
        vec![self.stage_name(stage.stage), optional(stage.count), what]
    }

    fn step_row(&self, step: &StepResult, biggest: bool) -> Vec<String> {
        let id = step.definition.id();
        let what = match (step.kind, step.value) {
            (_, None) => format!("{} [{id}]", self.say("cli.no_data")),
            (StepKind::Yield, Some(value)) => {
                let hundred = |value: f64| format!("{:.2}", value * 100.0);
                let (value, low, high) = (
                    hundred(value),
                    step.low.map_or_else(String::new, hundred),
                    step.high.map_or_else(String::new, hundred),
                );
                let (part, whole) = (count(step.numerator), count(step.denominator));
                let values: [(&str, &dyn Display); 6] = [
                    ("value", &value),
                    ("low", &low),
                    ("high", &high),
                    ("part", &part),
                    ("whole", &whole),
                    ("id", &id),
                ];
                let key = if step.from == Stage::Consideration { "cli.yield" } else { "cli.yield_advocates" };
                self.fill(key, &values)
            }
            (StepKind::Rate, value) => {
                let rate = with_interval(value, step.low, step.high);
                let (lost, open) = (optional(step.lost), count(step.still_open));
                let key = if step.still_open > 0 { "cli.rate_open" } else { "cli.rate" };
                self.fill(key, &[("rate", &rate), ("lost", &lost), ("open", &open), ("id", &id)])
            }
        };
        let mark = if biggest { format!("  ◄ {}", self.say("cli.biggest")) } else { String::new() };
        vec!["  ↓".to_owned(), String::new(), format!("{what}{mark}")]
    }

    fn orders(&mut self, orders: &OrdersSummary, currency: Option<Currency>) {
        self.heading("cli.orders", None);
        let currency = orders.currency.or(currency);
        let rows = [
            ("cli.orders.orders", count(orders.orders)),
            ("cli.orders.cancelled", count(orders.cancelled)),
            ("cli.orders.pending", count(orders.pending_orders)),
            ("cli.orders.valid", count(orders.valid_orders)),
            ("cli.orders.customers", count(orders.customers)),
            ("cli.orders.two", count(orders.customers_with_2_orders)),
            ("cli.orders.anonymous", count(orders.anonymous_orders)),
            ("cli.orders.total", money(orders.total_minor, currency)),
            ("cli.orders.refunded", money(orders.refunded_minor, currency)),
            ("cli.orders.net", money(orders.net_minor, currency)),
        ];
        let rows: Vec<Vec<String>> =
            rows.into_iter().map(|(key, value)| vec![self.say(key), value]).collect();
        table(&mut self.out, &[], &[Side::Left, Side::Right], &rows);
        for total in orders.mixed_currencies.iter().flatten() {
            let name = total
                .currency
                .map_or_else(|| self.say("word.unknown_currency"), |currency| currency.to_string());
            let amount = money(Some(total.total_minor), total.currency);
            let _ = writeln!(self.out, "  {name}: {} / {amount}", count(total.orders));
        }
    }

    fn cohorts(&mut self, cohorts: &Cohorts) {
        self.heading("cli.cohorts", Some(cohorts.definition));
        let widest = cohorts.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).min(MONTHS);
        let mut headers = self.headers(&["cli.cohorts.month", "cli.cohorts.size"]);
        headers.extend((1..widest).map(|offset| format!("+{offset}")));
        let filled: Vec<_> = cohorts.rows.iter().filter(|row| row.size > 0).collect();
        let rows: Vec<Vec<String>> = filled
            .iter()
            .skip(filled.len().saturating_sub(MONTHS))
            .map(|row| {
                let cells = row.cells.iter().skip(1).take(widest.saturating_sub(1)).map(|cell| {
                    let open = if cell.complete { "" } else { "*" };
                    format!("{:.0}%{open}", cell.customers as f64 / row.size as f64 * 100.0)
                });
                [row.cohort.to_string(), count(row.size)].into_iter().chain(cells).collect()
            })
            .collect();
        table(&mut self.out, &headers, &[vec![Side::Left], vec![Side::Right; widest]].concat(), &rows);
        let _ = writeln!(self.out, "  {}", self.say("cli.cohorts.note"));
    }

    fn revenue(&mut self, months: &[RevenueMonth], currency: Option<Currency>) {
        self.heading("cli.revenue", Some(DefinitionId::Revenue));
        let headers = self.headers(&[
            "cli.revenue.month",
            "cli.revenue.orders",
            "cli.revenue.new",
            "cli.revenue.returning",
            "cli.revenue.anonymous",
        ]);
        let rows: Vec<Vec<String>> = months
            .iter()
            .skip(months.len().saturating_sub(MONTHS))
            .map(|month| {
                let open = if month.complete { "" } else { "*" };
                vec![
                    format!("{}{open}", month.month),
                    count(month.orders),
                    money(Some(month.new_minor), currency),
                    money(Some(month.returning_minor), currency),
                    money(Some(month.anonymous_minor), currency),
                ]
            })
            .collect();
        let sides = [Side::Left, Side::Right, Side::Right, Side::Right, Side::Right];
        table(&mut self.out, &headers, &sides, &rows);
    }

    fn channels(&mut self, channels: &[ChannelResult]) {
        self.heading("cli.channels", Some(DefinitionId::Channel));
        let headers = self.headers(&[
            "cli.channels.channel",
            "cli.channels.kind",
            "cli.channels.spend",
            "cli.channels.impressions",
            "cli.channels.clicks",
            "cli.channels.ctr",
            "cli.channels.cpc",
            "cli.channels.claimed",
        ]);
        let rows: Vec<Vec<String>> = channels
            .iter()
            .map(|channel| {
                vec![
                    channel.channel.clone(),
                    self.say(&format!("cli.kind.{}", channel.kind.id())),
                    money(channel.spend_minor, channel.currency),
                    optional(channel.impressions),
                    optional(channel.clicks),
                    channel.ctr.map_or_else(|| "-".to_owned(), |ctr| format!("{:.2} %", ctr * 100.0)),
                    money(channel.cpc_minor.map(|cpc| cpc.round() as i64), channel.currency),
                    channel.claimed_orders.map_or_else(|| "-".to_owned(), |orders| format!("{orders:.0}")),
                ]
            })
            .collect();
        table(&mut self.out, &headers, &[vec![Side::Left; 2], vec![Side::Right; 6]].concat(), &rows);
    }

    fn nps(&mut self, nps: &Nps) {
        self.heading("cli.nps", Some(nps.definition));
        let score = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:+.1}"));
        let (value, low, high) = (score(nps.score), score(nps.low), score(nps.high));
        let (n, promoters, passives) = (count(nps.n), count(nps.promoters), count(nps.passives));
        let (detractors, rejected) = (count(nps.detractors), count(nps.rejected));
        let values: [(&str, &dyn Display); 8] = [
            ("score", &value),
            ("low", &low),
            ("high", &high),
            ("n", &n),
            ("promoters", &promoters),
            ("passives", &passives),
            ("detractors", &detractors),
            ("rejected", &rejected),
        ];
        let line = self.fill("cli.nps.line", &values);
        let _ = writeln!(self.out, "  {line}");
    }

    fn caveats(&mut self, analysis: &Analysis) {
        if analysis.caveats.is_empty() {
            return;
        }
        self.heading("cli.caveats", None);
        for caveat in &analysis.caveats {
            let _ = writeln!(self.out, "  • {}", wording::caveat(self.language, caveat));
        }
    }
}

/// Rows of one cell are rules across the table: they keep their place but widen no column.
fn aligned(rows: Vec<Vec<String>>) -> Vec<Vec<String>> {
    rows.into_iter()
        .map(|row| match row.as_slice() {
            [rule] => vec![String::new(), String::new(), rule.clone()],
            _ => row,
        })
        .collect()
}
