//! The machine the window runs on, behind the traits that `app` declares: file dialogs, clock, folders, watched folders, memory, motion. Never decides
//! anything.

mod clock;
mod dialogs;
mod folders;
mod memory;
mod motion;
mod watch;

pub use clock::SystemClock;
pub use dialogs::FileDialogs;
pub use folders::{holder, keys_folder, mappings_path, preferences_path, recovery_folder};
pub use memory::SystemMemory;
pub use motion::system_motion;
pub use watch::FolderWatches;
