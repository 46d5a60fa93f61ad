//! The `minijs` command.

#[global_allocator]
static ALLOCATOR: minijs::cli::memory::Allocator = minijs::cli::memory::ALLOCATOR;

fn main() -> std::process::ExitCode {
    minijs::cli::main()
}
