//! Whether a long list of names holds one twice, found by their hashes on all cores. Never compares two names whose hashes differ.

use std::ops::Range;

use super::cores::{LEAST_PER_CORE, on_all_cores, ranges, ranges_of};

/// So many names are sorted together: their hashes fit into a core's own cache.
const BUCKET: usize = if cfg!(test) { 4 } else { 1 << 12 };

/// So many buckets are filled side by side without the processor losing sight of their ends.
const MOST_BUCKETS: usize = 1 << 8;

/// Whether any two of `count` names are the same, given the hash of each and which are the `same`.
pub(super) fn any_twice(
    count: usize,
    hash: impl Fn(u32) -> u32 + Sync,
    same: impl Fn(u32, u32) -> bool + Sync,
) -> bool {
    let work = |range: Range<usize>| range.map(|name| hash(name as u32)).collect::<Vec<_>>();
    let hashes = on_all_cores(ranges(count), work, &mut |all, mut part| all.append(&mut part));
    let bits = (count / BUCKET).clamp(1, MOST_BUCKETS).ilog2();
    let bucket_of = |hash: u32| (u64::from(hash) >> (32 - bits)) as usize;
    let mut ends = vec![0_usize; (1 << bits) + 1];
    hashes.iter().for_each(|hash| ends[bucket_of(*hash) + 1] += 1);
    for bucket in 1..ends.len() {
        ends[bucket] += ends[bucket - 1];
    }
    let mut free = ends.clone();
    // The hash above the name: what is sorted together lies together.
    let mut sorted = vec![0_u64; count];
    for (name, hash) in (0_u64..).zip(&hashes) {
        let free = &mut free[bucket_of(*hash)];
        sorted[*free] = u64::from(*hash) << 32 | name;
        *free += 1;
    }
    drop(hashes);
    let twice_in = |bucket: usize| {
        let mut names = sorted[ends[bucket]..ends[bucket + 1]].to_vec();
        names.sort_unstable();
        names.chunk_by(|left, right| left >> 32 == right >> 32).any(|names| {
            let is_there =
                |left: &u64, above: &[u64]| above.iter().any(|right| same(*left as u32, *right as u32));
            names.iter().enumerate().any(|(place, left)| is_there(left, &names[..place]))
        })
    };
    let buckets = ends.len() - 1;
    let least = (LEAST_PER_CORE * buckets).div_ceil(count.max(1));
    on_all_cores(ranges_of(buckets, least), |mut buckets| buckets.any(twice_in), &mut |any, other| {
        *any |= other;
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_name_that_stands_there_twice_is_found(
            names in prop::collection::vec(0_u32..400, 0..60),
            spread in prop_oneof![Just(1_u32), Just(0x9E37_79B9), Just(0), Just(1 << 31)],
        ) {
            let distinct: HashSet<u32> = names.iter().copied().collect();
            let hash = |name: u32| names[name as usize].wrapping_mul(spread);
            let same = |left: u32, right: u32| names[left as usize] == names[right as usize];
            prop_assert_eq!(any_twice(names.len(), hash, same), distinct.len() < names.len());
        }
    }
}
