//! Rules and refusals.

use super::{Access, Denied, Permission, Permissions};
use std::net::IpAddr;
use std::path::{Path, PathBuf};

fn allowing(permission: Permission, names: &[&str]) -> Permissions {
    let names = names.iter().copied();
    match Permissions::none().allow_only(permission, names) {
        Ok(permissions) => permissions,
        Err(error) => panic!("{error}"),
    }
}

fn flag_of(result: Result<(), Denied>) -> String {
    let denied = result.err();
    let flag = denied.and_then(|denied| denied.flag());
    flag.unwrap_or_else(|| String::from("none"))
}

fn address(text: &str) -> IpAddr {
    match text.parse() {
        Ok(address) => address,
        Err(_) => panic!("{text} is no address"),
    }
}

#[test]
fn folders_are_allowed_with_what_is_in_them_and_denials_win() {
    let policy = allowing(Permission::Read, &["/srv/data"]);
    let policy = policy.deny_only(Permission::Read, ["/srv/data/keys"]);
    let access = Access::new(policy.unwrap_or_default());
    for path in ["/srv/data", "/srv/data/a/b"] {
        assert_eq!(access.check_read(Path::new(path)), Ok(()));
    }
    for path in [
        "/srv",
        "/srv/database",
        "/srv/data/keys",
        "/srv/data/keys/a",
        "/",
    ] {
        assert!(access.check_read(Path::new(path)).is_err(), "{path}");
    }
    assert!(access.check_write(Path::new("/srv/data/a")).is_err());
    let denied = access.check_read(Path::new("/etc/passwd"));
    assert_eq!(flag_of(denied.clone()), "--allow-read=/etc/passwd");
    let text = denied.map_err(|denied| denied.to_string());
    let said = "Access to this API has been restricted. \
         Use --allow-read=/etc/passwd to manage permissions.";
    assert_eq!(text, Err(String::from(said)));
    let excluded = access.check_read(Path::new("/srv/data/keys/a"));
    let text = excluded.map_err(|denied| denied.to_string());
    let said = "Access to this API has been restricted. \
         It is excluded by --deny-read=/srv/data/keys.";
    assert_eq!(text, Err(String::from(said)));
}

#[test]
fn a_program_reads_its_folder_and_packages() {
    let access = Access::new(Permissions::none());
    access.set_own_folder(PathBuf::from("/home/me/app"));
    let read = |path: &str| access.check_read(Path::new(path)).is_ok();
    let imported = |path: &str| access.check_import(Path::new(path)).is_ok();
    assert!(read("/home/me/app/data.txt") && imported("/home/me/app/lib/a.js"));
    assert!(!read("/home/me/app/.env") && !read("/home/me/app/.git/config"));
    assert!(imported("/home/me/app/.hidden/a.js"));
    assert!(!read("/home/me/other") && !imported("/home/me/app2/a.js"));
    assert!(access.looks_for_packages_in(Path::new("/home/me/node_modules")));
    assert!(access.looks_for_packages_in(Path::new("/home/me/app/node_modules")));
    assert!(!access.looks_for_packages_in(Path::new("/srv/node_modules")));
    access.add_package(PathBuf::from("/srv/.store/kit"));
    assert!(read("/srv/.store/kit/a.json") && !read("/srv/.store/other"));
    access.add_package(PathBuf::from("/"));
    assert!(!read("/etc/passwd"));
}

#[test]
fn what_is_the_system_is_only_for_who_may_everything() {
    let policy = Permissions::none().allow(Permission::Read);
    let access = Access::new(policy.allow(Permission::Write));
    assert!(access.check_read(Path::new("/etc/passwd")).is_ok());
    assert!(access.check_read(Path::new("/proc/cpuinfo")).is_ok());
    for path in [
        "/proc/self/environ",
        "/proc/17/mem",
        "/dev/fd/3",
        "/sys/kernel",
    ] {
        assert_eq!(flag_of(access.check_read(Path::new(path))), "-A");
        assert!(access.check_write(Path::new(path)).is_err());
    }
    let all = Access::new(Permissions::all());
    assert!(all.check_read(Path::new("/proc/self/environ")).is_ok());
    assert!(Permissions::all().is_all());
    assert!(!Permissions::all().deny(Permission::Worker).is_all());
}

#[test]
fn hosts_and_their_addresses() {
    let rules = ["api.example.com:443", "*.shop.test", "[::1]:80", "10.0.0.1"];
    let access = Access::new(allowing(Permission::Net, &rules));
    let may = |host: &str, port: u16| access.check_net(host, port).is_ok();
    assert!(may("API.example.com.", 443) && !may("api.example.com", 80));
    assert!(may("a.b.shop.test", 1) && !may("shop.test", 1) && !may("ashop.test", 1));
    assert!(may("::1", 80) && may("[::1]", 80) && !may("::1", 81));
    assert!(may("10.0.0.1", 9) && may("::ffff:10.0.0.1", 9) && !may("10.0.0.2", 9));
    let led = |host: &str, to: &str| access.check_address(host, address(to), 443).is_ok();
    assert!(led("api.example.com", "93.184.216.34"));
    for near in [
        "127.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "::1",
        "fd00::1",
        "0.0.0.0",
    ] {
        assert!(!led("api.example.com", near), "{near}");
    }
    assert!(led("api.example.com", "10.0.0.1"));
    assert!(led("localhost", "127.0.0.1") && led("127.0.0.1", "127.0.0.1"));
    let whole = Permissions::none().allow(Permission::Net);
    let whole = whole.deny_only(Permission::Net, ["169.254.169.254"]);
    let whole = Access::new(whole.unwrap_or_default());
    assert!(
        whole
            .check_address("x.test", address("127.0.0.1"), 1)
            .is_ok()
    );
    assert!(
        whole
            .check_address("x.test", address("169.254.169.254"), 1)
            .is_err()
    );
    for wrong in [
        "http://a.test",
        "a.test/path",
        "a.test:port",
        "*",
        "a.*.test",
        "",
    ] {
        let read = Permissions::none().allow_only(Permission::Net, [wrong]);
        assert!(read.is_err(), "{wrong}");
    }
}

#[test]
fn commands_variables_and_workers() {
    let policy = allowing(Permission::Run, &["git", "/usr/bin/ls"]);
    let policy = policy.allow_only(Permission::Env, ["HOME", "APP_*"]);
    let policy = policy.and_then(|policy| policy.deny_only(Permission::Env, ["APP_KEY", "CI"]));
    let access = Access::new(policy.unwrap_or_default());
    assert!(access.check_run("git", Path::new("/usr/bin/git")).is_ok());
    assert!(access.check_run("ls", Path::new("/usr/bin/ls")).is_ok());
    let refused = access.check_run("sh", Path::new("/bin/sh"));
    assert_eq!(flag_of(refused), "--allow-run=sh");
    assert!(access.check_child_variable("LD_PRELOAD").is_err());
    assert!(access.check_child_variable("HOME").is_ok());
    let sees = |name: &str| access.policy().sees_variable(name);
    assert!(sees("HOME") && sees("APP_X") && sees("TZ"));
    assert!(!sees("APP_KEY") && !sees("CI") && !sees("SECRET"));
    assert_eq!(flag_of(access.check_worker()), "--allow-worker");
    assert!(access.has("env", Some("HOME")) && !access.has("env", None));
    assert!(!access.has("fs", None) && !access.has("nonsense", None));
}

#[test]
fn options_say_the_same_again() {
    let policy = allowing(Permission::Read, &["/a b/../c"]).allow(Permission::Worker);
    let policy = policy.allow_only(Permission::Net, ["[::1]:80"]);
    let policy = policy.unwrap_or_default().deny(Permission::Env);
    let flags = [
        "--allow-read=/c",
        "--allow-net=[::1]:80",
        "--allow-worker",
        "--deny-env",
    ];
    assert_eq!(policy.to_flags(), flags);
    let denied = Denied {
        permission: Permission::Read,
        resource: String::from("/a b"),
        by: None,
    };
    assert_eq!(denied.flag().as_deref(), Some("'--allow-read=/a b'"));
}
