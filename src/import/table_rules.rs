//! What a profile says about tables other than orders and ads: web reports, messages. Never reads an export.

use serde::{Deserialize, Serialize};

use crate::tables::WebCut;

/// What a web report counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WebRules {
    /// By what its rows split the visits; not at all where it is absent.
    pub cut: Option<WebCut>,
}

/// Who the senders of messages are.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SenderRules {
    /// Sender types that are customers.
    pub customer: Vec<String>,
    /// Sender types that are the shop.
    pub agent: Vec<String>,
    /// Sender types that are automatic.
    pub bot: Vec<String>,
    /// Names under which the platform sends automatic replies.
    pub bot_names: Vec<String>,
    /// Names under which programs send.
    pub program_names: Vec<String>,
    /// Whether each file is one conversation, named after its customer.
    pub file_names_customer: bool,
}
