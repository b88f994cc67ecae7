//! Who is who, in small cases and as laws. Tests only.

use proptest::prelude::*;

use super::*;
use crate::domain::IdentityRule::{Email, Phone, Platform};

/// Customer per record; the records are e-mail, phone, id, and blank where they say nothing.
fn people(records: &[[&str; 3]], rules: &[IdentityRule]) -> Vec<Option<Code>> {
    let mut identities = Identities::default();
    let handles: Vec<Option<Handle>> = records
        .iter()
        .map(|cells| identities.handle(cells.map(|cell| (!cell.is_empty()).then_some(cell))))
        .collect();
    identities.settle(handles.iter().flatten().copied());
    let people = identities.people(rules);
    handles.into_iter().map(|handle| people.customer(handle)).collect()
}

#[test]
fn records_that_share_a_value_are_one_person_and_a_rule_that_is_off_unites_nobody() {
    let records =
        [["a", "1", ""], ["b", "1", ""], ["", "", "x"], ["b", "", "x"], ["", "", ""], ["c", "", ""]];
    let check = |rules: &[IdentityRule], expected: [Option<Code>; 6]| {
        assert_eq!(people(&records, rules), expected, "{rules:?}");
    };
    check(&[Email, Phone, Platform], [Some(0), Some(0), Some(0), Some(0), None, Some(1)]);
    check(&[Email, Phone], [Some(0), Some(0), None, Some(0), None, Some(1)]);
    check(&[Email], [Some(0), Some(1), None, Some(1), None, Some(2)]);
    check(&[Platform], [None, None, Some(0), Some(0), None, None]);
    check(&[], [None; 6]);
}

#[test]
fn a_value_that_too_many_names_share_links_nobody() {
    let mut identities = Identities::default();
    let mut handles = Vec::new();
    for (index, name) in ["Ann", "ann ", "Bo", "Cy", "Dee", "Eva"].iter().enumerate() {
        let mail = format!("{index}@example.com");
        let handle = identities.handle([Some(&mail), Some("+66800000001"), None]).expect("a handle");
        identities.is_called(handle, name);
        handles.push(handle);
    }
    let count = |identities: &mut Identities, handles: &[Handle]| {
        identities.settle(handles.iter().copied());
        (identities.people(&IdentityRule::ALL).len(), identities.shared_values(Phone))
    };
    assert_eq!(count(&mut identities, &handles), (1, 0), "five names: a family");
    identities.is_called(handles[5], "F. masked ***");
    assert_eq!(count(&mut identities, &handles), (1, 0), "a masked name is none");
    identities.is_called(handles[5], "Fay");
    assert_eq!(count(&mut identities, &handles), (6, 1), "six names: the shop's own number");
    assert!(
        identities.has_shared_value(handles[0], Phone) && !identities.has_shared_value(handles[0], Email)
    );
}

#[test]
fn a_value_that_too_many_ids_share_links_nobody() {
    let records = |count: usize| {
        let mut identities = Identities::default();
        let handle =
            |index: usize| identities.handle([Some("shop@example.com"), Some(&index.to_string()), None]);
        let handles: Vec<Handle> = (0..count).filter_map(handle).collect();
        identities.settle(handles.iter().copied());
        identities.people(&IdentityRule::ALL).len()
    };
    assert_eq!(
        (records(Identities::MOST_IDS), records(Identities::MOST_IDS + 1)),
        (1, Identities::MOST_IDS + 1)
    );
}

#[test]
fn the_first_rule_with_a_value_that_names_somebody_is_what_a_person_sees() {
    let mut identities = Identities::default();
    let handle = identities.handle([Some("a"), Some("1"), None]).expect("a handle");
    identities.settle([handle].into_iter());
    let rule = |rules: &[IdentityRule]| identities.known_by(handle, rules).map(|known| known.rule);
    assert_eq!(rule(&[Email, Phone]), Some(Email));
    assert_eq!(rule(&[Phone, Email]), Some(Phone));
    assert_eq!(rule(&[Platform]), None);
}

/// Up to 40 records of few values, and the same ones in another order.
fn records() -> impl Strategy<Value = (Vec<[u8; 3]>, Vec<[u8; 3]>)> {
    let value = || prop_oneof![2 => Just(0_u8), 3 => 1_u8..8];
    let record = (value(), value(), value()).prop_map(|(email, phone, id)| [email, phone, id]);
    prop::collection::vec(record, 0..40)
        .prop_flat_map(|records| (Just(records.clone()), Just(records).prop_shuffle()))
}

fn noted(identities: &mut Identities, records: &[[u8; 3]]) -> Vec<Option<Handle>> {
    let texts = |record: &[u8; 3]| record.map(|value| (value > 0).then(|| value.to_string()));
    let handle = |record| {
        let texts = texts(record);
        identities.handle([texts[0].as_deref(), texts[1].as_deref(), texts[2].as_deref()])
    };
    records.iter().map(handle).collect()
}

/// Which records are of one person, as sets.
fn groups(records: &[[u8; 3]], people: &People, handles: &[Option<Handle>]) -> Vec<Vec<[u8; 3]>> {
    let mut groups = vec![Vec::new(); people.len()];
    for (record, handle) in records.iter().zip(handles) {
        if let Some(customer) = people.customer(*handle) {
            groups[customer as usize].push(*record);
        }
    }
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort_unstable();
    groups
}

fn grouped(records: &[[u8; 3]], rules: &[IdentityRule]) -> Vec<Vec<[u8; 3]>> {
    let mut identities = Identities::default();
    let handles = noted(&mut identities, records);
    identities.settle(handles.iter().flatten().copied());
    groups(records, &identities.people(rules), &handles)
}

proptest! {
    #[test]
    fn the_order_of_the_records_and_of_the_readers_changes_nobody(
        (records, shuffled) in records(), cut in 0_usize..40, rules in prop::sample::subsequence(IdentityRule::ALL.to_vec(), 0..4),
        lists in any::<bool>(),
    ) {
        let expected = grouped(&records, &rules);
        prop_assert_eq!(&grouped(&shuffled, &rules), &expected);
        // Two readers, each with codes of its own; one may only list what it reads.
        let cut = cut.min(records.len());
        let (mut first, mut second) = (Identities::default(), Identities::default());
        if lists {
            second = Identities::list_with_room(first.room());
        }
        let mut handles = noted(&mut first, &records[..cut]);
        let others = noted(&mut second, &records[cut..]);
        let translated = first.absorb(&second);
        handles.extend(others.into_iter().map(|handle| handle.map(|handle| translated[handle.code() as usize])));
        first.settle(handles.iter().flatten().copied());
        prop_assert_eq!(&groups(&records, &first.people(&rules), &handles), &expected);
    }

    #[test]
    fn people_are_the_connected_records_found_slowly((records, _) in records()) {
        let mut labels: Vec<usize> = (0..records.len()).collect();
        for _ in 0..records.len() {
            for left in 0..records.len() {
                for right in 0..records.len() {
                    let shares = (0..3).any(|rule| records[left][rule] > 0 && records[left][rule] == records[right][rule]);
                    if shares {
                        let label = labels[left].min(labels[right]);
                        (labels[left], labels[right]) = (label, label);
                    }
                }
            }
        }
        let named = |index: &usize| records[*index] != [0; 3];
        let slow: std::collections::BTreeSet<usize> = (0..records.len()).filter(named).map(|index| labels[index]).collect();
        prop_assert_eq!(grouped(&records, &IdentityRule::ALL).len(), slow.len());
    }
}
