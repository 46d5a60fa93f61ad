//! `console.time`, `timeLog`, `timeEnd`.

use super::printing::{label, print_by, warn_later};
use super::state::state;
use crate::engine::{Agent, Call, JsResult, Value};

/// Lets timers read a clock in milliseconds: the loop's, which may be virtual.
pub fn set_clock(agent: &mut Agent, clock: fn(&mut Agent) -> f64) {
    state(agent).timing.clock = Some(clock);
}

fn now(agent: &mut Agent) -> f64 {
    let timing = &state(agent).timing;
    match timing.clock {
        Some(clock) => clock(agent),
        None => timing.start.elapsed().as_secs_f64() * 1000.0,
    }
}

/// [console.time([label])](https://nodejs.org/api/console.html#consoletimelabel)
pub(super) fn time(agent: &mut Agent, call: Call) -> JsResult {
    let label = label(agent, call)?;
    if state(agent).timing.started.contains_key(&label) {
        warn_later(
            agent,
            &format!("Label '{label}' already exists for console.time()"),
        );
        return Ok(Value::UNDEFINED);
    }
    let now = now(agent);
    state(agent).timing.started.insert(label, now);
    Ok(Value::UNDEFINED)
}

/// [console.timeEnd([label])](https://nodejs.org/api/console.html#consoletimeendlabel)
pub(super) fn time_end(agent: &mut Agent, call: Call) -> JsResult {
    let label = label(agent, call)?;
    if report(agent, &label, "timeEnd", &[])? {
        state(agent).timing.started.remove(&label);
    }
    Ok(Value::UNDEFINED)
}

/// [console.timeLog([label][, ...data])](https://nodejs.org/api/console.html#consoletimeloglabel-data)
pub(super) fn time_log(agent: &mut Agent, call: Call) -> JsResult {
    let label = label(agent, call)?;
    report(agent, &label, "timeLog", &call.args_from(1))?;
    Ok(Value::UNDEFINED)
}

/// Prints how long a timer has run; whether there is one.
fn report(agent: &mut Agent, label: &str, method: &str, data: &[Value]) -> JsResult<bool> {
    let Some(&started) = state(agent).timing.started.get(label) else {
        let warning = format!("No such label '{label}' for console.{method}()");
        warn_later(agent, &warning);
        return Ok(false);
    };
    let elapsed = duration_text(now(agent) - started);
    let mut values = vec![agent.heap.new_string("%s: %s").value()];
    values.push(agent.heap.new_string(label).value());
    values.push(agent.heap.new_string(&elapsed).value());
    values.extend_from_slice(data);
    print_by(agent, "log", &values)?;
    Ok(true)
}

/// Milliseconds as Node shows them: `1.5ms`, `2.000s`, `1:02.003 (m:ss.mmm)`.
pub fn duration_text(milliseconds: f64) -> String {
    const SECOND: f64 = 1000.0;
    const MINUTE: f64 = 60.0 * SECOND;
    const HOUR: f64 = 60.0 * MINUTE;
    if milliseconds < SECOND {
        let rounded = format!("{milliseconds:.3}").parse().unwrap_or(0.0);
        return Agent::with_number_text(rounded, |text| format!("{text}ms"));
    }
    let hours = (milliseconds / HOUR).floor();
    let minutes = (milliseconds % HOUR / MINUTE).floor();
    let seconds = milliseconds % MINUTE / SECOND;
    let seconds = format!("{seconds:.3}");
    if hours == 0.0 && minutes == 0.0 {
        return format!("{seconds}s");
    }
    let seconds = format!("{seconds:0>6}");
    if hours == 0.0 {
        format!("{minutes}:{seconds} (m:ss.mmm)")
    } else {
        format!("{hours}:{minutes:0>2}:{seconds} (h:mm:ss.mmm)")
    }
}

#[cfg(test)]
mod tests {
    use super::duration_text;

    #[test]
    fn durations() {
        assert_eq!(duration_text(0.0021), "0.002ms");
        assert_eq!(duration_text(1.5), "1.5ms");
        assert_eq!(duration_text(2000.0), "2.000s");
        assert_eq!(duration_text(62_003.0), "1:02.003 (m:ss.mmm)");
        assert_eq!(duration_text(3_723_004.0), "1:02:03.004 (h:mm:ss.mmm)");
    }
}
