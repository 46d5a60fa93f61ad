//! Why each line of a program's output came when it did.
//!
//! A [`Recorder`](recording::Recorder) is told what happens and keeps it: that is the recording. A
//! [`Story`](story::Story) is the same by task, promise and output, and everything shown is made of it.
//! So a view needs no engine, and any host's queues can be shown that tells the same facts.
//!
//! | file | what |
//! | --- | --- |
//! | `recording` | what was told, in order, and nothing else |
//! | `packing` | events as bytes |
//! | `bounded` | a recorder that has a program stopped which tells too much |
//! | `story` | the same by task, promise and output |
//! | `rules` | the rules that decide what runs when, and which one decided about an output |
//! | `words` | how tasks, places and causes are called |
//! | `text`, `chain` | the table, the timeline and one output's chain of causes, to be read |
//! | `report` | what never came, what holds the loop, what took long |
//! | `json` | the recording as JSON lines, and their schema |
//! | `trace` | Chrome's trace events |
//! | `page` | one file for a browser that walks the recording |
//! | `mermaid` | a sequence diagram |
//! | `quiz`, `diff` | a prediction against the truth, two recordings side by side |
//! | `invariants` | what every recording must satisfy |

#[cfg(feature = "play")]
pub mod bounded;
pub mod chain;
pub mod diff;
pub mod invariants;
pub mod json;
pub mod mermaid;
mod packing;
pub mod page;
pub mod quiz;
pub mod recording;
pub mod report;
mod rules;
pub mod story;
#[cfg(test)]
mod tests;
pub mod text;
pub mod trace;
mod words;
