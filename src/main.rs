//! The `minijs` command.

#[global_allocator]
static ALLOCATOR: minijs::Allocator = minijs::ALLOCATOR;

fn main() -> std::process::ExitCode {
    minijs::command()
}
