//! The part of the gallery that holds the charts of one shop. Computes nothing.

use eframe::egui::{Rect, Sense, Ui, vec2};

use crate::app::flows::FlowBasis;
use crate::app::gallery::ShopState;
use crate::app::paths::step_name;
use crate::domain::{Currency, Language, Period};
use crate::ui::charts::{
    bars, coverage, credit, emotion, forest, funnel, heat_map, histogram, ink, ladder, nps, repeat_curve,
    revenue, rfm, sankey, spend, steps, survival, time_strip, waterfall, week,
};
use crate::ui::theme::space;
use crate::ui::widgets::{Card, Table};

/// Every chart of a shop; those that it has no figures for say so.
pub(super) fn ui(ui: &mut Ui, shop: &ShopState, language: Language) {
    journey(ui, shop, language);
    customers(ui, shop, language);
    money(ui, shop, language);
    ways(ui, shop, language);
    files(ui, shop, language);
    lines(ui, language);
    hours(ui, shop, language);
    feelings(ui, shop, language);
}

/// Bars and points with their intervals: nothing, one, many, below nothing, without an interval, quiet and strong, with long names.
fn lines(ui: &mut Ui, language: Language) {
    let names = ["Late delivery", "ส่งช้า", "asked to return something in the 90 days before the answer", "…"];
    for number in [0, 1, 4] {
        let one = |(index, name): (usize, &&str)| bars::Bar {
            name: (*name).to_owned(),
            value: 40.0 - 25.0 * index as f64,
            interval: (index != 1).then_some((30.0 - 25.0 * index as f64, 48.0 - 25.0 * index as f64)),
            text: format!("{} %", 40 - 25 * index as i64),
            note: "n = 1,204".to_owned(),
            quiet: index == 2,
            strong: index == 0,
        };
        let model = bars::Model {
            id: "gallery bars",
            bars: names.iter().take(number).enumerate().map(one).collect(),
            whole: None,
        };
        shown(
            ui,
            (&format!("bars {number}"), language),
            Some(model),
            |_| Table::default(),
            |ui, model| {
                bars::show(ui, model, language);
            },
        );
        let one = |(index, name): (usize, &&str)| forest::Line {
            name: (*name).to_owned(),
            value: (index != 3).then_some(0.3 - 0.25 * index as f64),
            interval: (index != 1).then_some((0.2 - 0.25 * index as f64, 0.36 - 0.25 * index as f64)),
            text: format!("{} pp", 30 - 25 * index as i64),
            note: "46/120 · 300/590".to_owned(),
            quiet: index == 1,
        };
        let model = forest::Model {
            id: "gallery forest",
            lines: names.iter().take(number).enumerate().map(one).collect(),
            reference: 0.0,
            unit: forest::Unit::Points,
            axis: "percentage points".to_owned(),
        };
        shown(
            ui,
            (&format!("forest {number}"), language),
            Some(model),
            |_| Table::default(),
            |ui, model| {
                forest::show(ui, model, language);
            },
        );
    }
}

/// When requests come, who gets the credit, how people feel, how long a funnel takes.
fn hours(ui: &mut Ui, shop: &ShopState, language: Language) {
    let model = shop.analysis.service.as_ref().map(|service| week::Model::new(&service.hours));
    shown(
        ui,
        ("week", language),
        model,
        |model| model.table(language),
        |ui, model| {
            week::show(ui, model, language);
        },
    );
    let model = shop.analysis.attribution.as_ref().map(credit::Model::new);
    shown(
        ui,
        ("credit", language),
        model,
        |model| model.table(language),
        |ui, model| {
            credit::show(ui, model, language);
        },
    );
    let currency = shop.analysis.currency;
    let model = shop
        .analysis
        .ad_months
        .as_ref()
        .map(|found| spend::Model::new(found, Default::default(), currency, language));
    shown(
        ui,
        ("spend", language),
        model,
        |model| model.table(language),
        |ui, model| {
            spend::show(ui, model, language);
        },
    );
    let funnel = shop.paths.funnel.as_ref().ok();
    let model = funnel.map(|funnel| histogram::Model::new(&funnel.bins, language));
    shown(
        ui,
        ("histogram", language),
        model,
        |model| model.table(language),
        |ui, model| {
            histogram::show(ui, model, language);
        },
    );
}

/// One chart in a card, or that there is nothing to draw.
#[expect(clippy::needless_pass_by_value, reason = "what every caller has just made")]
fn shown<M>(
    ui: &mut Ui,
    (name, language): (&str, Language),
    model: Option<M>,
    table: impl Fn(&M) -> Table,
    chart: impl FnOnce(&mut Ui, &M),
) {
    let make = || model.as_ref().map(&table).unwrap_or_default();
    Card::new(name, name).show(ui, language, make, |ui| match &model {
        Some(model) => crate::ui::views::room(ui, 420.0, |ui| chart(ui, model)),
        None => ink::nothing(ui, language),
    });
    ui.add_space(space::S);
}

fn journey(ui: &mut Ui, shop: &ShopState, language: Language) {
    let model = funnel::Model::new(&shop.analysis.journey);
    shown(
        ui,
        ("funnel", language),
        Some(model),
        |model| model.table(language),
        |ui, model| {
            funnel::show(ui, model, language);
        },
    );
    let model = shop.analysis.nps.as_ref().map(nps::Model::new);
    shown(
        ui,
        ("nps", language),
        model,
        |model| model.table(language),
        |ui, model| {
            nps::show(ui, model, language);
        },
    );
}

fn customers(ui: &mut Ui, shop: &ShopState, language: Language) {
    let repeat = shop.analysis.repeat.as_ref();
    let model = repeat.map(repeat_curve::Model::new);
    shown(
        ui,
        ("repeat_curve", language),
        model,
        |model| model.table(language),
        |ui, model| {
            repeat_curve::show(ui, model, language);
        },
    );
    let model = repeat.map(|repeat| ladder::Model::new(&repeat.ladder, shop.analysis.currency));
    shown(
        ui,
        ("ladder", language),
        model,
        |model| model.table(language),
        |ui, model| {
            ladder::show(ui, model, language);
        },
    );
    let grouped = repeat.and_then(|repeat| repeat.groups.first());
    shown(
        ui,
        ("survival", language),
        grouped.map(survival::Model::new),
        |model| model.table(language),
        |ui, model| {
            survival::show(ui, model, language);
        },
    );
    let translation = shop.analysis.translations.first();
    let model = translation.map(|translation| waterfall::Model::new(translation, language));
    shown(
        ui,
        ("waterfall", language),
        model,
        |model| model.table(language),
        |ui, model| {
            waterfall::show(ui, model, language);
        },
    );
}

fn money(ui: &mut Ui, shop: &ShopState, language: Language) {
    let model = shop.analysis.cohorts.as_ref().map(heat_map::Model::new);
    shown(
        ui,
        ("heat_map", language),
        model,
        |model| model.table(language),
        |ui, model| {
            heat_map::show(ui, model, language);
        },
    );
    let model = shop.analysis.rfm.as_ref().map(|found| rfm::Model::new(found, shop.analysis.currency));
    shown(
        ui,
        ("rfm", language),
        model,
        |model| model.table(language),
        |ui, model| {
            rfm::show(ui, model, language);
        },
    );
    let currency = shop.analysis.currency.unwrap_or(Currency::THB);
    let model = shop.analysis.revenue.as_ref().map(|months| revenue::Model::new(months, currency));
    shown(
        ui,
        ("revenue", language),
        model,
        |model| model.table(language),
        |ui, model| {
            revenue::show(ui, model, language);
        },
    );
}

fn ways(ui: &mut Ui, shop: &ShopState, language: Language) {
    let names: Vec<String> = shop.paths.spec.steps.iter().map(|step| step_name(language, step)).collect();
    let model = shop.paths.funnel.as_ref().ok().map(|found| steps::Model::new(found, &names, language));
    shown(
        ui,
        ("steps", language),
        model,
        |model| model.table(language),
        |ui, model| {
            steps::show(ui, model, language);
        },
    );
    let side = shop.flows.spec.side;
    let flows = shop.flows.flows.as_ref().ok();
    let model = flows.map(|flows| sankey::Model::new(flows, side, FlowBasis::default(), language));
    shown(
        ui,
        ("sankey", language),
        model,
        |model| model.table(language),
        |ui, model| {
            sankey::show(ui, model, language);
        },
    );
}

fn files(ui: &mut Ui, shop: &ShopState, language: Language) {
    let model = coverage::Model::new(&shop.report, &shop.quality);
    shown(
        ui,
        ("coverage", language),
        Some(model),
        |model| model.table(language),
        |ui, model| {
            coverage::show(ui, model, language);
        },
    );
    shown(
        ui,
        ("time_strip", language),
        time_strip::Model::new(&shop.quality, Period::ALL),
        |_| Table::default(),
        |ui, model| {
            time_strip::show(ui, model, language);
        },
    );
}

/// How people feel: what they said, what the workshop guesses, and where nobody says anything.
fn feelings(ui: &mut Ui, shop: &ShopState, language: Language) {
    let said = shop.analysis.emotion.iter().flat_map(|emotion| &emotion.stages);
    let mut computed = [None; 5];
    said.for_each(|one| computed[one.stage as usize] = Some(*one));
    for guesses in [[None; 5], [Some(-80), Some(-20), Some(0), Some(55), Some(100)]] {
        let name = if guesses[0].is_some() { "emotion with guesses" } else { "emotion" };
        let model = emotion::Model { computed, guesses, editable: true };
        shown(
            ui,
            (name, language),
            Some(model),
            |_| Table::default(),
            |ui, model| {
                let (area, _) = ui.allocate_exact_size(vec2(ui.available_width(), 160.0), Sense::hover());
                let width = area.width() / 5.0;
                let column = |index: usize| {
                    let corner = area.min + vec2(width * index as f32, 0.0);
                    Rect::from_min_size(corner, vec2(width - 8.0, area.height()))
                };
                emotion::show(ui, model, [0, 1, 2, 3, 4].map(column), language);
            },
        );
    }
}
