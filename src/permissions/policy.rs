//! What was allowed and denied.

use super::kinds::Permission;
use super::rules::{Asked, Rule, is_of_the_system};

/// Variables of the environment that every program may see. The last is for the host's own part in scripts.
const HARMLESS_VARIABLES: &[&str] = &[
    "TZ",
    "LANG",
    "TERM",
    "NO_COLOR",
    "FORCE_COLOR",
    "NODE_ENV",
    "DEBUG",
    "CI",
    "NODE_NO_WARNINGS",
];

/// Nothing, everything, or what rules name.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
struct Scope {
    whole: bool,
    rules: Vec<Rule>,
}

impl Scope {
    /// What of it is about what is asked, as an option says it.
    fn about(&self, asked: Asked<'_>) -> Option<String> {
        if self.whole {
            return Some(String::new());
        }
        let rule = self.rules.iter().find(|rule| rule.covers(asked))?;
        Some(format!("={}", rule.text()))
    }
}

/// What a program may touch of the outside, beside the modules that it imports: its own folder and the
/// packages that it resolves. What is denied is so however much is allowed.
///
/// ```
/// use minijs::{Permission, Permissions, Runtime};
///
/// # fn main() -> Result<(), String> {
/// let permissions = Permissions::none()
///     .allow_only(Permission::Read, ["/srv/data"])?
///     .allow_only(Permission::Net, ["api.example.com:443"])?
///     .deny_only(Permission::Read, ["/srv/data/keys"])?;
/// let runtime = Runtime::builder().system_files().permissions(permissions).build();
/// # drop(runtime);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Permissions {
    allowed: [Scope; 6],
    denied: [Scope; 6],
}

impl Permissions {
    /// Nothing beside what is imported.
    #[must_use]
    pub fn none() -> Permissions {
        Permissions::default()
    }

    /// Everything that the user may.
    #[must_use]
    pub fn all() -> Permissions {
        let all = Permission::ALL.into_iter();
        all.fold(Permissions::none(), Permissions::allow)
    }

    /// Allows something as a whole.
    #[must_use]
    pub fn allow(mut self, permission: Permission) -> Permissions {
        self.allowed[permission as usize].whole = true;
        self
    }

    /// Allows something for these: absolute paths of files, or of folders with all that is in them, with
    /// links resolved; hosts, `host:port`, `*.domain`; commands; names of variables, or `BEGINNING*`.
    ///
    /// # Errors
    /// What is wrong with one of them.
    pub fn allow_only<'a>(
        mut self,
        permission: Permission,
        names: impl IntoIterator<Item = &'a str>,
    ) -> Result<Permissions, String> {
        for name in names {
            let rule = Rule::read(permission, name)?;
            self.allowed[permission as usize].rules.push(rule);
        }
        Ok(self)
    }

    /// Denies something as a whole.
    #[must_use]
    pub fn deny(mut self, permission: Permission) -> Permissions {
        self.denied[permission as usize].whole = true;
        self
    }

    /// Denies something for these, as [`Permissions::allow_only`] names them.
    ///
    /// # Errors
    /// What is wrong with one of them.
    pub fn deny_only<'a>(
        mut self,
        permission: Permission,
        names: impl IntoIterator<Item = &'a str>,
    ) -> Result<Permissions, String> {
        for name in names {
            let rule = Rule::read(permission, name)?;
            self.denied[permission as usize].rules.push(rule);
        }
        Ok(self)
    }

    /// Whether it is everything.
    pub fn is_all(&self) -> bool {
        self.allowed.iter().all(|scope| scope.whole)
            && self.denied.iter().all(|scope| *scope == Scope::default())
    }

    /// Whether anything of it is allowed.
    pub fn allows_any(&self, permission: Permission) -> bool {
        let allowed = &self.allowed[permission as usize];
        allowed.whole || !allowed.rules.is_empty()
    }

    /// Whether something is allowed as a whole, and nothing of it denied.
    pub(super) fn is_whole(&self, permission: Permission) -> bool {
        let (allowed, denied) = (
            &self.allowed[permission as usize],
            &self.denied[permission as usize],
        );
        allowed.whole && *denied == Scope::default()
    }

    /// The option that denies what is asked.
    pub(super) fn denial(&self, permission: Permission, asked: Asked<'_>) -> Option<String> {
        let about = self.denied[permission as usize].about(asked)?;
        Some(format!("--deny-{}{about}", permission.name()))
    }

    /// Whether it is allowed, denials aside.
    pub(super) fn allows(&self, permission: Permission, asked: Asked<'_>) -> bool {
        let allowed = &self.allowed[permission as usize];
        if let Asked::Path(path) = asked
            && is_of_the_system(path)
        {
            return self.is_all();
        }
        allowed.about(asked).is_some()
    }

    /// Whether a variable of the environment may be seen.
    pub fn sees_variable(&self, name: &str) -> bool {
        let asked = Asked::Name(name);
        self.denial(Permission::Env, asked).is_none()
            && (HARMLESS_VARIABLES.contains(&name) || self.allows(Permission::Env, asked))
    }

    /// The options of the command line that say the same: what is started may do no more.
    pub fn to_flags(&self) -> Vec<String> {
        let mut flags = Vec::new();
        for (verb, scopes) in [("allow", &self.allowed), ("deny", &self.denied)] {
            for (permission, scope) in Permission::ALL.into_iter().zip(scopes) {
                let name = permission.name();
                if scope.whole {
                    flags.push(format!("--{verb}-{name}"));
                }
                let rules = scope.rules.iter().map(Rule::text);
                flags.extend(rules.map(|rule| format!("--{verb}-{name}={rule}")));
            }
        }
        flags
    }
}
