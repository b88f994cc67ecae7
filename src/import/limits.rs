//! How much an archive or workbook may hold. Checked while reading, because a header may say anything. Never a limit on plain text.

/// Members of one archive. A shop's chats come as one file per conversation.
pub(super) const MEMBERS: usize = 10_000;

/// Bytes that one member of an archive may inflate to.
pub(super) const MEMBER_BYTES: u64 = 4 << 30;

/// Bytes that the members of one archive may inflate to, all together.
pub(super) const ARCHIVE_BYTES: u64 = 8 << 30;

/// How many times larger than its compressed form a member may be. Real exports stay under 50.
pub(super) const RATIO: u64 = 200;

/// Below this size the ratio does not matter.
pub(super) const RATIO_FROM_BYTES: u64 = 16 << 20;

/// A member up to this size is inflated once and kept while it is read; a longer one is inflated as it is read.
pub(super) const IN_MEMORY_BYTES: u64 = 64 << 20;
