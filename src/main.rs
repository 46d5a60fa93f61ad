//! The `minijs` command.

#[global_allocator]
static ALLOCATOR: minijs::command::Allocator = minijs::command::ALLOCATOR;

fn main() -> std::process::ExitCode {
    minijs::command::main()
}
