//! Support tickets in the columns of a Zendesk view export. Never opens a ticket without an order or a visitor.

use std::error::Error;

use crate::clock::{DAYS, Moment};
use crate::rng::Rng;
use crate::shop::{Identity, Order, Shop};
use crate::table::{Dialect, Table};
use crate::words::{FAMILY, GIVEN};

const HEADER: &str = "Summation column,Id,Requester,Requester id,Requester external id,Requester email,\
Requester domain,Submitter,Assignee,Group,Subject,Tags,Status,Priority,Via,Ticket type,Created at,Updated at,\
Assigned at,Organization,Due date,Initially assigned at,Solved at,Resolution time,Satisfaction Score,\
Group stations,Assignee stations,Reopens,Replies,First reply time in minutes,\
First reply time in minutes within business hours,First resolution time in minutes,\
First resolution time in minutes within business hours,Full resolution time in minutes,\
Full resolution time in minutes within business hours";
/// The first ticket from 2026-04-30 on was given the 31st of April by hand.
const SPOILED_FROM: i64 = 545;

/// What people write about: subject and tag.
const LATE: [(&str, &str); 3] = [
    ("พัสดุยังไม่ถึง", "late_delivery"),
    ("ขอเลขพัสดุ ส่งช้ามาก", "late_delivery"),
    ("ของถึงช้ากว่ากำหนด", "late_delivery"),
];
const WRONG: [(&str, &str); 2] = [("ได้สินค้าผิดรายการ", "wrong_item"), ("ได้ของไม่ครบ", "wrong_item")];
const DAMAGED: [(&str, &str); 2] = [("กล่องบุบ ซองรั่ว", "damaged"), ("กาชงชาแตก", "damaged")];
const QUESTION: [(&str, &str); 4] = [
    ("สอบถามวิธีชงชาอู่หลง", "product_question"),
    ("ชาตัวไหนคาเฟอีนน้อย", "product_question"),
    ("ขอใบกำกับภาษี", "invoice"),
    ("สั่งกล่องของขวัญจำนวนมาก", "product_question"),
];

/// A ticket before it is written.
struct Ticket<'a> {
    opened: Moment,
    order: &'a Order,
    subject: &'static str,
    tag: &'static str,
}

impl Ticket<'_> {
    fn is_unhappy(&self) -> bool {
        self.tag == "late_delivery" || self.order.score < 7
    }
}

type Cells<'a> = Vec<(&'a str, String)>;

/// The whole file, oldest ticket first.
pub fn file(rng: &mut Rng, shop: &Shop) -> Result<String, Box<dyn Error>> {
    let mut tickets = Vec::new();
    for order in shop.orders.iter().filter(|order| order.fate.is_purchase()) {
        open(rng, order, &mut tickets);
    }
    tickets.retain(|ticket| ticket.opened.day < DAYS);
    tickets.sort_by_key(|ticket| (ticket.opened, ticket.order.customer));
    let mut table = Table::new(Dialect::Unix, HEADER);
    let spoiled = tickets.iter().position(|ticket| ticket.opened.day >= SPOILED_FROM);
    for (index, ticket) in tickets.iter().enumerate() {
        let mut cells = about(shop, rng, ticket, index);
        cells.extend(course(rng, ticket));
        if spoiled == Some(index) {
            cells.push(("Created at", "31/04/2026 09:15".to_owned()));
        }
        table.push(&cells)?;
    }
    Ok(table.into_text())
}

fn open<'a>(rng: &mut Rng, order: &'a Order, tickets: &mut Vec<Ticket<'a>>) {
    let hour = [9, 10, 10, 11, 12, 13, 14, 16, 19, 20, 20, 21][rng.index(12)];
    let minute = rng.between(0, 3_599);
    let mut add = |day: i64, (subject, tag): (&'static str, &'static str)| {
        let opened = Moment { day, second: hour * 3_600 + minute };
        tickets.push(Ticket { opened, order, subject, tag });
    };
    if order.late && rng.chance(0.30) {
        let day = order.shipped.day + rng.between(5, 8);
        let (subject, tag) = *rng.pick(&LATE);
        add(day, (subject, tag));
        // Some ask again about the same parcel.
        if rng.chance(0.12) {
            add(day + rng.between(2, 4), (subject, tag));
        }
    }
    if rng.chance(0.022) {
        add(order.delivered.day + rng.between(0, 1), *rng.pick(&WRONG));
    }
    if rng.chance(0.013) {
        add(order.delivered.day + rng.between(0, 2), *rng.pick(&DAMAGED));
    }
    if rng.chance(0.035) {
        add((order.placed.day - rng.between(1, 5)).max(0), *rng.pick(&QUESTION));
    }
}

/// Minutes to the first reply and to the solution; both grow when parcels are late.
fn times(rng: &mut Rng, ticket: &Ticket<'_>) -> (i64, i64) {
    let swamped = if ticket.tag == "late_delivery" { 3 } else { 1 };
    let reply = rng.between(8, 150) * swamped + if ticket.opened.second > 66_000 { 720 } else { 0 };
    (reply, reply + rng.between(30, 1_500) * swamped)
}

/// Who writes about what.
fn about<'a>(shop: &Shop, rng: &mut Rng, ticket: &Ticket<'_>, index: usize) -> Cells<'a> {
    let customer = &shop.customers[ticket.order.customer];
    let web = customer.identity == Identity::Known && customer.origin.is_web_shop();
    let email = if web && !rng.chance(0.1) { customer.key.clone() } else { String::new() };
    let domain = email.split('@').nth(1).unwrap_or_default().to_owned();
    let agent = *rng.pick(&["แอดมินหมอก", "แอดมินใบเตย"]);
    let question = matches!(ticket.tag, "product_question" | "invoice");
    vec![
        ("Summation column", "1".to_owned()),
        ("Id", (20_001 + index).to_string()),
        ("Requester", format!("{} {}", GIVEN[customer.given].0, FAMILY[customer.family.1].0)),
        ("Requester id", (360_000_000_000 + customer.phone * 7_919).to_string()),
        ("Requester domain", domain),
        ("Submitter", agent.to_owned()),
        ("Assignee", agent.to_owned()),
        ("Group", "Support".to_owned()),
        ("Subject", ticket.subject.to_owned()),
        ("Tags", ticket.tag.to_owned()),
        ("Priority", if ticket.is_unhappy() { "High" } else { "Normal" }.to_owned()),
        ("Via", if email.is_empty() { "Line" } else { "Mail" }.to_owned()),
        ("Requester email", email),
        ("Ticket type", if question { "Question" } else { "Problem" }.to_owned()),
    ]
}

/// When it was opened, answered and solved, and what the customer thought of it.
fn course<'a>(rng: &mut Rng, ticket: &Ticket<'_>) -> Cells<'a> {
    let (reply, solution) = times(rng, ticket);
    let solved = ticket.opened.plus(solution * 60);
    // Some of the last days are still open.
    let done = solved.day < DAYS && !(ticket.opened.day > DAYS - 12 && rng.chance(0.6));
    let answered = ticket.opened.plus(reply * 60).day < DAYS;
    let satisfaction = match (rng.index(10), ticket.is_unhappy()) {
        (0..=2, true) => "Bad",
        (0..=2, false) => "Good",
        (3..=6, _) => "Offered",
        _ => "Unoffered",
    };
    let only = |when: bool, text: String| if when { text } else { String::new() };
    let assigned = ticket.opened.plus(180);
    vec![
        ("Status", if done { "Closed" } else { "Open" }.to_owned()),
        ("Created at", ticket.opened.minute_in_utc()),
        ("Updated at", if done { solved } else { assigned }.minute_in_utc()),
        ("Assigned at", assigned.minute_in_utc()),
        ("Initially assigned at", assigned.minute_in_utc()),
        ("Solved at", only(done, solved.minute_in_utc())),
        ("Resolution time", only(done, format!("{}.{:02}", solution / 60, solution % 60 * 100 / 60))),
        ("Satisfaction Score", satisfaction.to_owned()),
        ("Group stations", "1".to_owned()),
        ("Assignee stations", "1".to_owned()),
        ("Reopens", if ticket.order.late && rng.chance(0.15) { "1" } else { "0" }.to_owned()),
        ("Replies", rng.between(i64::from(answered), 5).to_string()),
        ("First reply time in minutes", only(answered, reply.to_string())),
        ("First reply time in minutes within business hours", only(answered, (reply / 2).to_string())),
        ("First resolution time in minutes", only(done, solution.to_string())),
        ("First resolution time in minutes within business hours", only(done, (solution / 3).to_string())),
        ("Full resolution time in minutes", only(done, solution.to_string())),
        ("Full resolution time in minutes within business hours", only(done, (solution / 3).to_string())),
    ]
}
