//! A small document that uses every part, for tests. Never part of the product.

use super::{Document, Drawn, DrawnAs, Made, Note, NoteId, Settings, Snapshot, SnapshotId, Source, Target};
use crate::analysis::{
    Analysis, CountUnit, CurvePoint, DefinitionId, GapDays, Journey, Repeat, RepeatToDate, SecondOrderDays,
    StageResult, StepKind, StepResult,
};
use crate::analysis::{Caveat, Spec};
use crate::domain::{Currency, Day, IdentityRule, Lens, Period, Stage};

/// One source, one note, one snapshot.
pub(crate) fn document() -> Document {
    let source = source();
    let note = Note {
        id: NoteId(1),
        target: Target::Stage { stage: Stage::Purchase },
        text: "คูปองตะกร้า \"ค้าง\"\nstarted in May".to_owned(),
        created: "2026-11-21 14:20".to_owned(),
        drawn: Some(Drawn::new(DrawnAs::Arrow)),
    };
    let snapshot = Snapshot {
        id: SnapshotId(1),
        name: "ก่อนแคมเปญ".to_owned(),
        created: "2026-11-21 14:21".to_owned(),
        sources: vec![source.clone()],
        spec: Spec { lens: Lens::Push, ..Spec::default() },
        analysis: Box::new(analysis()),
        notes: vec![note.clone()],
        board: board(),
        tags: vec!["ไตรมาส 2".to_owned()],
        made: Made {
            app: "0.1.0".to_owned(),
            definitions: std::iter::once(("RP4".to_owned(), "0011aabb".to_owned())).collect(),
            settings: Settings { burn_in_days: 30, ..Settings::default() },
            view: "journey".to_owned(),
        },
        scenario: None,
    };
    Document {
        sources: vec![source],
        notes: vec![note],
        snapshots: vec![snapshot],
        settings: settings(),
        segments: vec![super::SavedSegment {
            id: super::SegmentId(1),
            name: "Came twice".to_owned(),
            segment: crate::domain::Segment::parse("orders >= 2").expect("a segment"),
        }],
        funnel: Some(crate::domain::FunnelSpec::default()),
        mappings: mappings(),
        hypotheses: vec![hypothesis()],
        columns: columns(),
        board: board(),
    }
}

fn source() -> Source {
    Source {
        path: "exports/คำสั่งซื้อ.csv".to_owned(),
        profile_name: Some("Shopee Thailand, orders".to_owned()),
        rows_read: 12,
        rows_used: 11,
        rows_rejected: 1,
        content: Some(super::Fingerprint { bytes: 99, hash: "00ff".to_owned() }),
        encoding: "UTF-8".to_owned(),
        mapping: vec![("order".to_owned(), "เลขบิล".to_owned())],
    }
}

fn settings() -> Settings {
    Settings {
        period: Period { from: Some(Day(20_000)), to: None },
        lens: Lens::Pull,
        segment: Some(super::SegmentId(1)),
        pending_is_valid: true,
        identity_off: vec![IdentityRule::Phone],
        burn_in_days: 90,
        monthly_costs_minor: 2_500_000,
        margin_percent: Some(40),
        scenario: crate::analysis::Scenario { quality_fade: 20, ..crate::analysis::Scenario::default() },
        service: crate::domain::ServiceTerms {
            target_minutes: 240,
            ..crate::domain::ServiceTerms::default()
        },
        channels: crate::domain::ChannelRules::default().without(crate::domain::OriginRule::Coupon),
        rates: Some("rates.csv".to_owned()),
        day_first: Some(true),
        decimal_comma: None,
        pseudonyms: None,
        watched_folder: None,
        keeps_data: false,
    }
}

/// A map with a card of words, a card of a figure and a guess.
fn board() -> super::Board {
    let card = |id, says| super::BoardCard {
        id: super::CardId(id),
        lane: super::Lane::Pains,
        stage: Stage::Purchase,
        says,
        direction: None,
    };
    let words = super::CardText::Words {
        text: "ค่าส่งแพง".to_owned(), basis: super::Basis::Stated
    };
    let fact = super::CardText::Fact { fact: super::Fact::Lost { from: Stage::Purchase } };
    let cards = vec![card(1, words), card(2, fact)];
    super::Board { cards, guesses: [None, Some(20), None, None, None] }
}

/// The columns of one format.
fn columns() -> crate::import::SeenByFormat {
    let seen = crate::import::ColumnsSeen {
        file: "orders.csv".to_owned(),
        headers: vec!["เลขบิล".to_owned()],
    };
    std::iter::once(("shopify.orders".to_owned(), seen)).collect()
}

/// One mapping for one shape.
fn mappings() -> std::collections::BTreeMap<crate::import::Shape, crate::import::SavedMapping> {
    let shape = crate::import::Shape::of(&["เลขบิล", "วันขาย"]);
    let text = "id = \"own.orders\"\n".to_owned();
    let made = "2026-11-21 14:20".to_owned();
    let file = "till.csv".to_owned();
    std::iter::once((shape.clone(), crate::import::SavedMapping { shape, made, file, text })).collect()
}

/// A journey with repeat purchase and a caveat.
pub(crate) fn analysis() -> Analysis {
    let caveat = Caveat::AnonymousOrders { orders: 3, of: 11 };
    Analysis {
        as_of: Some(Day(20_500)),
        currency: Some(Currency::THB),
        orders: None,
        journey: journey(),
        repeat: Some(repeat()),
        translations: Vec::new(),
        cohorts: None,
        rolling_cohorts: None,
        revenue: None,
        rfm: None,
        channels: None,
        ad_months: None,
        nps: None,
        voice: None,
        efficiency: None,
        attribution: None,
        value: None,
        predictions: None,
        comparison: None,
        service: None,
        delivery: None,
        carts: None,
        what_if: None,
        csat: None,
        calendar_cohorts: None,
        reviews: None,
        emotion: None,
        caveats: vec![caveat],
    }
}

fn journey() -> Journey {
    let counts = [Some(120_000), Some(2_400), Some(300), Some(80), None];
    let definitions = &DefinitionId::ALL;
    let stages = Stage::ALL.iter().zip(counts).enumerate().map(|(index, (stage, count))| StageResult {
        stage: *stage,
        unit: [
            CountUnit::Impressions,
            CountUnit::Clicks,
            CountUnit::Customers,
            CountUnit::Customers,
            CountUnit::Advocates,
        ][index],
        identified: stage.counts_people(),
        count,
        push: count.map(|count| count / 2),
        pull: None,
        sources: vec!["Facebook Ads".to_owned()],
        counts: Vec::new(),
        definition: definitions[index],
    });
    let steps = Stage::ALL.windows(2).enumerate().map(|(index, pair)| {
        let (before, after) = (counts[index].unwrap_or(0), counts[index + 1].unwrap_or(0));
        StepResult {
            from: pair[0],
            to: pair[1],
            kind: if index == 1 { StepKind::Yield } else { StepKind::Rate },
            value: (before > 0).then(|| after as f64 / before as f64),
            low: Some(0.1),
            high: Some(0.25),
            numerator: after,
            denominator: before,
            lost: (index != 1).then_some(before - after),
            still_open: 5,
            value_of_leak_minor: None,
            parts: Vec::new(),
            definition: definitions[5 + index],
        }
    });
    let (stages, steps) = (stages.collect(), steps.collect());
    Journey {
        lens: Lens::All,
        from: None,
        to: None,
        stages,
        steps,
        unattributed_customers: 40,
        leaks: Vec::new(),
        channels: None,
        sides: Vec::new(),
        biggest_leak: Some(2),
    }
}

fn repeat() -> Repeat {
    let none = SecondOrderDays { median: Some(41.5), mean: None, n: 80 };
    Repeat {
        to_date: RepeatToDate {
            customers: 300,
            repeaters: 80,
            rate: Some(80.0 / 300.0),
            low: Some(0.22),
            high: Some(0.32),
            definition: DefinitionId::RepeatToDate,
        },
        within: Vec::new(),
        second_order_days: none,
        gap_days: GapDays { median: None, mean: None, p25: None, p75: None, n: 0, customers: 0 },
        returning_customer_rate: Vec::new(),
        curve: vec![CurvePoint { day: 3, value: 0.1, low: None, high: Some(0.3), at_risk: 290 }],
        in_period: None,
        ladder: Vec::new(),
        groups: Vec::new(),
        finding: None,
    }
}

/// A statement that came back more often would be confirmed by.
pub(crate) fn hypothesis() -> super::Hypothesis {
    super::Hypothesis {
        id: super::HypothesisId(1),
        statement: "ส่งเร็วขึ้นแล้วลูกค้าจะกลับมา".to_owned(),
        created: "2026-11-21 14:20".to_owned(),
        locked: crate::analysis::hypotheses::Locked {
            figure: "repeat_within".to_owned(),
            days: Some(30),
            segment: None,
            rises: true,
            minimum: 0.03,
            on: Day(20_500),
            check: Day(20_590),
        },
    }
}
