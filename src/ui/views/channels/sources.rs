//! Where orders come from: the signs in their order of precedence, the texts and campaigns with their channels, each of which can be
//! changed. Never decides about a channel itself.

use eframe::egui::{Id, TextEdit, Ui};

use super::super::ViewModel;
use super::super::parts::invitation;
use crate::analysis::rows::{AdFigure, FigureId};
use crate::analysis::{Analysis, CampaignSpend, DefinitionId, OriginText, Origins};
use crate::app::{Action, Selection};
use crate::domain::{AssignedKind, Channel, ChannelRules, Direction, Language, OriginRule, Stage};
use crate::ui::text::{count, label, money_text, paragraph_colored, tr, tr_with};
use crate::ui::theme::{BODY, Icon, SMALL, space, tokens};
use crate::ui::widgets::{
    Card, Column, Table, Tone, button, card, data_table_toned, dropdown, flow, icon_button, primary_button,
    segmented,
};

/// What is being given a channel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Draft {
    /// The text, and what kind it is; `None` while nothing is chosen.
    text: Option<(bool, String)>,
    /// Name of the channel.
    channel: String,
    /// Its stage, as an index.
    stage: usize,
    /// Whether it is push.
    push: bool,
}

/// The rules, the texts, the campaigns, and what is being assigned.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, analysis: &Analysis, out: &mut Vec<Action>) {
    let Some(origins) = analysis.efficiency.as_ref().and_then(|found| found.origins.as_ref()) else {
        let language = model.language;
        let (title, why) = (tr(language, "empty.channels.title"), tr(language, "channels.sources.none"));
        return invitation(ui, model, Icon::Megaphone, (&title, &why), out);
    };
    let id = Id::unique("assigning a channel");
    let mut draft: Draft = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let before = draft.clone();
    rules(ui, model, origins, out);
    // Always there, so that nothing moves under the pointer when a text is chosen.
    let is_assignable = !origins.texts.is_empty() || !origins.campaigns.is_empty();
    if is_assignable && model.shown.frozen.is_none() {
        assign(ui, model, &mut draft, out);
    }
    texts(ui, model, analysis, origins, (&mut draft, out));
    campaigns(ui, model, origins, (&mut draft, out));
    if draft != before {
        ui.data_mut(|data| data.insert_temp(id, draft));
    }
}

fn saved<'model>(model: &ViewModel<'model>) -> &'model ChannelRules {
    &model.state.project.document.settings.channels
}

fn change(rules: ChannelRules, out: &mut Vec<Action>) {
    out.push(Action::SetChannelRules(Box::new(rules)));
}

/// The signs in the order in which they decide, with what each knows.
fn rules(ui: &mut Ui, model: &ViewModel<'_>, origins: &Origins, out: &mut Vec<Action>) {
    let language = model.language;
    card(ui, |ui| {
        let t = tokens(ui);
        label(ui, tr(language, "channels.rules.title"), BODY, t.text);
        let (with, orders) = (count(origins.with_channel), count(origins.orders));
        let contradicted = count(origins.contradicted);
        let values = [("with", with.as_str()), ("orders", &orders), ("contradicted", &contradicted)];
        paragraph_colored(ui, &tr_with(language, "cli.origins.summary", &values), SMALL, t.text_subdued);
        let own = saved(model);
        let off = OriginRule::ALL.into_iter().filter(|rule| !own.precedence.contains(rule));
        let listed: Vec<OriginRule> = own.precedence.iter().copied().chain(off).collect();
        for (place, rule) in listed.into_iter().enumerate() {
            rule_line(ui, model, origins, (place, rule), out);
        }
        if !own.is_default() && model.shown.frozen.is_none() {
            ui.add_space(space::XS);
            if button(ui, None, &tr(language, "channels.rules.reset")).clicked() {
                change(ChannelRules::default(), out);
            }
        }
    });
    ui.add_space(space::XS);
}

fn rule_line(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    origins: &Origins,
    (place, rule): (usize, OriginRule),
    out: &mut Vec<Action>,
) {
    let (language, own) = (model.language, saved(model));
    let is_on = own.precedence.contains(&rule);
    let name = tr(language, &format!("origin.{}", rule.id()));
    let known = origins.rules.iter().find(|one| one.rule == rule);
    let said = known.map_or_else(
        || tr(language, "channels.rules.unused"),
        |one| {
            let (orders, named, agrees) = (count(one.orders), count(one.named), count(one.agrees));
            let values = [("orders", orders.as_str()), ("named", &named), ("agrees", &agrees)];
            tr_with(language, "channels.rules.used", &values)
        },
    );
    ui.horizontal_wrapped(|ui| {
        let t = tokens(ui);
        let strong = if is_on { t.text } else { t.text_subdued };
        let number = if is_on { format!("{}.", place + 1) } else { "–".to_owned() };
        if model.shown.frozen.is_none() {
            let up = tr_with(language, "channels.rules.up", &[("rule", &name)]);
            ui.add_enabled_ui(place > 0 && is_on, |ui| {
                if icon_button(ui, Icon::ArrowUp, &up).clicked() {
                    change(own.clone().raised(rule), out);
                }
            });
            let mut on = is_on;
            if ui.checkbox(&mut on, "").accessible_name(&name).changed() {
                change(if on { own.clone().raised(rule) } else { own.clone().without(rule) }, out);
            }
        }
        label(ui, format!("{number} {name}"), BODY, strong);
        flow::item(ui, rule, |ui| label(ui, said, SMALL, t.text_subdued));
    });
}

/// How many texts stand for no channel yet, and the most orders of one.
fn how_many_unknown(language: Language, origins: &Origins) -> String {
    let unknown: Vec<&OriginText> = origins.texts.iter().filter(|one| one.channel.is_none()).collect();
    let Some(most) = unknown.iter().map(|one| one.orders).max() else {
        return tr(language, "channels.texts.all_known");
    };
    let (n, most) = (count(unknown.len() as u64), count(most));
    tr_with(language, "channels.texts.unknown", &[("n", &n), ("most", &most)])
}

/// What orders say; a clicked text can be given a channel, and leads to the orders that say it.
fn texts(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    analysis: &Analysis,
    origins: &Origins,
    (draft, out): (&mut Draft, &mut Vec<Action>),
) {
    if origins.texts.is_empty() {
        return;
    }
    let language = model.language;
    let title = how_many_unknown(language, origins);
    let note = if origins.more_texts > 0 {
        tr_with(language, "channels.texts.more", &[("more", &count(origins.more_texts))])
    } else {
        tr(language, "channels.texts.note")
    };
    let table = || {
        let t = |key: &str| tr(language, &format!("channels.texts.{key}"));
        let mut table = Table::new(vec![
            Column::text(t("text")),
            Column::text(t("rule")),
            Column::text(tr(language, "channels.channel")),
            Column::number(t("orders")),
            Column::number(t("net")),
        ]);
        for one in &origins.texts {
            table.row(vec![
                one.text.clone(),
                tr(language, &format!("origin.{}", one.rule.id())),
                one.channel.clone().unwrap_or_else(|| tr(language, "channels.texts.nobody")),
                count(one.orders),
                money_text(Some(one.net_minor), analysis.currency),
            ]);
        }
        table
    };
    Card::new("texts of origins", &title).subtitle(&note).show(ui, language, table, |ui| {
        let table = table();
        let cell = |row: usize, column: usize| table.rows[row][column].clone();
        let tone = |row: usize, column: usize| match origins.texts[row].channel {
            None if column == 2 => Tone::Warning,
            _ => Tone::Plain,
        };
        let size = (table.rows.len(), None);
        if let Some(row) = data_table_toned(ui, "texts", &table.columns, size, cell, tone).clicked {
            let one = &origins.texts[row];
            let figure = FigureId::Origin(one.rule, Some(one.text.clone()));
            out.push(Action::Select(Some(Selection::Figure(figure))));
            *draft = Draft {
                text: Some((false, one.text.clone())),
                channel: one.channel.clone().unwrap_or_default(),
                ..Draft::default()
            };
        }
    });
    ui.add_space(space::XS);
}

/// Campaigns with what they cost; a clicked one can be given a channel, and leads to its rows.
fn campaigns(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    origins: &Origins,
    (draft, out): (&mut Draft, &mut Vec<Action>),
) {
    if origins.campaigns.is_empty() {
        return;
    }
    let language = model.language;
    let unmapped: Vec<&CampaignSpend> = origins.campaigns.iter().filter(|one| one.unmapped).collect();
    let title = if unmapped.is_empty() {
        tr(language, "channels.campaigns.all_known")
    } else {
        let currency = unmapped[0].currency;
        let same = unmapped.iter().filter(|one| one.currency == currency);
        let spend = money_text(Some(same.map(|one| one.spend_minor).sum()), currency);
        let n = count(unmapped.len() as u64);
        tr_with(language, "channels.campaigns.unknown", &[("n", &n), ("spend", &spend)])
    };
    let table = || {
        let t = |key: &str| tr(language, &format!("channels.campaigns.{key}"));
        let mut table = Table::new(vec![
            Column::text(t("campaign")),
            Column::text(tr(language, "channels.channel")),
            Column::number(t("spend")),
        ]);
        for one in &origins.campaigns {
            let name = if one.campaign.is_empty() {
                tr(language, "channels.campaigns.unnamed")
            } else {
                one.campaign.clone()
            };
            table.row(vec![name, one.channel.clone(), money_text(Some(one.spend_minor), one.currency)]);
        }
        table
    };
    Card::new("campaigns", &title).show(ui, language, table, |ui| {
        let table = table();
        let cell = |row: usize, column: usize| table.rows[row][column].clone();
        let tone = |row: usize, column: usize| {
            if origins.campaigns[row].unmapped && column == 1 { Tone::Warning } else { Tone::Plain }
        };
        let size = (table.rows.len(), None);
        if let Some(row) = data_table_toned(ui, "campaigns", &table.columns, size, cell, tone).clicked
            && !origins.campaigns[row].campaign.is_empty()
        {
            let one = &origins.campaigns[row];
            out.push(Action::Select(Some(Selection::Figure(FigureId::Ads(AdFigure {
                currency: one.currency,
                channel: one.channel.clone(),
                campaign: Some(one.campaign.clone()),
                month: None,
            })))));
            let channel = if one.unmapped { String::new() } else { one.channel.clone() };
            *draft = Draft { text: Some((true, one.campaign.clone())), channel, ..Draft::default() };
        }
    });
}

/// The form: which channel a text stands for, and what that channel is.
fn assign(ui: &mut Ui, model: &ViewModel<'_>, draft: &mut Draft, out: &mut Vec<Action>) {
    let language = model.language;
    let chosen = draft.text.clone();
    let known: &[Channel] =
        model.state.derived.imported.as_ref().map_or(&[], |imported| &imported.tables.codes.channels);
    card(ui, |ui| {
        let t = tokens(ui);
        let (title, color) = match &chosen {
            Some((_, text)) => (tr_with(language, "channels.assign.title", &[("text", text)]), t.text),
            None => (tr(language, "channels.assign.none"), t.text_subdued),
        };
        label(ui, title, BODY, color);
        ui.add_space(space::XS);
        ui.add_enabled_ui(chosen.is_some(), |ui| {
            ui.horizontal_wrapped(|ui| describe(ui, model, known, draft));
            ui.add_space(space::XS);
            ui.horizontal(|ui| decide(ui, model, known, draft, out));
        });
    });
    ui.add_space(space::XS);
    if chosen.is_some() && draft.text.is_none() {
        out.push(Action::Select(Some(Selection::Definition(DefinitionId::Origin))));
    }
}

/// Which channel: one that is known, or a new one with its stage and direction.
fn describe(ui: &mut Ui, model: &ViewModel<'_>, known: &[Channel], draft: &mut Draft) {
    let language = model.language;
    choose_known(ui, model, known, draft);
    let name = tr(language, "channels.assign.name");
    let field = TextEdit::singleline(&mut draft.channel).hint_text(&name).desired_width(200.0);
    ui.add(field).accessible_name(&name);
    let stages = Stage::ALL.map(|stage| (stage as usize, tr(language, &format!("stage.{}", stage.id()))));
    let chosen = stages.get(draft.stage).map_or_else(String::new, |(_, name)| name.clone());
    let shown = dropdown("stage of the channel").selected_text(chosen).show_ui(ui, |ui| {
        for (stage, name) in stages {
            ui.selectable_value(&mut draft.stage, stage, name);
        }
    });
    shown.response.accessible_name(tr(language, "channels.stages.stage"));
    let sides = Direction::ALL
        .map(|direction| (direction == Direction::Push, tr(language, &format!("lens.{}", direction.id()))));
    segmented(ui, &mut draft.push, &sides);
}

/// Gives the text the channel, or the one that the program's own rules say.
fn decide(ui: &mut Ui, model: &ViewModel<'_>, known: &[Channel], draft: &mut Draft, out: &mut Vec<Action>) {
    let language = model.language;
    let name = draft.channel.trim().to_owned();
    let is_named = !name.is_empty();
    let do_it = ui.add_enabled_ui(is_named, |ui| {
        primary_button(ui, None, &tr(language, "channels.assign.do")).clicked()
    });
    let as_built_in = button(ui, None, &tr(language, "channels.assign.built_in")).clicked();
    let cancel = button(ui, None, &tr(language, "dialog.cancel")).clicked();
    let Some((is_campaign, text)) = draft.text.clone() else { return };
    let kind = if is_campaign { AssignedKind::Campaign } else { AssignedKind::Origin };
    if do_it.inner && is_named {
        let direction = if draft.push { Direction::Push } else { Direction::Pull };
        let stage = Stage::ALL.get(draft.stage).copied().unwrap_or(Stage::Awareness);
        change(
            with_channel(saved(model).clone(), kind, &text, Channel { name, stage, direction }, known),
            out,
        );
    } else if as_built_in {
        change(saved(model).clone().with(kind, &text, None), out);
    } else if !cancel {
        return;
    }
    *draft = Draft::default();
}

/// The channels that the data already have, each with its own stage and direction.
fn choose_known(ui: &mut Ui, model: &ViewModel<'_>, known: &[Channel], draft: &mut Draft) {
    let language = model.language;
    let mut sorted: Vec<&Channel> = known.iter().collect();
    sorted.sort_by(|left, right| left.name.cmp(&right.name));
    let shown = dropdown("known channels")
        .selected_text(tr(language, "channels.assign.known"))
        .width(200.0)
        .show_ui(ui, |ui| {
            for channel in sorted {
                if ui.selectable_label(channel.name == draft.channel, &channel.name).clicked() {
                    draft.channel.clone_from(&channel.name);
                    draft.stage = channel.stage as usize;
                    draft.push = channel.direction == Direction::Push;
                }
            }
        });
    shown.response.accessible_name(tr(language, "channels.assign.known"));
}

/// The rules with a text given to a channel; a known channel whose stage or direction was changed is changed everywhere.
fn with_channel(
    rules: ChannelRules,
    kind: AssignedKind,
    text: &str,
    channel: Channel,
    known: &[Channel],
) -> ChannelRules {
    let differs = known.iter().any(|one| one.name == channel.name && *one != channel);
    let mut rules = rules.with(kind, text, Some(channel.clone()));
    if differs {
        rules.channels.retain(|one| one.name != channel.name);
        rules.channels.push(channel);
    }
    rules
}
