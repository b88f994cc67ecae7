//! The pages of the channels: who they bring at each stage, what their ads cost, and what the platforms claim. Never adds two currencies.

use super::noted;
use super::say::{NONE, Say};
use crate::analysis::rows::FigureId;
use crate::analysis::{Analysis, ChannelResult, ChannelStage, DefinitionId};
use crate::app::Selection;
use crate::domain::{Direction, numbers};
use crate::report::chart::{Bar, Bars, Chart};
use crate::report::{Cell, Ink, Page, Plot, PlotKind, Row, Table};

pub(super) fn ink(direction: Option<Direction>) -> Ink {
    match direction {
        Some(Direction::Push) => Ink::Push,
        Some(Direction::Pull) => Ink::Pull,
        None => Ink::Unattributed,
    }
}

pub(super) fn legend(say: &Say) -> Vec<(Ink, String)> {
    [(Ink::Push, "chart.push"), (Ink::Pull, "chart.pull"), (Ink::Unattributed, "chart.unattributed")]
        .map(|(ink, key)| (ink, say.text(key)))
        .to_vec()
}

/// Channels by stage.
pub(super) fn by_stage(analysis: &Analysis, say: &Say) -> Option<Page> {
    let channels = analysis.journey.channels.as_ref()?;
    let name = |row: &ChannelStage| row.channel.clone().unwrap_or_else(|| say.text("journey.matrix.none"));
    let bars = channels.rows.iter().filter(|row| row.buyers > 0).map(|row| Bar {
        name: name(row),
        value: Some(row.buyers as f64),
        interval: None,
        said: format!("{} {}", numbers::count(row.buyers), say.text("chart.funnel.unit.customers")),
        ink: ink(row.kind),
        people: Some(row.buyers),
        tip: std::iter::once(name(row)).chain(say.share_tip(&row.retained)).collect(),
    });
    let claim = channels.over_claim.map(|claim| {
        let ratio = claim.ratio.map_or_else(|| NONE.to_owned(), |ratio| format!("{ratio:.2}"));
        say.filled(
            "journey.matrix.over_claim",
            &[
                ("claimed", &numbers::decimal(claim.claimed, 0)),
                ("orders", &numbers::count(claim.orders)),
                ("ratio", &ratio),
            ],
        )
    });
    let bars: Vec<Bar> = bars.collect();
    let most = channels.rows.iter().filter(|row| row.channel.is_some()).max_by_key(|row| row.buyers);
    let finding = most.filter(|row| row.buyers > 0).map(|row| {
        say.filled("report.channels.most", &[("channel", &name(row)), ("n", &numbers::count(row.buyers))])
    });
    Some(Page {
        id: "channels",
        title: say.text("journey.matrix.title"),
        finding: finding.unwrap_or_else(|| say.text("journey.matrix.title")),
        text: claim.into_iter().collect(),
        chart: (!bars.is_empty()).then(|| Chart::Bars(Bars { bars, legend: legend(say), ..Bars::default() })),
        tables: vec![stage_table(&channels.rows, say)],
        definitions: [DefinitionId::ChannelStages, DefinitionId::OverClaim].map(DefinitionId::id).to_vec(),
        ..Page::default()
    })
}

fn stage_table(rows: &[ChannelStage], say: &Say) -> Table {
    let row = |row: &ChannelStage| -> Row {
        let count = |value: Option<u64>| value.map_or(Cell::Blank, Cell::Count);
        let kind = row.kind.map(|kind| Cell::Text(say.text(&format!("lens.{}", kind.id()))));
        vec![
            Cell::Text(row.channel.clone().unwrap_or_else(|| say.text("journey.matrix.none"))),
            kind.unwrap_or_default(),
            count(row.impressions),
            count(row.clicks),
            Cell::People(row.buyers),
            Cell::Count(row.retained.numerator),
            Cell::share_of(row.retained.value, 5, 4),
            Cell::Count(row.advocates),
            Cell::Count(row.orders),
            row.over_claim.map_or(Cell::Blank, |claim| Cell::Decimal(claim.claimed, 0)),
            Cell::decimal(row.over_claim.and_then(|claim| claim.ratio), 2),
        ]
    };
    Table {
        title: say.text("journey.matrix.title"),
        columns: vec![
            say.words("journey.matrix.channel"),
            say.words("journey.matrix.kind"),
            say.figures("journey.matrix.impressions"),
            say.figures("journey.matrix.clicks"),
            say.figures("journey.matrix.buyers"),
            say.figures("journey.matrix.back"),
            say.figures("chart.rfm.share"),
            say.figures("journey.matrix.advocates"),
            say.figures("journey.matrix.orders"),
            say.figures("journey.matrix.claimed"),
            say.figures("journey.matrix.ratio"),
        ],
        rows: rows.iter().map(row).collect(),
        plot: Some(Plot { kind: PlotKind::Bars, category: 0, values: vec![4] }),
        is_partition: true,
    }
}

/// What the ads cost, as the platforms report it.
pub(super) fn ads(analysis: &Analysis, say: &Say) -> Option<Page> {
    let channels = analysis.channels.as_ref().filter(|channels| !channels.is_empty())?;
    let spent = |channel: &ChannelResult| channel.spend_minor.filter(|minor| *minor > 0);
    // One picture, one currency: that of the channel that costs most.
    let currency =
        channels.iter().find(|channel| spent(channel).is_some()).and_then(|channel| channel.currency);
    let of_currency = || channels.iter().filter(|channel| channel.currency == currency);
    let own = Say { currency, ..*say };
    let bars: Vec<Bar> = of_currency()
        .filter_map(|channel| Some((channel, spent(channel)?)))
        .map(|(channel, minor)| Bar {
            name: channel.channel.clone(),
            value: Some(minor as f64),
            interval: None,
            said: own.money(minor),
            ink: ink(Some(channel.kind)),
            people: None,
            tip: vec![channel.channel.clone(), own.money(minor)],
        })
        .collect();
    let dearest = bars
        .first()
        .map(|bar| say.filled("report.ads.dearest", &[("channel", &bar.name), ("amount", &bar.said)]));
    Some(Page {
        id: "ads",
        title: say.text("report.ads"),
        finding: dearest.unwrap_or_else(|| say.text("report.ads")),
        text: vec![say.text("report.ads.about")],
        chart: (!bars.is_empty())
            .then(|| Chart::Bars(Bars { bars, legend: legend(say)[..2].to_vec(), ..Bars::default() })),
        spots: noted::bars(of_currency().filter(|channel| spent(channel).is_some()).map(|channel| {
            Some(Selection::Figure(FigureId::Channel(channel.currency, channel.channel.clone())))
        })),
        tables: vec![ad_table(channels, say)],
        definitions: vec![DefinitionId::Channel.id()],
        ..Page::default()
    })
}

fn ad_table(channels: &[ChannelResult], say: &Say) -> Table {
    let row = |channel: &ChannelResult| -> Row {
        let count = |value: Option<u64>| value.map_or(Cell::Blank, Cell::Count);
        let minor =
            |value: Option<f64>| Cell::money(value.map(|minor| minor.round() as i64), channel.currency);
        vec![
            Cell::Text(channel.channel.clone()),
            Cell::money(channel.spend_minor, channel.currency),
            count(channel.impressions),
            count(channel.clicks),
            Cell::share_of(channel.ctr, 3, 2),
            minor(channel.cpm_minor),
            minor(channel.cpc_minor),
            Cell::decimal(channel.claimed_orders, 0),
            minor(channel.cpa_minor),
            Cell::decimal(channel.platform_roas, 2),
        ]
    };
    Table {
        title: say.text("report.ads"),
        columns: vec![
            say.words("journey.matrix.channel"),
            say.figures("report.column.spend"),
            say.figures("journey.matrix.impressions"),
            say.figures("journey.matrix.clicks"),
            say.figures("report.column.ctr"),
            say.figures("report.column.cpm"),
            say.figures("report.column.cpc"),
            say.figures("journey.matrix.claimed"),
            say.figures("report.column.cpa"),
            say.figures("report.column.roas"),
        ],
        rows: channels.iter().map(row).collect(),
        plot: Some(Plot { kind: PlotKind::Bars, category: 0, values: vec![1] }),
        is_partition: false,
    }
}
