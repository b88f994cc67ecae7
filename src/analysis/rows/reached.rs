//! Customers who reached several stages of the journey: all of them, or any. Never an event: nobody is named in one.

use std::collections::BTreeMap;
use std::fmt;

use super::list::{Row, RowReason, Verdict};
use super::people::Lists;
use crate::analysis::AnalysisError;
use crate::analysis::journey::{Conduct, conduct, passes};
use crate::domain::{Lens, Stage};
use crate::tables::Code;

/// What stands between the names of stages.
const AND: char = '+';

/// How many of the stages a customer must have reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Together {
    /// Every one, of those who reached any.
    All,
    /// One or more.
    Any,
}

impl Together {
    /// Both, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::All, Self::Any];

    /// Stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Any => "any",
        }
    }
}

/// Several stages that people are counted in: `all:purchase+retention`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reached {
    together: Together,
    stages: Vec<Stage>,
}

impl Reached {
    /// Those of `stages` that count people, in the journey's order; `None` where none does.
    pub fn new(together: Together, stages: &[Stage]) -> Option<Self> {
        let mut stages: Vec<Stage> = stages.iter().copied().filter(|stage| stage.counts_people()).collect();
        stages.sort_unstable();
        stages.dedup();
        (!stages.is_empty()).then_some(Self { together, stages })
    }

    /// How many of them.
    pub fn together(&self) -> Together {
        self.together
    }

    /// The stages, in the journey's order.
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    pub(super) fn read(text: &str) -> Option<Self> {
        let (together, names) = text.split_once(':')?;
        let together = Together::ALL.into_iter().find(|known| known.id() == together)?;
        let stage = |name: &str| Stage::ALL.into_iter().find(|stage| stage.id() == name);
        let stages: Vec<Stage> = names.split(AND).map(stage).collect::<Option<_>>()?;
        // Whatever is left out of it would be left out silently.
        Self::new(together, &stages).filter(|reached| reached.to_string() == text)
    }

    /// What somebody is to the figure who has reached so many of its stages; `None` for nobody of it.
    fn verdict(&self, reached: usize, passes: bool) -> Option<Verdict> {
        Some(match reached {
            0 => return None,
            _ if !passes => Verdict::LeftOut(RowReason::OtherDirection),
            _ if self.together == Together::Any || reached == self.stages.len() => Verdict::Counted(None),
            _ => Verdict::Lost,
        })
    }
}

impl fmt::Display for Reached {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.stages.iter().map(|stage| stage.id()).collect();
        write!(out, "{}:{}", self.together.id(), names.join(&AND.to_string()))
    }
}

impl Lists<'_> {
    /// Everybody who reached one of the stages; a voice without a name stands for somebody who did nothing else.
    pub(super) fn reached(&self, reached: &Reached) -> Result<Vec<Row>, AnalysisError> {
        let lens = self.scope.spec.lens;
        let wants = |stage: Stage| reached.stages.contains(&stage);
        let voices = if wants(Stage::Advocacy) { self.voices()? } else { Vec::new() };
        let mut rows: Vec<Row> = Vec::new();
        let mut heard: BTreeMap<Code, (bool, Row)> = BTreeMap::new();
        for (customer, recommends, row) in voices {
            match customer {
                Some(code) => heard.entry(code).or_insert((false, row)).0 |= recommends,
                None if recommends => {
                    rows.extend(reached.verdict(1, lens == Lens::All).map(|verdict| row.judged(verdict)));
                }
                None => {}
            }
        }
        rows.extend(self.customers(|customer, occasions| {
            let conduct = conduct(&self.scope, occasions);
            let did = |stage: &&Stage| match stage {
                Stage::Purchase => conduct != Conduct::Absent,
                Stage::Retention => conduct == Conduct::Retained,
                Stage::Advocacy => heard.get(&customer.code).is_some_and(|(recommends, _)| *recommends),
                Stage::Awareness | Stage::Consideration => false,
            };
            reached.verdict(reached.stages.iter().filter(did).count(), passes(lens, customer.direction))
        }));
        let strangers = heard.into_iter().filter(|(code, _)| self.scope.customer(*code).is_none());
        for (_, (_, row)) in strangers.filter(|(_, (recommends, _))| *recommends) {
            rows.extend(reached.verdict(1, passes(lens, None)).map(|verdict| row.judged(verdict)));
        }
        Ok(rows)
    }
}
