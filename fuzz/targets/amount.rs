//! Lines as the cells of a column of amounts. Never reads a file.
#![no_main]
use senthang::import::fuzzing;

libfuzzer_sys::fuzz_target!(|cells: &str| fuzzing::amounts(cells));
