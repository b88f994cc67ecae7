//! Small shops for tests, written as an owner would tell them. Never part of the product.

use super::{Analysis, Families, Family, Spec, analyze};
use crate::domain::{Channel, Currency, Day, Direction, OrderStatus, Period, Stage};
use crate::tables::{
    AdRow, AnswerRow, At, CampaignRow, Code, Handle, OptionalCode, OrderRow, ReferralRow, ReviewRow, Rows,
    Tables, TicketRow, WebCut, WebRow,
};

/// A shop under construction. Orders are paid in baht through one platform unless a test changes the row.
pub(super) struct Shop {
    pub(super) rows: Rows,
}

impl Shop {
    pub(super) fn new() -> Self {
        let mut rows = Rows::default();
        rows.codes.currency(Some(Currency::THB));
        rows.codes.platforms.code("shopee");
        Self { rows }
    }

    /// A valid order; nobody's when `customer` is empty. All amounts are `minor`.
    pub(super) fn order(&mut self, customer: &str, date: &str, minor: i64) -> &mut OrderRow {
        let number = self.rows.orders.len();
        let row = OrderRow {
            order: self.rows.codes.orders.code(&number.to_string()),
            source: 0,
            line: number as u32 + 2,
            platform: 0,
            customer: self.customer(customer),
            day: day(date),
            second: None,
            status: OrderStatus::Valid,
            channel: OptionalCode::default(),
            coupon: OptionalCode::default(),
            place: OptionalCode::default(),
            currency: 0,
            total_minor: minor,
            gross_minor: minor,
            net_minor: minor,
            collected_minor: minor,
            refunded_minor: 0,
        };
        self.rows.orders.push(row);
        self.rows.orders.last_mut().expect("just pushed")
    }

    /// A valid order that came through `channel`.
    pub(super) fn order_via(&mut self, customer: &str, date: &str, channel: &str, direction: Direction) {
        let channel = self.channel(channel, direction);
        self.order(customer, date, 100).channel = Some(channel).into();
    }

    /// An ad row over `days` (first and last, or one, or empty for none) with `impressions` and `clicks`.
    pub(super) fn ad(&mut self, channel: Code, days: &[&str], impressions: i64, clicks: i64) -> &mut AdRow {
        let row = AdRow {
            source: 1,
            line: self.rows.ads.len() as u32 + 2,
            platform: 0,
            channel,
            campaign: None,
            part: None,
            first_day: days.first().map(|date| day(date)),
            last_day: days.last().map(|date| day(date)),
            currency: 0,
            spend_minor: None,
            impressions: Some(impressions),
            reach: None,
            clicks: Some(clicks),
            claimed_orders_centi: None,
            claimed_value_minor: None,
        };
        self.rows.ads.push(row);
        self.rows.ads.last_mut().expect("just pushed")
    }

    pub(super) fn answer(&mut self, customer: &str, date: Option<&str>, score: i32) {
        let row = AnswerRow {
            source: 2,
            line: self.rows.answers.len() as u32 + 2,
            key: None,
            customer: self.customer(customer),
            day: date.map(day),
            score: Some(score),
            satisfaction: None,
            scale: None,
            comment: None,
        };
        self.rows.answers.push(row);
    }

    /// How satisfied somebody is, on a scale from 1 to `scale`.
    pub(super) fn satisfied(&mut self, customer: &str, date: Option<&str>, value: i32, scale: i32) {
        self.answer(customer, date, 0);
        let row = self.rows.answers.last_mut().expect("just pushed");
        (row.score, row.satisfaction, row.scale) = (None, Some(value), Some(scale));
    }

    pub(super) fn review(&mut self, customer: &str, date: Option<&str>, stars: i32) {
        let row = ReviewRow {
            source: 3,
            line: self.rows.reviews.len() as u32 + 2,
            key: None,
            customer: self.customer(customer),
            day: date.map(day),
            stars,
            comment: None,
        };
        self.rows.reviews.push(row);
    }

    /// Sessions of a web statistic over `days` (first and last, or empty for none), by the channel if there is one.
    pub(super) fn sessions(
        &mut self,
        (platform, cut): (&str, WebCut),
        channel: Option<Code>,
        days: &[&str],
        sessions: i64,
    ) {
        let row = WebRow {
            source: 4,
            line: self.rows.web_days.len() as u32 + 2,
            key: None,
            platform: self.rows.codes.platforms.code(platform),
            cut,
            channel,
            first_day: days.first().map(|date| day(date)),
            last_day: days.last().map(|date| day(date)),
            sessions: Some(sessions),
            users: None,
            new_users: None,
            carts: None,
            checkouts: None,
            purchases: None,
        };
        self.rows.web_days.push(row);
    }

    /// A campaign with the messages `delivered` and the recipients who clicked.
    pub(super) fn campaign(
        &mut self,
        channel: Code,
        date: Option<&str>,
        delivered: Option<i64>,
        clicks: Option<i64>,
    ) {
        let row = CampaignRow {
            source: 5,
            line: self.rows.campaigns.len() as u32 + 2,
            key: None,
            platform: self.rows.codes.platforms.code("klaviyo"),
            channel,
            campaign: None,
            sent_day: date.map(day),
            recipients: delivered,
            delivered,
            opens: None,
            clicks,
            unsubscribes: None,
            orders: None,
            currency: 0,
            revenue_minor: None,
        };
        self.rows.campaigns.push(row);
    }

    /// A chat or ticket that was opened on a day, by a channel if a rule names it.
    pub(super) fn ticket(&mut self, channel: Option<Code>, date: &str) {
        let row = TicketRow {
            source: 6,
            line: self.rows.tickets.len() as u32 + 2,
            key: None,
            platform: self.rows.codes.platforms.code("line_oa"),
            channel,
            customer: None,
            topic: None,
            opened: At { day: day(date), second: None },
            replied: None,
            resolved: None,
            reopens: None,
        };
        self.rows.tickets.push(row);
    }

    /// A recommendation by `customer` that led to `purchases`.
    pub(super) fn referral(&mut self, customer: &str, channel: Code, date: Option<&str>, purchases: i64) {
        let row = ReferralRow {
            source: 7,
            line: self.rows.referrals.len() as u32 + 2,
            key: None,
            channel,
            customer: self.customer(customer),
            friend: None,
            day: date.map(day),
            purchases,
            currency: 0,
            value_minor: None,
        };
        self.rows.referrals.push(row);
    }

    /// A channel that works in `stage`.
    pub(super) fn channel_of(&mut self, name: &str, stage: Stage, direction: Direction) -> Code {
        self.rows.codes.channel(&Channel { name: name.to_owned(), stage, direction })
    }

    pub(super) fn channel(&mut self, name: &str, direction: Direction) -> Code {
        self.rows.codes.channel(&Channel { name: name.to_owned(), stage: Stage::Awareness, direction })
    }

    pub(super) fn customer(&mut self, name: &str) -> Option<Handle> {
        let name = (!name.is_empty()).then_some(name);
        self.rows.codes.identities.handle([None, None, name])
    }

    pub(super) fn tables(&self) -> Tables {
        Tables::from_rows(self.rows.clone()).expect("tables")
    }

    pub(super) fn analyze(&self, spec: &Spec) -> Analysis {
        analyze(&self.tables(), spec).expect("an analysis")
    }

    /// As [`analyze`](Self::analyze), of these families only: a test of many shops pays for what it looks at.
    pub(super) fn ask(&self, families: &[Family], spec: &Spec) -> Analysis {
        self.analyze(&Spec { families: Families::of(families), ..spec.clone() })
    }
}

/// How many random cases a test goes through: `usual`, or as many as the environment variable `SENTHANG_CASES` says. Before a
/// release all of them run with `SENTHANG_CASES=10000 cargo test --lib analysis`.
pub(super) fn cases(usual: u32) -> u32 {
    std::env::var("SENTHANG_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(usual)
}

/// A day from `YYYY-MM-DD`.
pub(super) fn day(date: &str) -> Day {
    Day::parse_iso(date).expect("a date")
}

/// The default question as of a day.
pub(super) fn as_of(date: &str) -> Spec {
    Spec { as_of: Some(day(date)), ..Spec::default() }
}

/// The default question over a period.
pub(super) fn over(from: &str, to: &str) -> Spec {
    Spec { period: Period::between(day(from), day(to)), ..Spec::default() }
}
