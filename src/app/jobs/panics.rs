//! Panics of the worker by a code that a person can report. Never says anything about the data.

/// The same panic always has the same code, and the code says nothing about the data.
pub(super) fn panic_code(payload: &(dyn std::any::Any + Send)) -> String {
    let text = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("unknown");
    let letters = text.bytes().filter(u8::is_ascii_alphabetic);
    let sum = letters.fold(0x1505_u32, |sum, byte| sum.wrapping_mul(33) ^ u32::from(byte));
    format!("{:04X}", (sum ^ (sum >> 16)) & 0xffff)
}
