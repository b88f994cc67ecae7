//! What comments are about, by the words they use. Never keeps a comment, never gives a comment a topic it does not name.

use std::sync::LazyLock;

use serde::Deserialize;

use super::super::nps::Answer;
use crate::domain::Stage;
use crate::tables::{Code, Tables};

static TOPICS: &str = include_str!("../../../assets/topics.toml");

static KNOWN: LazyLock<Vec<Topic>> =
    LazyLock::new(|| toml::from_str::<File>(TOPICS).map(|file| file.topic).unwrap_or_default());

#[derive(Debug, Deserialize)]
struct File {
    topic: Vec<Topic>,
}

#[derive(Debug, Deserialize)]
struct Topic {
    id: String,
    words: Vec<String>,
    /// Where on the journey customers meet it.
    stage: Stage,
}

/// The stage at which customers meet a topic; `None` for one that is not known.
pub fn topic_stage(id: &str) -> Option<Stage> {
    KNOWN.iter().find(|topic| topic.id == id).map(|topic| topic.stage)
}

/// Which topics each comment of the tables is about.
pub(super) struct Topics {
    /// Per comment code: one bit per known topic.
    by_comment: Vec<u64>,
}

impl Topics {
    pub(super) fn new(tables: &Tables) -> Self {
        Self { by_comment: tables.codes.comments.names().map(about).collect() }
    }

    /// Ids of the known topics.
    pub(super) fn names() -> impl Iterator<Item = &'static str> {
        KNOWN.iter().map(|topic| topic.id.as_str())
    }

    /// Whether the answer's comment is about the topic with this index; `None` without a comment.
    pub(super) fn is_about(&self, answer: &Answer, topic: usize) -> Option<bool> {
        Some(self.of(answer.comment?) & (1 << topic) != 0)
    }

    /// Whether the answer has a comment about no known topic.
    pub(super) fn is_unknown(&self, answer: &Answer) -> bool {
        answer.comment.is_some_and(|comment| self.of(comment) == 0)
    }

    fn of(&self, comment: Code) -> u64 {
        self.by_comment.get(comment as usize).copied().unwrap_or(0)
    }
}

/// The words by which the topics of a comment are told, one a line: what may be kept of it, and about the same topics.
pub fn topic_words(comment: &str) -> String {
    let comment = comment.to_lowercase();
    let named = |topic: &'static Topic| topic.words.iter().find(|word| comment.contains(word.as_str()));
    let words: Vec<&str> = KNOWN.iter().filter_map(named).map(String::as_str).collect();
    words.join("\n")
}

fn about(comment: &str) -> u64 {
    let comment = comment.to_lowercase();
    let names = |topic: &Topic| topic.words.iter().any(|word| comment.contains(word.as_str()));
    KNOWN
        .iter()
        .take(64)
        .enumerate()
        .filter(|(_, topic)| names(topic))
        .fold(0, |all, (index, _)| all | 1 << index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_of_a_comment_is_about_the_same_topics_and_says_nothing_else() {
        let words: Vec<&str> = KNOWN.iter().flat_map(|topic| &topic.words).map(String::as_str).collect();
        for (index, word) in words.iter().enumerate() {
            let other = words[(index * 31 + 7) % words.len()];
            let comment = format!("Ann 0812345678 {word}, {} and her dog", other.to_uppercase());
            let kept = topic_words(&comment);
            assert_eq!(about(&kept), about(&comment), "{comment}");
            assert_eq!(topic_words(&kept), kept);
            assert!(!kept.contains("ann") && !kept.contains("0812345678") && !kept.contains("dog"), "{kept}");
        }
        assert_eq!(topic_words("nothing at all, Ann"), "");
    }

    #[test]
    fn every_topic_has_a_name_in_both_languages_and_words_in_lower_case() {
        assert!(!KNOWN.is_empty(), "the topics cannot be read");
        for topic in KNOWN.iter() {
            let key = format!("topic.{}", topic.id);
            for locale in ["en", "th"] {
                assert!(!rust_i18n::t!(&key, locale = locale).contains("topic."), "{key} in {locale}");
            }
            assert!(topic.words.iter().all(|word| *word == word.to_lowercase()), "{}", topic.id);
        }
    }

    #[test]
    fn a_comment_may_be_about_several_topics_or_none() {
        let topics = |comment: &str| -> Vec<&str> {
            let bits = about(comment);
            Topics::names()
                .enumerate()
                .filter(|(index, _)| bits & (1 << index) != 0)
                .map(|(_, id)| id)
                .collect()
        };
        assert_eq!(topics("ส่งเร็ว ห่อมาดี"), ["fast_delivery", "packaging"]);
        assert_eq!(topics("Arrived LATE and broken"), ["slow_delivery", "damaged"]);
        assert_eq!(topics("ok"), [""; 0]);
    }
}
