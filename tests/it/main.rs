//! The integration tests, one binary: the program against real exports, hostile files and its own sample shop.

#![expect(clippy::print_stdout, reason = "a test says in one line what it skipped or how long it took")]

mod archives;
mod cli;
mod exports;
mod fixture_tables;
mod fixtures;
mod funnel;
mod golden;
mod kept_data;
mod mapping;
mod nasty;
mod network;
mod privacy;
mod rows;
mod sample_shop;
mod shared;
mod tidy;
mod workbooks;
