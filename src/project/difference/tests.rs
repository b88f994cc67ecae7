//! The four causes, each from real exports read again: one more month, another window, merged identities, customers who behave
//! otherwise. Never a picture of a figure: every value comes from an import.

use super::split::split;
use super::*;
use crate::analysis::{Spec, analyze};
use crate::domain::{Day, IdentityRule, Period};
use crate::import::{Imported, Input, Unwatched, import};
use crate::project::{Document, Made, Settings, SnapshotId, Source, fingerprints, options};

/// Orders of `customers` in each month, some of whom come back 20 days later.
struct Shop {
    text: String,
    orders: u32,
}

impl Shop {
    fn new() -> Self {
        let text = "Name,Email,Financial Status,Currency,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,\
            Lineitem price,Phone\n";
        Self { text: text.to_owned(), orders: 0 }
    }

    fn order(&mut self, email: &str, phone: &str, day: &str) {
        self.orders += 1;
        self.text.push_str(&format!(
            "#{},{email},paid,THB,100,100,{day} 10:00:00 +0700,1,Tea,100,{phone}\n",
            1_000 + self.orders
        ));
    }

    /// `customers` new ones on the 2nd of a month, `returning` of them again on the 22nd.
    fn month(&mut self, month: &str, customers: u32, returning: u32) {
        for number in 0..customers {
            let email = format!("c{number}.{month}@example.com");
            self.order(&email, "", &format!("{month}-02"));
            if number < returning {
                self.order(&email, "", &format!("{month}-22"));
            }
        }
    }

    fn input(&self) -> Vec<Input> {
        vec![Input::Bytes { name: "orders.csv".to_owned(), bytes: self.text.clone().into_bytes().into() }]
    }
}

fn read(inputs: &[Input], made: &Made) -> Imported {
    import(inputs, &options(&made.settings, &Document::default()), &Unwatched).expect("imported")
}

fn snapshot(id: u64, inputs: &[Input], spec: Spec, settings: Settings) -> Snapshot {
    let made = Made { app: "0.1.0".to_owned(), settings, ..Made::default() };
    let imported = read(inputs, &made);
    Snapshot {
        id: SnapshotId(id),
        name: format!("snapshot {id}"),
        created: "2026-11-21 14:20".to_owned(),
        sources: Source::from_report(&imported.report, &fingerprints(inputs, &imported.report)),
        analysis: Box::new(analyze(&imported.tables, &spec).expect("figures")),
        spec,
        notes: Vec::new(),
        board: crate::project::Board::default(),
        tags: Vec::new(),
        made,
        scenario: None,
    }
}

fn kinds(found: &Difference) -> Vec<CauseKind> {
    found.causes.iter().map(Cause::kind).collect()
}

fn figure<'a>(found: &'a Difference, id: &str) -> &'a FigureDifference {
    let named = |figure: &&FigureDifference| figure.figure.to_string() == id;
    found.figures.iter().find(named).unwrap_or_else(|| panic!("{id} does not differ"))
}

fn days(from: &str, to: &str) -> Period {
    let day = |text| Day::parse_iso(text);
    Period { from: day(from), to: day(to) }
}

#[test]
fn the_same_exports_and_settings_give_the_same_figures_and_no_cause() {
    let mut shop = Shop::new();
    shop.month("2026-01", 200, 40);
    let one = snapshot(1, &shop.input(), Spec::default(), Settings::default());
    let two = snapshot(2, &shop.input(), Spec::default(), Settings::default());
    let found = difference(&one, &two);
    assert!(found.causes.is_empty() && found.figures.is_empty() && found.same > 20, "{found:?}");
}

#[test]
fn one_more_month_of_data_is_new_data_and_tells_whether_the_added_customers_are_others() {
    let mut shop = Shop::new();
    shop.month("2026-01", 400, 80);
    let before = snapshot(1, &shop.input(), Spec::default(), Settings::default());
    let mut alike = Shop { text: shop.text.clone(), orders: shop.orders };
    alike.month("2026-02", 400, 84);
    let after = snapshot(2, &alike.input(), Spec::default(), Settings::default());
    let found = difference(&before, &after);
    assert_eq!(kinds(&found), [CauseKind::NewData]);
    let rate = figure(&found, "repeat:to_date");
    assert_eq!(rate.because, [CauseKind::NewData]);
    let real = rate.real.expect("a share");
    assert_eq!((real.of, real.verdict), (Compared::Added, Verdict::NoTellingYet));
    assert!(real.interval.low < 0.0 && real.interval.high > 0.0);

    shop.month("2026-02", 400, 200);
    let after = snapshot(3, &shop.input(), Spec::default(), Settings::default());
    let real = figure(&difference(&before, &after), "repeat:to_date").real.expect("a share");
    assert_eq!((real.of, real.verdict), (Compared::Added, Verdict::ClearlyHigher));
    assert!((real.value - (0.5 - 0.2)).abs() < 1e-12, "{}", real.value);
}

#[test]
fn another_window_is_a_setting() {
    let mut shop = Shop::new();
    shop.month("2026-01", 300, 60);
    shop.order("last@example.com", "", "2026-02-10");
    let before = snapshot(1, &shop.input(), Spec::default(), Settings::default());
    let spec = Spec { open_window_days: 30, ..Spec::default() };
    let after = snapshot(2, &shop.input(), spec, Settings::default());
    let found = difference(&before, &after);
    assert_eq!(kinds(&found), [CauseKind::Settings]);
    let Cause::Settings(changed) = &found.causes[0] else { panic!("{:?}", found.causes) };
    assert_eq!(changed.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["open_window_days"]);
    assert!(!found.figures.is_empty(), "a shorter window decides about more customers");
    assert!(
        found.figures.iter().all(|figure| figure.because == [CauseKind::Settings] && figure.real.is_none())
    );
}

#[test]
fn merged_identities_change_people_and_no_count_of_orders() {
    let mut shop = Shop::new();
    for number in 0..60 {
        // The same phone under two addresses: two customers by e-mail, one by both rules.
        let phone = format!("08100{number:05}");
        shop.order(&format!("a{number}@example.com"), &phone, "2026-01-02");
        shop.order(&format!("b{number}@example.com"), &phone, "2026-01-22");
    }
    let apart = Settings { identity_off: vec![IdentityRule::Phone], ..Settings::default() };
    let before = snapshot(1, &shop.input(), Spec::default(), apart);
    let after = snapshot(2, &shop.input(), Spec::default(), Settings::default());
    let found = difference(&before, &after);
    assert_eq!(kinds(&found), [CauseKind::Identity]);
    let customers = figure(&found, "orders:customers");
    let value = |side: Option<Side>| side.and_then(|side| side.value);
    assert_eq!((value(customers.before), value(customers.after)), (Some(120.0), Some(60.0)));
    assert_eq!(customers.because, [CauseKind::Identity]);
    assert!(found.figures.iter().all(|figure| figure.figure.to_string() != "orders:all"));
}

#[test]
fn customers_who_behave_otherwise_in_other_days_are_a_real_change_with_its_interval() {
    let mut shop = Shop::new();
    shop.month("2026-01", 500, 50);
    shop.month("2026-02", 500, 150);
    shop.month("2026-03", 500, 150);
    shop.month("2026-08", 1, 0);
    let of = |id, from, to| {
        let spec = Spec { period: days(from, to), ..Spec::default() };
        snapshot(id, &shop.input(), spec, Settings::default())
    };
    let january = of(1, "2026-01-01", "2026-01-31");
    let february = of(2, "2026-02-01", "2026-02-28");
    let march = of(3, "2026-03-01", "2026-03-31");
    let found = difference(&january, &february);
    assert_eq!(kinds(&found), [CauseKind::Real]);
    let real = figure(&found, "repeat:within:90").real.expect("a share");
    assert_eq!((real.of, real.verdict), (Compared::Whole, Verdict::ClearlyHigher));
    assert!((real.value - 0.2).abs() < 1e-12 && real.interval.low > 0.1 && real.interval.high < 0.3);
    let alike = difference(&february, &march);
    assert!(
        alike
            .figures
            .iter()
            .filter_map(|figure| figure.real)
            .all(|real| { !matches!(real.verdict, Verdict::ClearlyHigher | Verdict::ClearlyLower) })
    );
}

#[test]
fn a_difference_of_several_causes_is_split_by_computing_it_again() {
    let mut shop = Shop::new();
    for number in 0..40 {
        let phone = format!("08100{number:05}");
        shop.order(&format!("a{number}@example.com"), &phone, "2026-01-02");
        shop.order(&format!("b{number}@example.com"), &phone, "2026-01-22");
    }
    let apart = Settings { identity_off: vec![IdentityRule::Phone], ..Settings::default() };
    let before = snapshot(1, &shop.input(), Spec::default(), apart);
    shop.month("2026-02", 100, 20);
    let inputs = shop.input();
    let after = snapshot(2, &inputs, Spec::default(), Settings::default());
    let mut found = difference(&before, &after);
    assert_eq!(kinds(&found), [CauseKind::NewData, CauseKind::Identity]);
    assert_eq!(figure(&found, "orders:customers").because, [CauseKind::NewData, CauseKind::Identity]);
    split(&mut found, &before, &after, &|made| Ok(read(&inputs, made))).expect("computed again");
    // 80 by e-mail, 180 with the new month, 140 once the 40 pairs are one.
    let parts = &figure(&found, "orders:customers").parts;
    assert_eq!(*parts, [(CauseKind::NewData, 100.0), (CauseKind::Identity, -40.0)]);
    for figure in found.figures.iter().filter(|figure| !figure.parts.is_empty()) {
        let value = |side: Option<Side>| side.and_then(|side| side.value).unwrap_or_default();
        let sum: f64 = figure.parts.iter().map(|(_, part)| part).sum();
        let whole = value(figure.after) - value(figure.before);
        assert!((sum - whole).abs() < 1e-9 * whole.abs().max(1.0), "{:?}", figure.figure);
    }
}

#[test]
fn people_per_event_are_no_share_and_have_no_interval_of_one() {
    let mut shop = Shop::new();
    shop.month("2026-01", 60, 20);
    shop.month("2026-06", 1, 0);
    let of = |id, ads: &str| {
        let mut inputs = shop.input();
        let bytes = format!("Day,Campaign,Clicks,Impressions,Cost,Currency\n{ads}").into_bytes();
        inputs.push(Input::Bytes { name: "ads.csv".to_owned(), bytes: bytes.into() });
        snapshot(id, &inputs, Spec::default(), Settings::default())
    };
    let ads = "2026-01-01,Tea,30,900,100,THB\n2026-01-02,Tea,20,800,100,THB\n";
    let found = difference(&of(1, ads), &of(2, &format!("{ads}2026-01-03,Tea,10,700,100,THB\n")));
    let step = figure(&found, "step:consideration:purchase");
    assert_eq!((step.measure, step.real), (Measure::Yield, None));
    assert!(step.before.expect("a side").value.expect("a value") > 1.0, "{step:?}");
}

#[test]
fn data_that_are_cut_off_earlier_are_other_data_in_every_figure() {
    let mut shop = Shop::new();
    shop.month("2026-01", 80, 20);
    shop.month("2026-02", 70, 10);
    let cut = Spec { as_of: Day::parse_iso("2026-02-10"), ..Spec::default() };
    let before = snapshot(1, &shop.input(), cut, Settings::default());
    let after = snapshot(2, &shop.input(), Spec::default(), Settings::default());
    let mut found = difference(&before, &after);
    assert_eq!(kinds(&found), [CauseKind::NewData]);
    split(&mut found, &before, &after, &|made| Ok(read(&shop.input(), made))).expect("split");
    let parts: Vec<CauseKind> =
        found.figures.iter().flat_map(|figure| &figure.parts).map(|(kind, _)| *kind).collect();
    assert!(parts.len() > 5 && parts.iter().all(|kind| *kind == CauseKind::NewData), "{parts:?}");
}
