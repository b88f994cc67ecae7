//! A mapping file, and a header row read with it. Never reads an export.
#![no_main]
use senthang::import::fuzzing;

libfuzzer_sys::fuzz_target!(|text: &str| fuzzing::mapping(text));
