//! Building part by part gives what building the whole gives, whatever the parts. Never compares codes: they may be counted otherwise.

use std::sync::LazyLock;

use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;
use crate::domain::ChannelRules;
use crate::import::build::orders;
use crate::import::progress::Unwatched;
use crate::import::read::{self, Reading, Watch};
use crate::import::recognise::{Mapping, Recognised, recognise};
use crate::import::tokenize::Dialect;
use crate::import::{Asked, Profile};

static RULES: LazyLock<ChannelRules> = LazyLock::new(ChannelRules::default);

const HEADER: &str = "Name,Email,Created at,Total,Financial Status,Lineitem name,Lineitem quantity,Lineitem price,Discount Code,Shipping City";

/// Everything that is built: orders with the names behind their codes, lines, and the account of all records.
type Found = Result<(Vec<String>, SourceReport), Refusal>;

/// What the builders need to know of a file.
fn context<'test>(mapping: &Mapping<'test>, watch: &'test Watch<'test>) -> Context<'test> {
    Context {
        source: 0,
        profile: mapping.profile,
        header_currency: None,
        reporting: TimeZone::UTC,
        reporting_name: "UTC",
        date_order: None,
        numbers: None,
        stated_range: None,
        stated_zone: None,
        day_numbers: None,
        channels: LazyLock::force(&RULES),
        asked: Asked::ALL,
        watch,
    }
}

/// Reads `text` in blocks of `block_bytes`, building parts if they can be built one by one; says whether they could.
fn found(text: &str, block_bytes: Option<usize>) -> (Found, bool) {
    let headers: Vec<String> = HEADER.split(',').map(str::to_owned).collect();
    let Recognised::Known(mapping) = recognise(Profile::built_in(), &headers) else {
        panic!("a known header")
    };
    let watch = Watch {
        progress: &Unwatched,
        before: 0,
        total: 1,
        work: 1,
        bytes: 1,
        name: "test",
        builds_meanwhile: false,
    };
    let context = context(&mapping, &watch);
    let names =
        mapping.columns.iter().map(|(field, index)| (field.name(), headers[*index].clone())).collect();
    let mut report = SourceReport { headers: headers.clone(), mapping: names, ..SourceReport::default() };
    let reading = Reading {
        lists_all: false,
        dialect: Dialect::delimited(b','),
        header_line: 1,
        mapping: &mapping,
        must_be_utf8: false,
        block_bytes: block_bytes.unwrap_or(1 << 20),
        workers: 2,
    };
    let reader = Box::new(std::io::Cursor::new(text.as_bytes().to_vec()));
    let mut codes = Codes::default();
    let names = report.mapping.clone();
    let builder = PartBuilder::new(&context, &names).expect("orders with numbers");
    let mut parts_work = true;
    let rows = if block_bytes.is_some() {
        let mut parts = OrderParts::new(&builder, &mut codes);
        let make = |part: Part<'_>| builder.build(part);
        let taken =
            read::read_parts(reader, &reading, &headers, &watch, make, |part| parts.add(part, &mut report));
        let noted = taken.map(|read| read.note(&mut report));
        match noted.and_then(|()| parts.finish(&mut report)) {
            Ok(orders) => {
                report.absorb(orders.built, 0, 0);
                Ok(orders.rows)
            }
            Err(Stopped::Refused(refusal)) => Err(refusal),
            Err(Stopped::Scattered | Stopped::NotUtf8) => {
                parts_work = false;
                Ok(OrderRows::default())
            }
        }
    } else {
        let Ok(read) = read::read(reader, &reading, &watch, &mut report) else {
            panic!("memory can be read")
        };
        orders::build(&read.table, &context, &mut codes, &mut report)
    };
    report.settle_rejected();
    report.notes.sort_by_key(|note| format!("{note:?}"));
    (rows.map(|rows| (described(&rows, &codes), report)), parts_work)
}

fn described(rows: &OrderRows, codes: &Codes) -> Vec<String> {
    let order = |code: Code| codes.orders.name(code).unwrap_or("?").to_owned();
    let mut all: Vec<String> = rows
        .orders
        .iter()
        .map(|row| {
            let person = row.customer.map(|handle| codes.identities.values_of(handle));
            let currency = codes.currencies[row.currency as usize];
            let coupon = row.coupon.get().and_then(|code| codes.coupons.name(code));
            let place = row.place.get().and_then(|code| codes.places.name(code));
            let bare = crate::tables::OrderRow {
                order: 0,
                customer: None,
                coupon: crate::tables::OptionalCode::default(),
                place: crate::tables::OptionalCode::default(),
                currency: 0,
                platform: 0,
                ..*row
            };
            format!("{} {person:?} {currency:?} {coupon:?} {place:?} {bare:?}", order(row.order))
        })
        .chain(rows.lines.iter().map(|line| {
            let product = line.product.get().and_then(|product| codes.products.name(product));
            format!("{} {product:?} {} {} {}", order(line.order), line.line, line.quantity, line.net_minor)
        }))
        .collect();
    all.sort();
    all.push(format!("{:?}", rows.days));
    all
}

/// Texts of a few orders: mostly of records that stand together, some with a fault.
fn texts() -> impl Strategy<Value = String> {
    let record = (0..12_u32, 0..8_u32, 0..12_u32).prop_map(|(order, kind, item)| {
        let (date, total) = match kind {
            0 => ("2026-01-05 10:00:00 +0700", "1.00"),
            1 => ("05/01/2026", "1.00"),
            2 => ("soon", "1.00"),
            3 => ("2026-01-05", "1x"),
            4 => ("31/01/2026", "1.50"),
            _ => ("2026-01-05", "12.00"),
        };
        (
            order,
            format!(
                "b{}@example.com,{date},{total},paid,item {item},1,{item}.00,C{kind},city {item}",
                order % 5
            ),
        )
    });
    let id = prop_oneof![8 => Just(0), 1 => Just(1), 1 => Just(2)];
    (prop::collection::vec((record, id), 0..30), any::<bool>()).prop_map(|(mut records, together)| {
        if together {
            records.sort_by_key(|((order, _), _)| *order);
        }
        let lines: String = records
            .iter()
            .map(|((order, rest), id)| match id {
                0 => format!("#{order},{rest}\n"),
                1 => format!(",{rest}\n"),
                _ => format!("1.5E+12,{rest}\n"),
            })
            .collect();
        format!("{HEADER}\n{lines}")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn orders_built_part_by_part_are_those_of_the_whole(text in texts(), block_bytes in 1_usize..600) {
        let (whole, _) = found(&text, None);
        let (parts, parts_work) = found(&text, Some(block_bytes));
        if parts_work {
            match (whole, parts) {
                (Ok((whole, whole_report)), Ok((parts, parts_report))) => {
                    prop_assert_eq!(parts, whole);
                    prop_assert_eq!(parts_report, whole_report);
                }
                (whole, parts) => prop_assert_eq!(parts.err(), whole.err()),
            }
        }
    }
}

#[test]
fn records_of_an_order_that_stand_apart_are_noticed() {
    let line = |order: u32| format!("#{order},a@example.com,2026-01-05,1.00,paid,x,1,1.00,,\n");
    let apart: String = [1, 2, 3, 4, 5, 6, 1].into_iter().map(line).collect();
    let together: String = [1, 1, 2, 3, 4, 4, 4, 5].into_iter().map(line).collect();
    assert!(!found(&format!("{HEADER}\n{apart}"), Some(100)).1);
    assert!(found(&format!("{HEADER}\n{together}"), Some(100)).1);
}
