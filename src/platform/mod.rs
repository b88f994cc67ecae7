//! The machine the window runs on, behind the traits that `app` declares: file dialogs, clock, folders, watched folders. Never decides
//! anything.

mod clock;
mod dialogs;
mod folders;
mod watch;

pub use clock::SystemClock;
pub use dialogs::FileDialogs;
pub use folders::{keys_folder, mappings_path, preferences_path};
pub use watch::FolderWatches;
