//! Every part of every view: what it is called and what leads there. Never draws one, never goes there itself.

use super::{Action, ChannelsTab, CustomersTab, DataTab, PathsTab, ServiceTab, View, wording};
use crate::domain::Language;

/// A part of a view.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    view: View,
    label_key: &'static str,
    part: Action,
}

impl Place {
    /// All parts, in the order of the views.
    pub fn all() -> Vec<Self> {
        let of = |view, label_key, part| Self { view, label_key, part };
        let customers =
            CustomersTab::ALL.map(|tab| of(View::Customers, tab.label_key(), Action::ShowCustomersTab(tab)));
        let channels =
            ChannelsTab::ALL.map(|tab| of(View::Channels, tab.label_key(), Action::ShowChannelsTab(tab)));
        let paths = PathsTab::ALL.map(|tab| of(View::Paths, tab.label_key(), Action::ShowPathsTab(tab)));
        let service =
            ServiceTab::ALL.map(|tab| of(View::Service, tab.label_key(), Action::ShowServiceTab(tab)));
        let data = DataTab::ALL.map(|tab| of(View::Data, tab.label_key(), Action::ShowDataTab(tab)));
        customers.into_iter().chain(channels).chain(paths).chain(service).chain(data).collect()
    }

    /// `Customers › Cohorts`.
    pub fn name(&self, language: Language) -> String {
        let say = |key| wording::text(language, key);
        format!("{} › {}", say(self.view.label_key()), say(self.label_key))
    }

    /// What leads there.
    pub fn actions(self) -> [Action; 2] {
        [Action::Show(self.view), self.part]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_has_a_name_of_its_own_in_both_languages() {
        for language in Language::ALL {
            let names: std::collections::HashSet<String> =
                Place::all().iter().map(|place| place.name(language)).collect();
            assert_eq!(names.len(), Place::all().len());
            assert!(names.iter().all(|name| !name.contains("tab.") && !name.contains("part.")), "{names:?}");
        }
    }
}
