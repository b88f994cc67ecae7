//! 10,000 journeys of others, credited by other people's programs, reproduced. Reads `../shared` and skips where it is not.

use std::collections::BTreeMap;

use super::credit::{Contact, Rule};
use super::markov::Transitions;
use crate::analysis::oracles::{close, read};

/// Channel names and the rows: path, orders, ways to nothing.
type Journeys = (Vec<String>, Vec<(Vec<usize>, u64, u64)>);

fn journeys(text: &str) -> Journeys {
    let rows: Vec<(Vec<&str>, u64, u64)> = text
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let count = |cell: &str| cell.parse::<f64>().expect("a count") as u64;
            (cells[0].split(" > ").collect(), count(cells[1]), count(cells[3]))
        })
        .collect();
    let mut names: Vec<&str> = rows.iter().flat_map(|(path, ..)| path.iter().copied()).collect();
    names.sort_unstable();
    names.dedup();
    let index = |name: &str| names.binary_search(&name).expect("a channel");
    let coded = rows
        .iter()
        .map(|(path, orders, nothing)| (path.iter().map(|name| index(name)).collect(), *orders, *nothing));
    let coded = coded.collect();
    (names.iter().map(|name| (*name).to_owned()).collect(), coded)
}

/// Column of a table by the first column.
fn column(name: &str, column: &str) -> Option<BTreeMap<String, f64>> {
    let text = read(&format!("oracles/channelattribution/{name}"))?;
    let mut lines = text.lines();
    let place = lines.next()?.split(',').position(|title| title == column).expect("a column");
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        (cells[0].to_owned(), cells[place].parse().expect("a number"))
    };
    Some(lines.map(row).collect())
}

#[test]
fn rules_credit_ten_thousand_journeys_as_channel_attribution_does() {
    let Some(text) = read("oracles/channelattribution/PathData.csv") else { return };
    let (names, rows) = journeys(&text);
    for (rule, file, title) in [
        (Rule::First, "heuristics_expected.csv", "first_conv"),
        (Rule::Last, "heuristics_expected.csv", "last_conv"),
        (Rule::Linear, "heuristics_expected.csv", "linear_conv"),
        (Rule::Participation, "heuristics_expected.csv", "participation_conv"),
        (Rule::EqualSplit, "shapley_sets.csv", "shapley_conversions"),
    ] {
        let mut credits = vec![0.0; names.len()];
        for (path, orders, _) in &rows {
            let contact = |channel: &usize| Contact { channel: *channel, age_days: 0.0, is_direct: false };
            let contacts: Vec<Contact> = path.iter().map(contact).collect();
            for (contact, weight) in contacts.iter().zip(rule.weights(&contacts)) {
                credits[contact.channel] += weight * *orders as f64;
            }
        }
        let expected = column(file, title).expect("an oracle");
        assert_eq!(expected.len(), names.len());
        for (name, credit) in names.iter().zip(credits) {
            close(credit, expected[name]);
        }
    }
}

#[test]
fn the_markov_model_has_the_exact_removal_effects() {
    let Some(text) = read("oracles/channelattribution/PathData.csv") else { return };
    let (names, rows) = journeys(&text);
    let mut chain = Transitions::new(names.len());
    for (path, orders, nothing) in &rows {
        chain.add(path.iter().copied(), true, *orders);
        chain.add(path.iter().copied(), false, *nothing);
    }
    let orders: u64 = rows.iter().map(|(_, orders, _)| orders).sum();
    let removal = chain.removal_effects().expect("orders");
    close(removal.conversion, 19_785.0 / 88_387.0);
    let effects = column("markov1_exact.csv", "removal_effect").expect("an oracle");
    let expected = column("markov1_exact.csv", "markov1_conversions").expect("an oracle");
    let credits = removal.credits(orders as f64).expect("effects");
    for (index, name) in names.iter().enumerate() {
        close(removal.effects[index], effects[name]);
        close(credits[index], expected[name]);
    }
}
