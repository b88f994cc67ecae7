//! What the reader of the numbers must know. Never changes a number.

use super::ads::Ads;
use super::result::{Caveat, OrdersSummary};
use super::scope::{Occasion, Scope, slot};
use crate::domain::Day;
use crate::tables::Table;

/// Days by which two sources may differ without a remark.
pub(super) const SLACK_DAYS: i32 = 7;

/// Remarks on the tables and the question, heaviest first.
pub(super) fn caveats(
    scope: &Scope<'_>,
    ads: &Ads<'_>,
    orders: Option<&OrdersSummary>,
    of_journey: Vec<Caveat>,
) -> Vec<Caveat> {
    let undated = (ads.undated_left_out > 0).then_some(Caveat::UndatedAds { rows: ads.undated_left_out });
    let across = (ads.across_period > 0).then_some(Caveat::AdsAcrossPeriod { rows: ads.across_period });
    let tables = scope.tables;
    let counts = [&tables.ad_days, &tables.campaigns, &tables.web_days, &tables.messages];
    let of_everybody = scope.spec.segment.is_some() && counts.iter().any(|frame| frame.height() > 0);
    let of_people = [
        of_everybody.then_some(Caveat::SegmentLeavesCounts),
        orders.and_then(|orders| all_pending(scope, orders)),
        orders.and_then(|orders| mixed_currencies(scope, orders)),
        burn_in(scope).or_else(|| of_beginning(scope)),
        sources_end_apart(scope),
        orders.and_then(|orders| anonymous_orders(scope, orders)),
    ];
    of_people.into_iter().flatten().chain(of_journey).chain(undated).chain(across).collect()
}

/// Every order that is not cancelled is pending.
fn all_pending(scope: &Scope<'_>, orders: &OrdersSummary) -> Option<Caveat> {
    let pending = orders.pending_orders;
    let all = pending > 0 && orders.valid_orders == 0 && !scope.spec.pending_is_valid;
    all.then_some(Caveat::AllPending { orders: pending })
}

fn mixed_currencies(scope: &Scope<'_>, orders: &OrdersSummary) -> Option<Caveat> {
    let shown = scope.currency.and_then(|code| scope.currency_of(code));
    let others = orders.mixed_currencies.as_ref()?.iter().filter(|total| total.currency != shown);
    Some(Caveat::MixedCurrencies { shown, left_out: others.map(|total| total.orders).sum() })
}

/// Orders of nobody stand last in the table.
fn anonymous_orders(scope: &Scope<'_>, summary: &OrdersSummary) -> Option<Caveat> {
    let start = scope.orders.customer.filled();
    let valid = (start..scope.orders.len()).filter(|row| scope.is_valid(*row) && scope.in_period(*row));
    let orders = valid.count() as u64;
    (orders > 0).then_some(Caveat::AnonymousOrders { orders, of: summary.valid_orders })
}

/// Ends are compared between platforms, so that monthly files of one platform are one source.
fn sources_end_apart(scope: &Scope<'_>) -> Option<Caveat> {
    let mut ends: Vec<Option<Day>> = Vec::new();
    for source in scope.tables.coverage.iter().filter(|source| source.table == Table::Orders) {
        if let Some(platform) = scope.platform_of.get(source.source as usize).copied().flatten() {
            let end = slot(&mut ends, platform);
            *end = (*end).max(source.last.map(|last| scope.as_of.map_or(last, |as_of| last.min(as_of))));
        }
    }
    let known = || ends.iter().copied().flatten();
    let (first, last) = (known().min()?, known().max()?);
    (last.since(first) > SLACK_DAYS).then_some(Caveat::SourcesEndApart { first, last })
}

/// A window of 30 days from the first occasion in the file.
#[derive(Clone, Copy, Default)]
struct Window {
    buyers: u32,
    new: u32,
}

const WINDOW_DAYS: i32 = 30;
/// Days 60 to 89: late enough for an old customer to have been seen once, early enough for any file of four months.
const LATER: usize = 2;
const FEWEST_BUYERS: u32 = 30;
/// Ten years; a misread date must not make the search for the usual month long.
const MAX_WINDOWS: usize = 122;

/// Whether the file seems to begin after the shop did (METRICS, section 1, left truncation).
///
/// At the start of any file everybody is new, so the share alone tells nothing. A shop that was already running betrays
/// itself by four things together, over at least 120 days: the first 30 days have at least half the buyers of the usual
/// later 30 days; they have at least 1.5 times as many new ones as days 60-89, because old customers are being met for
/// the first time; by then at least a fifth of the buyers return; and both windows have 30 buyers or more.
/// Made once: it looks at all customers.
fn of_beginning(scope: &Scope<'_>) -> Option<Caveat> {
    let remark = scope.once([0; 3], || Beginning(left_truncated(scope)));
    remark.0.clone()
}

/// The remark on how the data begin.
struct Beginning(Option<Caveat>);

fn left_truncated(scope: &Scope<'_>) -> Option<Caveat> {
    let (start, _) = scope.purchase_days()?;
    let complete = usize::try_from(scope.as_of?.since(start).saturating_add(1) / WINDOW_DAYS).ok()?;
    if complete < 4 {
        return None;
    }
    let windows = scope.fold(
        || vec![Window::default(); complete.min(MAX_WINDOWS)],
        |own, _, occasions| count_windows(own, start, occasions),
        |own, other| {
            for (own, other) in own.iter_mut().zip(other) {
                own.buyers += other.buyers;
                own.new += other.new;
            }
        },
    );
    let (first, later) = (windows[0], windows[LATER]);
    let mut usual: Vec<u32> = windows[1..].iter().map(|window| window.buyers).collect();
    usual.sort_unstable();
    let usual = usual[usual.len() / 2];
    let share = |window: Window| f64::from(window.new) / f64::from(window.buyers);
    let running = first.buyers >= FEWEST_BUYERS && later.buyers >= FEWEST_BUYERS && 2 * first.buyers >= usual;
    let met_again = 2 * first.new >= 3 * later.new && share(later) <= 0.8;
    let known = |windows: &[Window]| {
        let sum = windows.iter().fold(Window::default(), |sum, window| Window {
            buyers: sum.buyers + window.buyers,
            new: sum.new + window.new,
        });
        (sum.buyers > 0).then(|| share(sum))
    };
    (running && met_again).then(|| Caveat::LeftTruncated {
        new_share_first_30: share(first),
        new_share_later: share(later),
        new_share_31_to_60: known(&windows[1..2]),
        new_share_after_90: known(&windows[3..]),
    })
}

/// Counts a customer once in each window with an occasion.
fn count_windows(windows: &mut [Window], start: Day, occasions: &[Occasion]) {
    let mut counted = None;
    for (index, occasion) in occasions.iter().enumerate() {
        let number = (occasion.day.since(start) / WINDOW_DAYS).unsigned_abs() as usize;
        if counted.replace(number) != Some(number)
            && let Some(window) = windows.get_mut(number)
        {
            window.buyers += 1;
            window.new += u32::from(index == 0);
        }
    }
}

/// How many customers the burn-in leaves out of first-time figures.
fn burn_in(scope: &Scope<'_>) -> Option<Caveat> {
    if scope.spec.burn_in_days == 0 {
        return None;
    }
    let in_period = |first: Day| scope.spec.period.contains(first);
    let firsts = || scope.buyers().map(|(_, occasions)| occasions[0].day).filter(|first| in_period(*first));
    let customers = firsts().filter(|first| !scope.is_first_time(*first)).count() as u64;
    (customers > 0).then_some(Caveat::BurnIn { days: scope.spec.burn_in_days, customers })
}

#[cfg(test)]
mod tests {
    use super::super::Spec;
    use super::super::fixtures::{Shop, as_of, day, over};
    use super::*;
    use crate::domain::{Currency, Direction, OrderStatus};
    use crate::tables::Coverage;

    fn caveats(shop: &Shop, spec: &Spec) -> Vec<Caveat> {
        shop.analyze(spec).caveats
    }

    #[test]
    fn a_clean_file_needs_no_remark() {
        let mut shop = Shop::new();
        shop.order("ann", "2024-01-05", 100);
        assert_eq!(caveats(&shop, &Spec::default()), []);
    }

    #[test]
    fn cash_on_delivery_anonymous_orders_and_currencies_are_told() {
        let mut shop = Shop::new();
        shop.order("ann", "2024-01-05", 100).status = OrderStatus::Pending;
        shop.order("ann", "2024-01-06", 100).status = OrderStatus::Cancelled;
        assert_eq!(caveats(&shop, &Spec::default()), [Caveat::AllPending { orders: 1 }]);
        assert_eq!(caveats(&shop, &Spec { pending_is_valid: true, ..Spec::default() }), []);
        shop.order("", "2024-01-07", 100);
        let dollar = shop.rows.codes.currency(Currency::parse("USD"));
        shop.order("bo", "2024-01-08", 100).currency = dollar;
        shop.order("bo", "2024-01-09", 100);
        let mixed = Caveat::MixedCurrencies { shown: Some(Currency::THB), left_out: 1 };
        assert_eq!(caveats(&shop, &Spec::default()), [mixed, Caveat::AnonymousOrders { orders: 1, of: 3 }]);
    }

    #[test]
    fn ads_that_do_not_fit_the_question_are_told() {
        let mut shop = Shop::new();
        let facebook = shop.channel("Facebook Ads", Direction::Push);
        shop.ad(facebook, &[], 10, 1);
        shop.ad(facebook, &["2024-01-01", "2024-01-31"], 10, 1);
        shop.order("ann", "2024-01-15", 100);
        shop.order("ann", "2024-03-15", 100);
        let shared = (Some(day("2024-01-15")), Some(day("2024-01-31")));
        let differs = Caveat::CoverageDiffers { from: shared.0, to: shared.1 };
        assert_eq!(caveats(&shop, &Spec::default()), [differs]);
        let half = caveats(&shop, &over("2024-01-15", "2024-01-20"));
        assert_eq!(half, [Caveat::UndatedAds { rows: 1 }, Caveat::AdsAcrossPeriod { rows: 1 }]);
        shop.rows.orders.remove(0);
        let apart = Caveat::CoverageDiffers { from: None, to: None };
        assert_eq!(caveats(&shop, &Spec::default()), [apart]);
    }

    #[test]
    fn platforms_that_end_apart_are_told_but_monthly_files_of_one_are_not() {
        let mut shop = Shop::new();
        shop.order("ann", "2024-01-05", 100);
        shop.order("bo", "2024-02-05", 100).source = 1;
        let covers =
            |source, last| Coverage { source, table: Table::Orders, first: None, last: Some(day(last)) };
        shop.rows.coverage = vec![covers(0, "2024-01-31"), covers(1, "2024-02-29")];
        assert_eq!(caveats(&shop, &Spec::default()), []);
        shop.rows.orders[1].platform = shop.rows.codes.platforms.code("lazada");
        let apart = Caveat::SourcesEndApart { first: day("2024-01-31"), last: day("2024-02-29") };
        assert_eq!(caveats(&shop, &Spec::default()), [apart]);
    }

    /// Each 30 days `per_window` buyers: `old` of them are regulars who buy every time, the others come once.
    fn steady_shop(old: usize, per_window: usize, opening: usize) -> Shop {
        let mut shop = Shop::new();
        let start = day("2024-01-01");
        for window in 0..6 {
            let buyers = if window == 0 { opening } else { per_window };
            for buyer in 0..buyers {
                let name = if buyer < old { format!("regular {buyer}") } else { format!("{window} {buyer}") };
                shop.order(&name, &start.plus(window * WINDOW_DAYS + (buyer % 30) as i32).to_string(), 100);
            }
        }
        shop
    }

    #[test]
    fn a_file_that_begins_in_the_middle_of_a_running_shop_is_told() {
        let told = |shop: &Shop, end: &str| caveats(shop, &as_of(end)).pop();
        let running = steady_shop(40, 80, 80);
        let expected = Caveat::LeftTruncated {
            new_share_first_30: 1.0,
            new_share_later: 0.5,
            new_share_31_to_60: Some(0.5),
            new_share_after_90: Some(0.5),
        };
        assert_eq!(told(&running, "2024-06-28"), Some(expected));
        // Left out are those of the first 30 days: the regulars and 40 others.
        let burnt = Spec { burn_in_days: 30, ..as_of("2024-06-28") };
        let analysis = running.analyze(&burnt);
        assert_eq!(analysis.caveats.last(), Some(&Caveat::BurnIn { days: 30, customers: 80 }));
        let repeat = analysis.repeat.expect("repeat purchase").to_date;
        assert_eq!(
            (repeat.customers, repeat.repeaters),
            (200, 0),
            "only those who came later are first-time buyers"
        );
        let revenue = |spec: &Spec| running.analyze(spec).revenue.map(|months| months.len());
        assert_eq!(revenue(&burnt), revenue(&as_of("2024-06-28")), "their orders stay in the revenue");
        assert_eq!(told(&running, "2024-04-01"), None, "too short to tell");
        assert_eq!(told(&steady_shop(40, 160, 40), "2024-06-28"), None, "an opening: few buyers at first");
        assert_eq!(told(&steady_shop(5, 80, 80), "2024-06-28"), None, "hardly anyone returns");
    }
}
