//! The machine the window runs on, behind the traits that `app` declares: file dialogs, clock, folders. Never decides
//! anything.

mod clock;
mod dialogs;
mod folders;

pub use clock::SystemClock;
pub use dialogs::FileDialogs;
pub use folders::preferences_path;
