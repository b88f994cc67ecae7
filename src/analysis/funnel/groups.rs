//! A breakdown with its smaller parts as one. Never loses a unit: what is not shown by name is in the rest.

use super::answer::GroupCount;

/// The largest parts of a breakdown, and all others together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TopGroups {
    /// The largest by units that entered, then by code.
    pub shown: Vec<GroupCount>,
    /// How many parts the rest is made of, and their sums; `None` when all are shown. Its code is that of no part.
    pub other: Option<(usize, GroupCount)>,
}

impl TopGroups {
    /// The `most` largest parts by name. A rest of one part is shown by its name.
    pub fn new(groups: &[GroupCount], most: usize) -> Self {
        let mut shown = groups.to_vec();
        shown.sort_by_key(|group| (std::cmp::Reverse(group.reached.first().copied()), group.group));
        if shown.len() <= most.saturating_add(1) {
            return Self { shown, other: None };
        }
        let rest = shown.split_off(most);
        let steps = rest.iter().map(|group| group.reached.len()).max().unwrap_or(0);
        let empty = GroupCount { group: u32::MAX, reached: vec![0; steps], mature: 0, mature_converted: 0 };
        let sum = rest.iter().fold(empty, |mut sum, group| {
            sum.reached.iter_mut().zip(&group.reached).for_each(|(sum, own)| *sum += own);
            sum.mature += group.mature;
            sum.mature_converted += group.mature_converted;
            sum
        });
        Self { shown, other: Some((rest.len(), sum)) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn nobody_is_lost_in_the_rest(
            counts in prop::collection::vec((0_u64..50, 0_u64..50, 0_u64..50), 0..20), most in 0_usize..12,
        ) {
            let group = |(group, (first, second, mature)): (u32, &(u64, u64, u64))| GroupCount {
                group, reached: vec![first + second, *second], mature: *mature, mature_converted: mature / 2,
            };
            let groups: Vec<GroupCount> = (0..).zip(&counts).map(group).collect();
            let top = TopGroups::new(&groups, most);
            let parts = || top.shown.iter().chain(top.other.iter().map(|(_, rest)| rest));
            for step in 0..2 {
                let all: u64 = groups.iter().map(|group| group.reached[step]).sum();
                prop_assert_eq!(parts().map(|group| group.reached[step]).sum::<u64>(), all);
            }
            prop_assert_eq!(parts().map(|one| one.mature).sum::<u64>(), groups.iter().map(|one| one.mature).sum::<u64>());
            let named = top.other.as_ref().map_or(0, |(parts, _)| *parts);
            prop_assert_eq!(top.shown.len() + named, groups.len());
            prop_assert!(named != 1 && top.shown.len() <= most + 1);
            let least = top.shown.iter().map(|group| group.reached[0]).min();
            let kept = |group: &&GroupCount| !top.shown.contains(group);
            prop_assert!(groups.iter().filter(kept).all(|rest| Some(rest.reached[0]) <= least || least.is_none()));
        }
    }
}
