//! A cell as a date, in every order. Never reads a file.
#![no_main]
use senthang::import::fuzzing;

libfuzzer_sys::fuzz_target!(|cell: &str| fuzzing::date(cell));
