//! What the ads cost, who gets the credit, what customers are worth, as text for a terminal. Never computes a figure.

use std::fmt::{Display, Write as _};

use super::journey_text::{money, with_interval};
use super::layout::{Side, heading, table};
use crate::analysis::{
    Analysis, AttributedChannel, Attribution, CustomerValue, DefinitionId, Efficiency, Origins, Predictions,
};
use crate::app::wording::{count, filled, percent, text};
use crate::domain::{Currency, Language};

/// Texts without a channel that are named.
const NAMED: usize = 5;

/// All of it, where there is any.
pub(super) fn brought(out: &mut String, analysis: &Analysis, language: Language) {
    let mut page = Page { out, language, currency: analysis.currency };
    if let Some(found) = &analysis.efficiency {
        page.efficiency(found);
        found.origins.iter().for_each(|origins| page.origins(origins));
    }
    if let Some(found) = &analysis.attribution {
        page.attribution(found);
    }
    if let Some(value) = &analysis.value {
        page.value(value);
    }
    if let Some(said) = &analysis.predictions {
        page.predictions(said);
    }
}

struct Page<'out> {
    out: &'out mut String,
    language: Language,
    currency: Option<Currency>,
}

/// One decimal, or two where that says nothing.
fn decimal(value: f64) -> String {
    if value.abs() < 10.0 { format!("{value:.2}") } else { format!("{value:.1}") }
}

impl Page<'_> {
    fn say(&self, key: &str) -> String {
        text(self.language, key)
    }

    fn heading(&mut self, key: &str, id: DefinitionId) {
        let words = self.say(key);
        heading(self.out, &format!("{words} [{}]", id.id()));
    }

    fn line(&mut self, key: &str, values: &[(&str, &dyn Display)]) {
        let sentence = filled(self.language, key, values);
        let _ = writeln!(self.out, "  {sentence}");
    }

    fn table(&mut self, prefix: &str, headers: &[&str], rows: &[Vec<String>]) {
        let headers: Vec<String> = headers.iter().map(|key| self.say(&format!("{prefix}.{key}"))).collect();
        let sides: Vec<Side> =
            (0..headers.len()).map(|column| if column == 0 { Side::Left } else { Side::Right }).collect();
        table(self.out, &headers, &sides, rows);
    }

    fn minor(&self, minor: Option<f64>) -> String {
        money(minor.map(|minor| minor.round() as i64), self.currency)
    }

    fn efficiency(&mut self, found: &Efficiency) {
        let Some(spend) = found.spend_minor else { return };
        self.heading("cli.efficiency", found.definition);
        let (own, currency) = (money(Some(spend), found.currency), found.currency);
        if let (Some(from), Some(to)) = (found.from, found.to) {
            self.line("cli.efficiency.days", &[("spend", &own), ("from", &from), ("to", &to)]);
        }
        let each = |minor: Option<f64>| money(minor.map(|minor| minor.round() as i64), currency);
        if let Some(customers) = found.new_customers {
            let (cac, low) = (each(found.cac_minor), each(found.cac_low_minor));
            let values: [(&str, &dyn Display); 5] = [
                ("cac", &cac),
                ("low", &low),
                ("high", &each(found.cac_high_minor)),
                ("spend", &own),
                ("customers", &count(customers)),
            ];
            self.line("cli.efficiency.cac", &values);
        }
        if let Some(paid) = found.paid_new_customers.filter(|paid| *paid > 0) {
            let values: [(&str, &dyn Display); 2] =
                [("customers", &count(paid)), ("cac", &each(found.paid_cac_minor))];
            self.line("cli.efficiency.paid", &values);
        }
        if let Some(other) = found.other_costs_minor {
            let values: [(&str, &dyn Display); 2] =
                [("other", &money(Some(other), currency)), ("cac", &each(found.loaded_cac_minor))];
            self.line("cli.efficiency.loaded", &values);
        }
        if let Some(roas) = found.blended_roas {
            let claimed = found.platform_roas.map_or_else(|| "-".to_owned(), decimal);
            let values: [(&str, &dyn Display); 4] = [
                ("roas", &decimal(roas)),
                ("net", &money(found.net_minor, currency)),
                ("spend", &own),
                ("claimed", &claimed),
            ];
            self.line("cli.efficiency.roas", &values);
        }
        self.channels(found);
    }

    fn channels(&mut self, found: &Efficiency) {
        let rows: Vec<Vec<String>> = found
            .channels
            .iter()
            .map(|channel| {
                vec![
                    channel.channel.clone().unwrap_or_else(|| self.say("cli.efficiency.none")),
                    money(channel.spend_minor, found.currency),
                    count(channel.new_customers),
                    self.minor(channel.cac_minor),
                    with_interval(channel.back.value, channel.back.low, channel.back.high),
                    self.minor(channel.net_per_customer_minor),
                    count(channel.orders),
                    channel.roas.map_or_else(|| "-".to_owned(), decimal),
                ]
            })
            .collect();
        if !rows.is_empty() {
            let headers = ["channel", "spend", "new", "cost", "back", "brought", "orders", "per_one"];
            let _ = writeln!(self.out);
            self.table("cli.efficiency", &headers, &rows);
        }
    }

    fn origins(&mut self, origins: &Origins) {
        self.heading("cli.origins", origins.definition);
        let values: [(&str, &dyn Display); 3] = [
            ("with", &count(origins.with_channel)),
            ("orders", &count(origins.orders)),
            ("contradicted", &count(origins.contradicted)),
        ];
        self.line("cli.origins.summary", &values);
        let rows: Vec<Vec<String>> = origins
            .rules
            .iter()
            .map(|one| {
                let name = self.say(&format!("origin.{}", one.rule.id()));
                vec![name, count(one.orders), count(one.named), count(one.agrees)]
            })
            .collect();
        self.table("cli.origins", &["rule", "bear", "named", "agrees"], &rows);
        let unknown = origins.texts.iter().filter(|one| one.channel.is_none());
        let texts: Vec<String> =
            unknown.take(NAMED).map(|one| format!("{} ({})", one.text, count(one.orders))).collect();
        if !texts.is_empty() {
            self.line("cli.origins.unmapped", &[("texts", &texts.join(", "))]);
        }
    }

    fn attribution(&mut self, found: &Attribution) {
        self.heading("cli.attribution", found.definition);
        let values: [(&str, &dyn Display); 3] = [
            ("orders", &count(found.orders)),
            ("days", &found.lookback_days),
            ("none", &count(found.unattributed)),
        ];
        self.line("cli.attribution.summary", &values);
        if found.single_touch {
            self.line("cli.attribution.single", &[]);
            let rows: Vec<Vec<String>> =
                found.channels.iter().map(|own| vec![own.channel.clone(), decimal(own.last)]).collect();
            let headers = [self.say("cli.efficiency.channel"), self.say("cli.efficiency.orders")];
            return table(self.out, &headers, &[Side::Left, Side::Right], &rows);
        }
        let rows: Vec<Vec<String>> = found.channels.iter().map(attributed).collect();
        let mut headers = vec![self.say("cli.efficiency.channel")];
        let models = ["first", "last", "linear", "decay", "u", "markov", "took_part", "range", "rank"];
        headers.extend(models.map(|key| self.say(&format!("cli.attribution.{key}"))));
        let sides = [vec![Side::Left], vec![Side::Right; models.len()]].concat();
        table(self.out, &headers, &sides, &rows);
        let depends = found.channels.iter().filter(|own| own.best_rank != own.worst_rank);
        let names: Vec<&str> = depends.map(|own| own.channel.as_str()).collect();
        if !names.is_empty() {
            self.line("cli.attribution.disagree", &[("channels", &names.join(", "))]);
        }
        if let Some(share) = found.conversion {
            let values: [(&str, &dyn Display); 3] = [
                ("share", &percent(share)),
                ("ways", &count(found.ways_without_order)),
                ("open", &count(found.still_open)),
            ];
            self.line("cli.attribution.conversion", &values);
        }
    }

    fn value(&mut self, value: &CustomerValue) {
        self.heading("cli.value", value.definition);
        let days = self.say("cli.days");
        let rows: Vec<Vec<String>> = value
            .horizons
            .iter()
            .map(|horizon| {
                let (low, high) = (self.minor(horizon.low_minor), self.minor(horizon.high_minor));
                vec![
                    format!("{} {days}", horizon.days),
                    count(horizon.customers),
                    self.minor(horizon.per_customer_minor),
                    format!("{low} – {high}"),
                ]
            })
            .collect();
        self.table("cli.value", &["days", "customers", "each", "interval"], &rows);
    }

    fn predictions(&mut self, said: &Predictions) {
        self.heading("cli.predictions", said.definition);
        if let Some(why) = said.refused {
            self.line(&format!("value.refused.{}", why.id()), &[]);
        }
        for check in said.gate.iter().filter(|check| !check.passed) {
            let values: [(&str, &dyn Display); 2] =
                [("have", &count(check.have)), ("need", &count(check.need))];
            self.line(&format!("value.gate.{}", check.check.id()), &values);
        }
        if let Some(test) = &said.back_test {
            let error = test.error.map_or_else(|| "-".to_owned(), percent);
            let values: [(&str, &dyn Display); 5] = [
                ("until", &test.until),
                ("days", &test.days),
                ("predicted", &count(test.predicted.round() as u64)),
                ("actual", &count(test.actual)),
                ("error", &error),
            ];
            self.line("cli.predictions.back_test", &values);
        }
        for forecast in &said.forecasts {
            let values: [(&str, &dyn Display); 3] = [
                ("days", &forecast.days),
                ("purchases", &count(forecast.purchases.round() as u64)),
                ("net", &self.minor(forecast.net_minor)),
            ];
            self.line("cli.predictions.forecast", &values);
        }
        if let Some(overdue) = &said.overdue {
            let values: [(&str, &dyn Display); 3] = [
                ("customers", &count(overdue.share.numerator)),
                ("repeaters", &count(overdue.share.denominator)),
                ("net", &self.minor(Some(overdue.net_minor as f64))),
            ];
            self.line(&format!("cli.predictions.overdue.{}", overdue.by.id()), &values);
        }
    }
}

fn attributed(own: &AttributedChannel) -> Vec<String> {
    let markov = match (own.markov, own.markov_low, own.markov_high) {
        (Some(credit), Some(low), Some(high)) => {
            format!("{} ({}-{})", decimal(credit), decimal(low), decimal(high))
        }
        (Some(credit), ..) => decimal(credit),
        (None, ..) => "-".to_owned(),
    };
    let rank = if own.best_rank == own.worst_rank {
        own.best_rank.to_string()
    } else {
        format!("{}-{}", own.best_rank, own.worst_rank)
    };
    vec![
        own.channel.clone(),
        decimal(own.first),
        decimal(own.last),
        decimal(own.linear),
        decimal(own.time_decay),
        decimal(own.u_shaped),
        markov,
        count(own.participation),
        format!("{}-{}", decimal(own.low), decimal(own.high)),
        rank,
    ]
}
