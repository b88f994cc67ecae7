//! The machine the window runs on, behind the traits that `app` declares: file dialogs, clock, folders, watched folders, memory. Never decides
//! anything.

mod clock;
mod dialogs;
mod folders;
mod memory;
mod watch;

pub use clock::SystemClock;
pub use dialogs::FileDialogs;
pub use folders::{holder, keys_folder, mappings_path, preferences_path, recovery_folder};
pub use memory::SystemMemory;
pub use watch::FolderWatches;
