//! From the options of a program to what they ask for: the prompt, a look at the syntax, or a run.

use super::answer::BAD_ARGUMENTS;
use super::options::{Options, Program};
use super::{check, complaint, memory, run, watch};
use std::io::IsTerminal;

/// Does what the options ask for; the exit code.
pub(super) fn launch(mut options: Options) -> u8 {
    if let Some(watched) = options.watch.take() {
        return watch::run(&watched, &options);
    }
    if options.program == Program::Default && !options.interactive {
        match std::io::stdin().is_terminal() && !options.check {
            true => options.interactive = true,
            false => options.program = Program::Stdin,
        }
    }
    if options.interactive && !cfg!(feature = "repl") {
        complaint::complain(
            &"this build has no prompt (its feature `repl` is off); name a file, or - for standard input",
        );
        return BAD_ARGUMENTS;
    }
    if options.check {
        memory::limit(options.limits.heap_bytes());
        return check::check(&options);
    }
    run::on_large_stack(options)
}
