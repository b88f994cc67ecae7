//! Service, delivery and carts as text for a terminal. Never computes a figure.

use std::fmt::Write as _;

use super::journey_text::{money, with_interval};
use super::layout::{Side, heading, table};
use crate::analysis::{Analysis, Carts, Delivery, Effect, Rate, Service, Share, Waiting};
use crate::app::wording::{comparisons, count, filled, service as words, text};
use crate::domain::Language;

/// Topics and couriers that fit a terminal.
const LINES: usize = 8;

/// All three parts, those that have something to say.
pub(super) fn parts(out: &mut String, analysis: &Analysis, language: Language) {
    if let Some(service) = analysis.service.as_ref().filter(|service| service.requests > 0) {
        self::service(out, service, language);
    }
    if let Some(delivery) = analysis.delivery.as_ref().filter(|own| own.orders + own.claims.len() as u64 > 0)
    {
        self::delivery(out, delivery, language);
    }
    if let Some(carts) = &analysis.carts {
        self::carts(out, carts, language);
    }
}

/// A share with its interval and what it is made of.
fn share(share: Share) -> String {
    let made_of = format!("{}/{}", count(share.numerator), count(share.denominator));
    match share.value {
        Some(_) => format!("{}  {made_of}", with_interval(share.value, share.low, share.high)),
        None => "-".to_owned(),
    }
}

fn lines(out: &mut String, language: Language, rows: &[(&str, String)]) {
    let rows: Vec<Vec<String>> =
        rows.iter().map(|(key, value)| vec![text(language, key), value.clone()]).collect();
    table(out, &[], &[Side::Left, Side::Left], &rows);
}

/// Median with interval, p90 and n, each time in its unit.
fn waiting(language: Language, waiting: Option<Waiting>, unit: impl Fn(f64) -> String) -> String {
    let Some(waiting) = waiting else { return "-".to_owned() };
    let time = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), &unit);
    let values: [(&str, &dyn std::fmt::Display); 7] = [
        ("median", &time(waiting.median)),
        ("low", &time(waiting.low)),
        ("high", &time(waiting.high)),
        ("p90", &time(waiting.p90)),
        ("n", &count(waiting.n)),
        ("open", &count(waiting.open)),
        ("all", &time(waiting.kaplan_meier)),
    ];
    filled(language, "cli.waiting", &values)
}

fn service(out: &mut String, service: &Service, language: Language) {
    heading(out, &text(language, "service.title"));
    let _ = writeln!(out, "  {}", words::service_finding(language, service));
    if let Some(sentence) = words::complaint_finding(language, service) {
        let _ = writeln!(out, "  {sentence}");
    }
    out.push('\n');
    let time = |minutes| words::duration(language, minutes);
    let requests = filled(
        language,
        "cli.requests",
        &[
            ("requests", &count(service.requests)),
            ("chats", &count(service.chats)),
            ("customers", &count(service.customers)),
        ],
    );
    lines(
        out,
        language,
        &[
            ("service.requests", requests),
            ("service.reply", waiting(language, service.reply, time)),
            (
                "service.within_target",
                format!("{}: {}", words::target(language, service), share(service.within_target)),
            ),
            ("service.unanswered", share(service.unanswered)),
            ("service.resolution", waiting(language, service.resolution, time)),
            ("service.solved_for_good", share(service.solved_for_good)),
            ("service.same_issue", share(service.same_issue)),
        ],
    );
    let rows: Vec<Vec<String>> = service
        .complaints
        .iter()
        .take(LINES)
        .map(|topic| {
            let said = topic.verdict.map_or_else(String::new, |found| comparisons::verdict(language, found));
            vec![
                words::topic(language, topic),
                count(topic.requests),
                count(topic.customers),
                rate(topic.per_100_orders),
                said,
            ]
        })
        .collect();
    let headers = ["topic", "requests", "customers", "per_100", "lately"]
        .map(|key| text(language, &format!("service.column.{key}")));
    out.push('\n');
    table(out, &headers, &[Side::Left, Side::Right, Side::Right, Side::Right, Side::Left], &rows);
    busiest(out, service, language);
    effects(out, &service.effects, language);
}

fn rate(rate: Option<Rate>) -> String {
    rate.map_or_else(
        || "-".to_owned(),
        |rate| format!("{:.2} ({:.2}-{:.2})", rate.value, rate.low, rate.high),
    )
}

/// The hour with the highest rate, and the people it needs.
fn busiest(out: &mut String, service: &Service, language: Language) {
    let busiest = service.hours.iter().filter_map(|slot| Some((slot, slot.per_hour?)));
    let Some((slot, rate)) = busiest.max_by(|a, b| a.1.value.total_cmp(&b.1.value)) else { return };
    let people = slot.people.map_or_else(|| "-".to_owned(), |people| people.to_string());
    let values: [(&str, &dyn std::fmt::Display); 4] = [
        ("weekday", &words::weekday(language, slot.weekday)),
        ("hour", &format!("{:02}:00", slot.hour)),
        ("rate", &format!("{:.2}", rate.value)),
        ("people", &people),
    ];
    let _ = writeln!(out, "\n  {}", filled(language, "service.busiest", &values));
}

/// What customers did after one experience, against others.
fn effects(out: &mut String, effects: &[Effect], language: Language) {
    if effects.is_empty() {
        return;
    }
    let rows: Vec<Vec<String>> = effects
        .iter()
        .map(|effect| {
            let side = |side| {
                let made_of = comparisons::made_of(language, &effect.figure, side);
                format!("{} ({made_of})", comparisons::value(&effect.figure, side))
            };
            vec![
                words::experience(language, effect.experience),
                words::outcome(language, effect.outcome),
                side(&effect.figure.now),
                side(&effect.figure.then),
                comparisons::interval(language, &effect.figure),
                comparisons::said(language, &effect.figure),
            ]
        })
        .collect();
    let headers = ["experience", "outcome", "with", "without", "change", "said"]
        .map(|key| text(language, &format!("effect.column.{key}")));
    let sides = [Side::Left, Side::Left, Side::Right, Side::Right, Side::Right, Side::Left];
    out.push('\n');
    table(out, &headers, &sides, &rows);
    let _ = writeln!(out, "  {}", text(language, "effect.no_cause"));
}

fn delivery(out: &mut String, delivery: &Delivery, language: Language) {
    heading(out, &text(language, "delivery.title"));
    let _ = writeln!(out, "  {}\n", words::delivery_finding(language, delivery));
    let days = |days: f64| filled(language, "service.time.days", &[("n", &format!("{days:.0}"))]);
    let perfect = delivery.perfect.map_or_else(|| "-".to_owned(), |perfect| share(perfect.joint));
    lines(
        out,
        language,
        &[
            ("delivery.on_time", share(delivery.on_time)),
            ("delivery.days", waiting(language, delivery.days, days)),
            ("delivery.handed_over", share(delivery.handed_over)),
            ("delivery.wrong_or_damaged", share(delivery.wrong_or_damaged)),
            ("delivery.returned", share(delivery.returned)),
            ("delivery.out_of_stock", share(delivery.out_of_stock)),
            ("delivery.perfect", perfect),
        ],
    );
    if !delivery.couriers.is_empty() {
        let rows: Vec<Vec<String>> = delivery
            .couriers
            .iter()
            .take(LINES)
            .map(|courier| {
                let name = courier.courier.clone().unwrap_or_else(|| text(language, "delivery.no_courier"));
                let said =
                    courier.verdict.map_or_else(String::new, |found| comparisons::verdict(language, found));
                vec![name, count(courier.orders), share(courier.on_time), said]
            })
            .collect();
        let headers = ["courier", "orders", "on_time", "against"]
            .map(|key| text(language, &format!("delivery.column.{key}")));
        out.push('\n');
        table(out, &headers, &[Side::Left, Side::Right, Side::Right, Side::Left], &rows);
    }
    effects(out, &delivery.effects, language);
}

fn carts(out: &mut String, carts: &Carts, language: Language) {
    heading(out, &text(language, "carts.title"));
    let _ = writeln!(out, "  {}\n", words::carts_finding(language, carts));
    let left = money(carts.left_behind_minor, carts.currency);
    let mut rows = vec![
        ("carts.abandoned", share(carts.abandoned)),
        ("carts.people", share(carts.abandoned_people)),
        ("carts.left_behind", left),
    ];
    if let Some(recovery) = &carts.recovery {
        rows.push(("carts.reminded", comparisons::value(recovery, &recovery.now)));
        rows.push(("carts.not_reminded", comparisons::value(recovery, &recovery.then)));
        rows.push(("carts.reminder", comparisons::said(language, recovery)));
    }
    rows.extend(carts.sessions.map(|sessions| ("carts.sessions", share(sessions))));
    lines(out, language, &rows);
}
