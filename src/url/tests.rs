//! What the suites of the web's platform tests don't show in one place: each part's own cases.

use super::pattern::{self, Compiled, Component as PatternComponent, Init, Input};
use super::search_params;
use super::{Component, FilePathError, Url, domain_to_unicode, file_path, file_url};
use crate::budget::Budget;

fn parse(input: &str, base: &str) -> Option<String> {
    let budget = Budget::default();
    let base = (!base.is_empty()).then(|| Url::parse(base, None, &budget).expect("a base"));
    Url::parse(input, base.as_ref(), &budget).map(|url| url.href())
}

#[test]
fn absolute_urls() {
    for (input, href) in [
        (
            "HTTP://user:p%40ss@EXAMPLE.com:80/a/../b?q#f",
            "http://user:p%40ss@example.com/b?q#f",
        ),
        ("https:\\\\x\\y", "https://x/y"),
        ("file:///C|/x/../..", "file:///C:/"),
        ("file://localhost/x", "file:///x"),
        ("non-special://h:80/a b", "non-special://h:80/a%20b"),
        ("data:a b?q#f", "data:a b?q#f"),
        ("x:/..//p", "x:/.//p"),
        ("http://[1:0:0:2::]/", "http://[1:0:0:2::]/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://fa\u{df}.Example/", "http://xn--fa-hia.example/"),
        ("  http://a\n/\tb ", "http://a/b"),
        ("http://a/\u{fffd}", "http://a/%EF%BF%BD"),
    ] {
        assert_eq!(parse(input, "").as_deref(), Some(href), "{input}");
    }
}

#[test]
fn what_is_no_url() {
    for input in [
        "",
        "//x",
        "http://",
        "http://a:65536/",
        "http://a:b/",
        "http://a b/",
        "http://%41%00/",
        "http://[::1",
        "http://[1::2::3]/",
        "http://1.2.3.4.5/",
        "http://256.1.1.1/",
        "https://x@/",
        "http://xn--a/",
    ] {
        assert_eq!(parse(input, ""), None, "{input}");
    }
    assert_eq!(parse("x", "data:opaque"), None);
}

#[test]
fn relative_urls() {
    for (input, base, href) in [
        ("../x?y", "http://h/a/b/c?q#f", "http://h/a/x?y"),
        ("", "http://h/a?q#f", "http://h/a?q"),
        ("?", "http://h/a?q", "http://h/a?"),
        ("//o/p", "http://h/a", "http://o/p"),
        ("http:p", "http://h/a/b", "http://h/a/p"),
        ("/x", "file:///C:/y", "file:///C:/x"),
        ("D:/x", "file:///C:/y", "d:/x"),
        ("#f", "data:opaque", "data:opaque#f"),
    ] {
        assert_eq!(parse(input, base).as_deref(), Some(href), "{input}");
    }
}

#[test]
fn setters_leave_what_they_cant_set() {
    let budget = Budget::default();
    let mut url = Url::parse("http://u@h:8080/p?q#f", None, &budget).expect("a URL");
    let mut set = |component, value: &str| {
        url.set(component, value, &budget);
        url.href()
    };
    assert_eq!(set(Component::Protocol, "foo"), "http://u@h:8080/p?q#f");
    assert_eq!(
        set(Component::Protocol, "https:x"),
        "https://u@h:8080/p?q#f"
    );
    assert_eq!(set(Component::Hostname, "g:1"), "https://u@h:8080/p?q#f");
    assert_eq!(set(Component::Host, "g:443"), "https://u@g/p?q#f");
    assert_eq!(set(Component::Port, "90x"), "https://u@g:90/p?q#f");
    assert_eq!(set(Component::Port, ""), "https://u@g/p?q#f");
    assert_eq!(set(Component::Username, ""), "https://g/p?q#f");
    assert_eq!(set(Component::Pathname, "a?b#c"), "https://g/a%3Fb%23c?q#f");
    assert_eq!(set(Component::Search, "?"), "https://g/a%3Fb%23c?#f");
    assert_eq!(set(Component::Search, ""), "https://g/a%3Fb%23c#f");
    assert_eq!(set(Component::Hash, ""), "https://g/a%3Fb%23c");
}

#[test]
fn forms() {
    let budget = Budget::default();
    let pairs = search_params::parse("a=1&&b+c=%41%zz&d&%ff", &budget);
    let expected = [("a", "1"), ("b c", "A%zz"), ("d", ""), ("\u{fffd}", "")];
    let shown: Vec<(&str, &str)> = pairs.iter().map(|(a, b)| (&**a, &**b)).collect();
    assert_eq!(shown, expected);
    let text = search_params::serialize(expected, &budget);
    assert_eq!(text, "a=1&b+c=A%25zz&d=&%EF%BF%BD=");
    let mut pairs: Vec<search_params::Pair> = ["\u{ffff}", "\u{1f600}", "b", "a"]
        .map(|name| (String::from(name), String::new()))
        .into();
    search_params::sort(&mut pairs, &budget);
    let names: Vec<&str> = pairs.iter().map(|(name, _)| &**name).collect();
    assert_eq!(names, ["a", "b", "\u{1f600}", "\u{ffff}"]);
}

#[test]
fn paths_of_files() {
    let budget = Budget::default();
    for (path, href) in [
        ("/a b/%41?#\\", "file:///a%20b/%2541%3F%23%5C"),
        ("/x/../\u{e9}\n", "file:///%C3%A9%0A"),
        ("/dir/", "file:///dir/"),
    ] {
        assert_eq!(file_url(path, &budget).href(), href);
    }
    let of = |url: &str| file_path(&Url::parse(url, None, &budget).expect("a URL"), &budget);
    assert_eq!(of("file:///a%20b/%E9"), Err(FilePathError::Malformed));
    assert_eq!(of("file:///a%20b/%C3%A9").as_deref(), Ok("/a b/\u{e9}"));
    assert_eq!(of("file:///a%2fb"), Err(FilePathError::EncodedSlash));
    assert_eq!(of("file://h/a"), Err(FilePathError::Host));
    assert_eq!(of("http://h/a"), Err(FilePathError::Scheme));
}

#[test]
fn domains() {
    assert_eq!(domain_to_unicode("xn--fa-hia.example"), "fa\u{df}.example");
}

/// A pattern of a pathname: as it is written, and its regular expression. No protocol is special.
fn pathname(text: &str) -> Option<(String, String)> {
    let budget = Budget::default();
    let mut init = Init::default();
    *init.get_mut(PatternComponent::Pathname) = Some(text.to_string());
    *init.get_mut(PatternComponent::Protocol) = Some(String::from("https"));
    let mut matches = |compiled: &Compiled, scheme: &str| compiled.pattern == scheme;
    let made = pattern::create(Input::Init(init), None, false, &budget, &mut matches).ok()?;
    let made = &made[PatternComponent::Pathname as usize];
    Some((made.pattern.clone(), made.regexp.clone()))
}

#[test]
fn patterns() {
    for (text, written, regexp) in [
        ("/a/:b", "/a/:b", "^\\/a(?:\\/([^\\/]+?))$"),
        ("/:b?", "/:b?", "^(?:\\/([^\\/]+?))?$"),
        (
            "/:b+",
            "/:b+",
            "^(?:\\/((?:[^\\/]+?)(?:\\/(?:[^\\/]+?))*))$",
        ),
        ("/*", "/*", "^(?:\\/(.*))$"),
        ("/{x:b}y", "/{x:b}y", "^\\/(?:x([^\\/]+?))y$"),
        ("/a b/../c", "/c", "^\\/c$"),
        ("/(\\d+)", "/(\\d+)", "^(?:\\/(\\d+))$"),
        ("{/x}", "/x", "^\\/x$"),
    ] {
        let expected = (written.to_string(), regexp.to_string());
        assert_eq!(pathname(text), Some(expected), "{text}");
    }
    for text in ["/(", "/:a/:a", "/{a", "/(a(b))", "/\\"] {
        assert_eq!(pathname(text), None, "{text}");
    }
}
