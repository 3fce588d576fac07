//! Charts as drawings of lines and bars: no script, no library, words in both languages.

use std::fmt::Write as _;

use super::terms::{between, count, number, percent, share};
use super::writer::Writer;
use crate::figures::{Curve, Whose};
use crate::parts::Unit;
use crate::words::{self, Said};

/// Width of a chart in its own units; it is scaled to its place.
const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 320.0;
/// Room for the words at the left, right, top and bottom.
const LEFT: f64 = 46.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 26.0;
const BOTTOM: f64 = 44.0;
/// Marks of the share axis.
const SHARE_MARKS: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];
/// A label this near the right end is written to the left of its line.
const NEAR_RIGHT: f64 = 150.0;

/// The share within as minutes go by, against the limit.
pub(super) fn curve(html: &mut Writer, curve: &Curve, limit: f64, label: &Said) {
    let longest = curve.minutes.last().copied().unwrap_or(limit).max(f64::MIN_POSITIVE);
    let x = |minutes: f64| LEFT + (WIDTH - LEFT - RIGHT) * minutes / longest;
    let y = |share: f64| HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share;
    open(html, HEIGHT, label);
    shares_at_left(html, &y);
    for minutes in marks(longest) {
        html.raw(&line_between("grid", (x(minutes), y(0.0)), (x(minutes), y(0.0) + 4.0)));
        label_at(html, "tick middle", (x(minutes), y(0.0) + 18.0), number(minutes, 1));
    }
    let whose = match curve.whose {
        Whose::Elders => &words::CURVE_X_ELDERS,
        Whose::Compounds => &words::CURVE_X_COMPOUNDS,
    };
    label_at(
        html,
        "axis middle",
        (f64::midpoint(LEFT, WIDTH - RIGHT), HEIGHT - 6.0),
        whose,
    );
    html.raw(&band(curve, &x, &y));
    html.raw(&steps("curve", &curve.minutes, &curve.best, &x, &y));
    html.raw(&line_between("limit", (x(limit), TOP - 8.0), (x(limit), y(0.0))));
    if let Some(share) = curve.at_limit() {
        html.raw(&format!(
            "<circle class=at cx={:.1} cy={:.1} r=4 />",
            x(limit),
            y(share)
        ));
        let (class, at) = if x(limit) > WIDTH - NEAR_RIGHT {
            ("mark end", x(limit) - 8.0)
        } else {
            ("mark", x(limit) + 8.0)
        };
        let told = words::CURVE_AT_LIMIT.with([number(limit, 2).into(), percent(share, 1.0).into()]);
        label_at(html, class, (at, TOP + 2.0), told);
    }
    html.raw("</svg>\n");
}

/// What the data leave open, as an area between the least and the greatest share.
fn band(curve: &Curve, x: &dyn Fn(f64) -> f64, y: &dyn Fn(f64) -> f64) -> String {
    let mut path = "<path class=band d=\"".to_owned();
    let most = curve.minutes.iter().zip(&curve.most);
    let least = curve.minutes.iter().zip(&curve.least).rev();
    for (number, (minutes, share)) in most.chain(least).enumerate() {
        let letter = if number == 0 { 'M' } else { 'L' };
        let _ = write!(path, "{letter}{:.1} {:.1}", x(*minutes), y(*share));
    }
    path.push_str("Z\" />");
    path
}

fn steps(class: &str, minutes: &[f64], shares: &[f64], x: &dyn Fn(f64) -> f64, y: &dyn Fn(f64) -> f64) -> String {
    let mut path = format!("<path class={class} d=\"");
    for (number, (minutes, share)) in minutes.iter().zip(shares).enumerate() {
        let letter = if number == 0 { 'M' } else { 'L' };
        let _ = write!(path, "{letter}{:.1} {:.1}", x(*minutes), y(*share));
    }
    path.push_str("\" />");
    path
}

/// Round marks of an axis of minutes: about six.
fn marks(longest: f64) -> impl Iterator<Item = f64> {
    const STEPS: [f64; 10] = [0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 240.0];
    let step = STEPS.into_iter().find(|step| longest / step <= 7.0).unwrap_or(longest);
    (0..)
        .map(move |number| f64::from(number) * step)
        .take_while(move |minutes| *minutes <= longest + 1e-9)
}

/// Height of one unit's pair of bars, and of what is around it.
const PAIR: f64 = 34.0;
const BAR: f64 = 10.0;
/// Where bars start: names stand to the left.
const BARS_LEFT: f64 = 170.0;
/// Units shown: those that fall short the most.
const MOST_UNITS: usize = 12;
/// Characters of a name that there is room for: Chinese ones are twice as wide as others.
const NAME_WIDTH: usize = 22;

/// Administrative against walked coverage, a pair of bars a unit.
pub(super) fn units(html: &mut Writer, units: &[&Unit], label: &Said) {
    let shown = units.len().min(MOST_UNITS);
    let height = TOP + PAIR * shown as f64 + 10.0;
    let x = |share: f64| BARS_LEFT + (WIDTH - BARS_LEFT - 52.0) * share.clamp(0.0, 1.0);
    open(html, height, label);
    for share in SHARE_MARKS {
        html.raw(&line_between("grid", (x(share), TOP - 6.0), (x(share), height - 8.0)));
        label_at(html, "tick middle", (x(share), TOP - 11.0), percent(share, 1.0));
    }
    for (number, unit) in units.iter().take(shown).enumerate() {
        let top = TOP + PAIR * number as f64 + 3.0;
        label_at(html, "name end", (BARS_LEFT - 8.0, top + 15.0), shortened(&unit.name));
        bar(html, "told", &x, (0.0, unit.administrative), top);
        let second = top + BAR + 2.0;
        bar(html, "walked", &x, (0.0, unit.walked_low), second);
        bar(
            html,
            "perhaps",
            &x,
            (unit.walked_low.unwrap_or(0.0), unit.walked_high),
            second,
        );
        let longest = unit.walked_high.or(unit.walked_low);
        for (end, told, top) in [
            (unit.administrative, share(unit.administrative), top),
            (longest, between(unit.walked_low, unit.walked_high), second),
        ] {
            if let Some(end) = end {
                label_at(html, "value", (x(end) + 5.0, top + BAR - 1.0), told);
            }
        }
    }
    html.raw("</svg>\n");
}

fn bar(html: &mut Writer, class: &str, x: &dyn Fn(f64) -> f64, (from, to): (f64, Option<f64>), top: f64) {
    let Some(to) = to.filter(|to| *to > from) else { return };
    html.raw(&format!(
        "<rect class={class} x={:.1} y={top:.1} width={:.1} height={BAR} />",
        x(from),
        x(to) - x(from)
    ));
}

/// Bars of counts, each with its name.
pub(super) fn counts(html: &mut Writer, rows: &[(Said, usize)], label: &Said) {
    const ROW: f64 = 30.0;
    let most = rows.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    let height = ROW * rows.len() as f64 + 6.0;
    let x = |count: usize| BARS_LEFT + (WIDTH - BARS_LEFT - 52.0) * count as f64 / most as f64;
    open(html, height, label);
    for (number, (name, amount)) in rows.iter().enumerate() {
        let top = ROW * number as f64 + 6.0;
        label_at(html, "name end", (BARS_LEFT - 8.0, top + 14.0), name.clone());
        html.raw(&format!(
            "<rect class=reason x={BARS_LEFT} y={top:.1} width={:.1} height=18 rx=2 />",
            (x(*amount) - BARS_LEFT).max(1.0)
        ));
        label_at(html, "value", (x(*amount) + 6.0, top + 14.0), count(*amount));
    }
    html.raw("</svg>\n");
}

/// A stage of a staircase: shares by then.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// What it is called.
    pub(super) name: Said,
    /// The share of the whole line, and of the dashed one.
    pub(super) solid: Option<f64>,
    pub(super) dashed: Option<f64>,
}

/// Shares that rise stage by stage.
pub(super) fn staircase(html: &mut Writer, steps: &[Step], label: &Said) {
    let wide = (WIDTH - LEFT - RIGHT) / steps.len().max(1) as f64;
    let x = |step: usize| LEFT + wide * step as f64;
    let y = |share: f64| HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share.clamp(0.0, 1.0);
    open(html, HEIGHT, label);
    shares_at_left(html, &y);
    for (class, of) in [
        ("curve dashed", (|step| step.dashed) as fn(&Step) -> Option<f64>),
        ("curve", |step| step.solid),
    ] {
        let mut path = String::new();
        for (number, share) in steps.iter().map(of).enumerate() {
            let Some(share) = share else { continue };
            let letter = if path.is_empty() { 'M' } else { 'L' };
            let _ = write!(path, "{letter}{:.1} {:.1}H{:.1}", x(number), y(share), x(number + 1));
        }
        if !path.is_empty() {
            html.raw(&format!("<path class=\"{class}\" d=\"{path}\" />"));
        }
    }
    for (number, step) in steps.iter().enumerate() {
        let middle = x(number) + wide / 2.0;
        label_at(html, "tick middle", (middle, HEIGHT - BOTTOM + 18.0), step.name.clone());
        if let Some(share) = step.solid {
            let told = super::terms::span(Some(share), Some(share));
            label_at(html, "mark middle", (middle, y(share) - 7.0), told);
        }
    }
    html.raw("</svg>\n");
}

/// Side of the square of a Lorenz curve.
const SQUARE: f64 = HEIGHT - TOP - BOTTOM;

/// A Lorenz curve against the line on which all have the same.
pub(super) fn lorenz(html: &mut Writer, points: &[(f64, f64)], gini: Option<String>, label: &Said) {
    let x = |share: f64| LEFT + SQUARE * share;
    let y = |share: f64| HEIGHT - BOTTOM - SQUARE * share;
    html.raw(&format!(
        "<svg class=chart viewBox=\"0 0 {} {HEIGHT}\" role=img",
        WIDTH * 0.75
    ));
    html.attribute("aria-label", label.clone());
    html.raw(">");
    for share in SHARE_MARKS {
        html.raw(&line_between("grid", (x(0.0), y(share)), (x(1.0), y(share))));
        label_at(html, "tick end", (x(0.0) - 6.0, y(share) + 4.0), percent(share, 1.0));
        label_at(html, "tick middle", (x(share), y(0.0) + 18.0), percent(share, 1.0));
    }
    let mut path = format!("M{:.1} {:.1}", x(0.0), y(0.0));
    for (people, held) in points {
        let _ = write!(path, "L{:.1} {:.1}", x(*people), y(*held));
    }
    html.raw(&format!(
        "<path class=band d=\"{path}L{:.1} {:.1}Z\" /><path class=curve d=\"{path}\" />",
        x(1.0),
        y(1.0)
    ));
    html.raw(&line_between("equal", (x(0.0), y(0.0)), (x(1.0), y(1.0))));
    label_at(html, "value", (x(1.0) + 8.0, y(1.0) + 4.0), &words::LORENZ_EQUAL);
    if let Some(gini) = gini {
        label_at(
            html,
            "mark",
            (x(1.0) + 8.0, y(0.5)),
            words::LORENZ_GINI.with([gini.into()]),
        );
    }
    label_at(html, "axis middle", (x(0.5), HEIGHT - 6.0), &words::LORENZ_X);
    html.raw("</svg>\n");
}

/// Lines across a chart at round shares, and their figures.
fn shares_at_left(html: &mut Writer, y: &dyn Fn(f64) -> f64) {
    for share in SHARE_MARKS {
        html.raw(&line_between("grid", (LEFT, y(share)), (WIDTH - RIGHT, y(share))));
        label_at(html, "tick end", (LEFT - 6.0, y(share) + 4.0), percent(share, 1.0));
    }
}

fn open(html: &mut Writer, height: f64, label: &Said) {
    html.raw(&format!("<svg class=chart viewBox=\"0 0 {WIDTH} {height}\" role=img"));
    html.attribute("aria-label", label.clone());
    html.raw(">");
}

fn line_between(class: &str, from: (f64, f64), to: (f64, f64)) -> String {
    format!(
        "<line class={class} x1={:.1} y1={:.1} x2={:.1} y2={:.1} />",
        from.0, from.1, to.0, to.1
    )
}

fn label_at(html: &mut Writer, class: &str, at: (f64, f64), said: impl Into<Said>) {
    html.said(&format!("text class=\"{class}\" x={:.1} y={:.1}", at.0, at.1), said);
}

/// A name that fits beside its bars.
fn shortened(name: &str) -> String {
    let mut width = 0;
    let mut short = String::new();
    for character in name.chars() {
        width += if character.is_ascii() { 1 } else { 2 };
        if width > NAME_WIDTH {
            short.push('…');
            break;
        }
        short.push(character);
    }
    short
}
