//! A window that nobody sits at, and every place of it that can be shown: what the measuring programs share. Never opens a dialog, never
//! watches a folder, never writes.

use std::time::{Duration, Instant};

use senthang::analysis::rows::{FigureId, OrdersFigure};
use senthang::app::watch::WatchEvent;
use senthang::app::{
    Action, ChannelsTab, Clock, Controller, CustomersTab, DataTab, DialogAnswer, DialogQuestion, Dialogs,
    Engine, FolderWatching, PathsTab, Preferences, Selection, ServiceTab, Services, View,
};
use senthang::domain::Stage;
use senthang::ui::Window;

/// Nobody chooses a file here.
struct Silent;

impl Dialogs for Silent {
    fn ask(&mut self, _question: DialogQuestion) {}

    fn answer(&mut self) -> Option<DialogAnswer> {
        None
    }
}

impl FolderWatching for Silent {
    fn watch(&mut self, _folder: Option<&std::path::Path>) {}

    fn events(&mut self) -> Vec<WatchEvent> {
        Vec::new()
    }
}

/// The machine's clock, and nothing else of the machine: work that is kept a second after a change would wait for ever without it.
struct Machine(Instant);

impl Clock for Machine {
    fn now(&self) -> String {
        String::new()
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// A window with nothing open.
pub fn window(preferences: Preferences) -> Window {
    let services = Services {
        dialogs: Box::new(Silent),
        clock: Box::new(Machine(Instant::now())),
        watches: Box::new(Silent),
        memory: None,
        motion: None,
        preferences_path: None,
        keys_folder: None,
        mappings_path: None,
        recovery_folder: None,
        holder: String::new(),
    };
    Window::new(Controller::new(services, preferences, Engine::default(), || ()))
}

/// Every view with each of its parts, under its name.
pub fn stops() -> Vec<(String, Vec<Action>)> {
    let mut stops: Vec<(String, Vec<Action>)> =
        View::ALL.map(|view| (view.id().to_owned(), vec![Action::Show(view)])).into();
    let mut part = |view: View, action: Action| {
        let name = format!("{} {:?}", view.id(), action).replace("Show", "").replace("Tab", "");
        stops.push((name, vec![Action::Show(view), action]));
    };
    for tab in CustomersTab::ALL {
        part(View::Customers, Action::ShowCustomersTab(tab));
    }
    for tab in ChannelsTab::ALL {
        part(View::Channels, Action::ShowChannelsTab(tab));
    }
    for tab in PathsTab::ALL {
        part(View::Paths, Action::ShowPathsTab(tab));
    }
    for tab in ServiceTab::ALL {
        part(View::Service, Action::ShowServiceTab(tab));
    }
    for tab in DataTab::ALL {
        part(View::Data, Action::ShowDataTab(tab));
    }
    let journey = || Action::Show(View::Journey);
    let stages = [Stage::Purchase, Stage::Retention, Stage::Advocacy].map(Selection::Stage);
    stops.push(("side by side".to_owned(), vec![journey(), Action::SelectAll(stages.into())]));
    let orders = FigureId::Orders(OrdersFigure::All);
    stops.push(("rows".to_owned(), vec![journey(), Action::Select(None), Action::ShowRows(orders)]));
    stops
}
