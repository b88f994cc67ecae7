//! The integration tests, one binary: the program against real exports, hostile files and its own sample shop.

mod cli;
mod exports;
mod nasty;
mod sample_shop;
mod shared;
mod tidy;
