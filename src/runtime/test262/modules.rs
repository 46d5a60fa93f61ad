//! Modules as the conformance suite wants them: every text is an ES module, whatever its name, unless
//! an attribute says that it is JSON.

use crate::builtins::json::parse::parse_text;
use crate::engine::{Agent, JsResult};
use crate::host::node::loader::referrer_url;
use crate::host::resolution::{resolver, throw};
use crate::lower::module::ModuleRequest;
use crate::modules::resolution::url;
use crate::modules::{self, Known, Loader, ModuleId};
use crate::source::SourceText;
use std::rc::Rc;

struct SuiteLoader;

/// Makes the agent load modules as the suite wants it.
pub(super) fn install(agent: &mut Agent) {
    modules::set_loader(agent, Rc::new(SuiteLoader));
}

impl Loader for SuiteLoader {
    fn load(
        &self,
        agent: &mut Agent,
        referrer: &str,
        request: &ModuleRequest,
    ) -> JsResult<ModuleId> {
        let kind = match request.attributes.as_slice() {
            [] => None,
            [(key, value)] if key == "type" && value == "json" => Some(value.as_str()),
            _ => return Err(agent.syntax_error("an attribute that isn't supported")),
        };
        let base = url::parse(&referrer_url(agent, referrer));
        let url = base.and_then(|base| url::join(&base, &request.specifier));
        let Some(url) = url.map(|url| url.href()) else {
            return Err(agent.type_error(format!("no module '{}'", request.specifier)));
        };
        match modules::known(agent, &url, kind) {
            Some(Known::Module(module)) => return Ok(module),
            Some(Known::Failed(error)) => return Err(agent.throw(error)),
            None => {}
        }
        let bytes = resolver(agent).borrow().read(&url);
        let bytes = bytes.map_err(|error| throw(agent, &error))?;
        let text = String::from_utf8_lossy(&bytes);
        let module = match kind {
            Some(_) => {
                let text = agent.heap.new_string(&text);
                let value = parse_text(agent, text)?;
                modules::new_default(agent, &url, value)
            }
            None => {
                let source = Rc::new(SourceText::new(url.as_str(), text));
                modules::parse(agent, &source)?
            }
        };
        modules::note(agent, &url, kind, Known::Module(module));
        Ok(module)
    }
}
