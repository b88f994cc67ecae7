//! Keyed hashes that stand for e-mails, phones and other keys of customers. Never anonymous: whoever has the key can find out whose
//! hash it is by trying, so the key stays on this machine, apart from the project.

/// Bytes of a key.
pub const KEY_BYTES: usize = 32;

/// Characters of a pseudonym: 80 bits, so that two customers of one shop never share one.
const LENGTH: usize = 20;

/// The key of one project.
#[derive(Clone, PartialEq, Eq)]
pub struct PseudonymKey([u8; KEY_BYTES]);

impl std::fmt::Debug for PseudonymKey {
    /// Says that there is a key, and nothing about it.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PseudonymKey(..)")
    }
}

impl PseudonymKey {
    /// The key that these bytes are.
    pub fn new(bytes: [u8; KEY_BYTES]) -> Self {
        Self(bytes)
    }

    /// Its bytes, to be kept.
    pub fn bytes(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }

    /// What stands for `value`, a normalised key of the kind `kind` (`email`, `phone`, `platform`): the same for the same customer
    /// in this project, another one in any other.
    pub fn pseudonym(&self, kind: &str, value: &str) -> String {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        // Lengths first, so that no two pairs are written alike.
        hasher.update(&(kind.len() as u64).to_le_bytes()).update(kind.as_bytes()).update(value.as_bytes());
        format!("{kind}:{}", &hasher.finalize().to_hex()[..LENGTH])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customer_has_one_pseudonym_per_project_and_nothing_of_it_shows() {
        let (ours, theirs) = (PseudonymKey::new([1; KEY_BYTES]), PseudonymKey::new([2; KEY_BYTES]));
        let hash = ours.pseudonym("email", "ann@example.com");
        assert_eq!(hash, ours.pseudonym("email", "ann@example.com"));
        assert_eq!(hash.len(), "email:".len() + LENGTH);
        for other in [
            ours.pseudonym("email", "bo@example.com"),
            ours.pseudonym("phone", "ann@example.com"),
            theirs.pseudonym("email", "ann@example.com"),
        ] {
            assert_ne!(hash, other);
        }
        assert!(!hash.contains("ann") && format!("{ours:?}") == "PseudonymKey(..)");
    }

    #[test]
    fn ten_thousand_phones_have_ten_thousand_pseudonyms() {
        let key = PseudonymKey::new([7; KEY_BYTES]);
        let all: std::collections::HashSet<String> =
            (0..10_000).map(|number| key.pseudonym("phone", &format!("+668{number:08}"))).collect();
        assert_eq!(all.len(), 10_000);
    }
}
