//! A mark of a chart that has no figure of its own: the definition it follows and what it stands for in the data, so that a note about it
//! finds it again in other figures. Never a place on the screen.

use std::fmt;

use crate::analysis::DefinitionId;
use crate::analysis::rows::FigureId;

/// What the text of every mark begins with.
const KIND: &str = "mark";

/// A mark of a chart, as a project keeps it: `mark:DLV:month:2026-01`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ChartMark {
    /// The definition that it follows.
    pub definition: DefinitionId,
    /// What it stands for, by machine names, the kind first: `month`, `2026-01`.
    pub names: Vec<String>,
}

impl ChartMark {
    /// What stands for these names.
    pub fn new<Name: Into<String>>(definition: DefinitionId, names: impl IntoIterator<Item = Name>) -> Self {
        Self { definition, names: names.into_iter().map(Into::into).collect() }
    }

    /// Reads what [`fmt::Display`] writes; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(':');
        if parts.next()? != KIND {
            return None;
        }
        let id = parts.next()?;
        let definition = DefinitionId::ALL.into_iter().find(|definition| definition.id() == id)?;
        Some(Self::new(definition, parts.map(|name| name.replace("%3A", ":").replace("%25", "%"))))
    }
}

impl ChartMark {
    /// The figure whose rows the mark stands for; `None` where it stands for no part that has rows of its own.
    pub fn figure(&self) -> Option<FigureId> {
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        let name = match (self.definition, names.as_slice()) {
            (DefinitionId::OnTime, ["month", month]) => format!("delivery:on_time:month:{month}"),
            (DefinitionId::BusyHours, ["hour", weekday, hour]) => {
                format!("service:requests:hour:{weekday}:{hour}")
            }
            (DefinitionId::Demand, [kind, part]) => format!("demand:{kind}:{part}"),
            _ => return None,
        };
        name.parse().ok()
    }
}

impl fmt::Display for ChartMark {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{KIND}:{}", self.definition.id())?;
        self.names.iter().try_for_each(|name| {
            // Names come from the data: what separates them may stand in them.
            write!(out, ":{}", name.replace('%', "%25").replace(':', "%3A"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_an_hour_and_a_weekday_have_rows_of_their_own() {
        for (definition, names, figure) in [
            (DefinitionId::OnTime, vec!["month", "2026-01"], Some("delivery:on_time:month:2026-01")),
            (DefinitionId::BusyHours, vec!["hour", "1", "14"], Some("service:requests:hour:1:14")),
            (DefinitionId::Demand, vec!["season", "11"], Some("demand:season:11")),
            (DefinitionId::Demand, vec!["moon", "11"], None),
            (DefinitionId::Cart, vec!["carts", "reminded"], None),
        ] {
            let found = ChartMark::new(definition, names).figure().map(|figure| figure.to_string());
            assert_eq!(found.as_deref(), figure);
        }
    }

    #[test]
    fn a_mark_is_read_as_it_was_written_whatever_its_names_hold() {
        for names in [vec![], vec!["month", "2026-01"], vec!["event", "touch: 100%: %3A", ""]] {
            let mark = ChartMark::new(DefinitionId::OnTime, names);
            assert_eq!(ChartMark::parse(&mark.to_string()), Some(mark));
        }
        assert_eq!(
            ChartMark::new(DefinitionId::OnTime, ["month", "2026-01"]).to_string(),
            "mark:DLV:month:2026-01"
        );
        for text in ["", "mark", "mark:NONE:x", "repeat:within:90"] {
            assert_eq!(ChartMark::parse(text), None, "{text}");
        }
    }
}
