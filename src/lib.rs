//! Senthang (เส้นทาง, "the way") shows a small shop where it loses customers, from the export files it already has, offline.
//!
//! The rooms, in order of dependence; a room may use rooms to its left, never to its right:
//!
//! `domain < tables < {import, analysis} < project < report < app < {ui, cli} < main`; `platform` implements traits declared in `app`.

rust_i18n::i18n!("assets/locales", fallback = "en");

pub mod analysis;
pub mod app;
pub mod cli;
pub mod domain;
pub mod import;
pub mod platform;
pub mod project;
pub mod report;
pub mod tables;
pub mod ui;
