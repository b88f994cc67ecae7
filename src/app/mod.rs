//! What the window does, without a window: state, commands, edits, jobs, notices, wording. Never names a widget.

pub mod wording;
