//! The `minijs` command.

/// Several times faster than the system's allocator for the small boxes that scripts cause.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    minijs::command()
}
