//! Bytes as a saved project, as they are and, if they are text, as the document of a whole one. Never saves one.
#![no_main]
use senthang::project;

fn open(bytes: &[u8]) {
    if let Ok(document) = project::decode(bytes) {
        let again = project::encode(&document).expect("what was opened can be saved");
        assert_eq!(project::decode(&again).expect("what was saved opens"), document);
    }
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    open(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        open(&project::sealed_for_fuzzing(text));
    }
});
