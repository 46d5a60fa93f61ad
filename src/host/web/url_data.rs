//! The internal slots of a URL, which its `searchParams` know too.

use super::objects::data_mut;
use crate::engine::{Agent, HostData, Object, Tracer};
use crate::url::Url;

/// The internal slots of a URL.
pub(super) struct UrlData {
    pub(super) url: Url,
    /// `searchParams`, made when it is first asked for.
    pub(super) params: Option<Object>,
    /// Whether those were changed since the query was made from them.
    pub(super) params_changed: bool,
}

impl HostData for UrlData {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Some(params) = self.params {
            tracer.mark_object(params);
        }
    }

    fn external_bytes(&self) -> usize {
        self.url.bytes()
    }

    fn class_name(&self) -> Option<&'static str> {
        Some("URL")
    }
}

impl UrlData {
    /// Without `searchParams`.
    pub(super) fn new(url: Url) -> UrlData {
        UrlData {
            url,
            params: None,
            params_changed: false,
        }
    }
}

/// Says that `searchParams` was changed.
pub(super) fn params_changed(agent: &mut Agent, url: Object) {
    data_mut::<UrlData>(agent, url).params_changed = true;
}
