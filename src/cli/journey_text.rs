//! The figures of an analysis as text for a terminal: the journey first (`stages_text`). Never computes a figure.

use std::fmt::{Display, Write as _};

use super::layout::{Side, heading, table};
use super::{brought_text, identity_text, leak_text, repeat_text, service_text, voice_text, what_if_text};
use crate::analysis::{Analysis, ChannelResult, Cohorts, DefinitionId, Nps, OrdersSummary, RevenueMonth};
use crate::app::wording::{self, count, percent, text};
use crate::domain::{Currency, Language, Money};
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
    voice_text::sides(&mut page.out, &analysis.journey, language);
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
    brought_text::brought(&mut page.out, analysis, language);
    if let Some(nps) = &analysis.nps {
        page.nps(nps);
    }
    if let Some(found) = &analysis.voice {
        voice_text::voice(&mut page.out, found, language);
    }
    service_text::parts(&mut page.out, analysis, language);
    if let Some(what_if) = &analysis.what_if {
        what_if_text::what_if(&mut page.out, what_if, language);
    }
    if let Some(found) = &analysis.csat {
        voice_text::csat(&mut page.out, found, language);
    }
    page.caveats(analysis);
    page.out
}

/// The page under construction.
pub(super) struct Page {
    pub(super) out: String,
    pub(super) language: Language,
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

pub(super) fn optional(value: Option<u64>) -> String {
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
    pub(super) fn say(&self, key: &str) -> String {
        text(self.language, key)
    }

    pub(super) fn fill(&self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        wording::filled(self.language, key, values)
    }

    pub(super) fn heading(&mut self, key: &str, definition: Option<DefinitionId>) {
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
        let (value, low, high) = (score(nps.net.score), score(nps.net.low), score(nps.net.high));
        let (n, promoters, passives) = (count(nps.net.n), count(nps.net.promoters), count(nps.passives));
        let (detractors, rejected) = (count(nps.net.detractors), count(nps.rejected));
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
