//! What is seen of a run on stderr, and how Ctrl-C stops it.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle as BarStyle};
use service_circle_core::language::Language;
use service_circle_core::watch::{Found, Stage, Watch};

use crate::args::{Common, ProgressStyle};
use crate::words::rounded;

/// Least time between two lines of one stage, for people.
const BETWEEN_LINES: Duration = Duration::from_secs(3);
/// Least time between two lines of one stage, for programs.
const BETWEEN_JSON: Duration = Duration::from_millis(200);

/// Shows progress in one style and carries the wish to stop.
pub(crate) struct Progress {
    style: ProgressStyle,
    language: Language,
    stop: Arc<AtomicBool>,
    shown: Mutex<Shown>,
}

#[derive(Default)]
struct Shown {
    stage: Option<Stage>,
    done: u64,
    told_at: Option<Instant>,
    bar: Option<ProgressBar>,
    /// How good the plan of siting is so far.
    found: Option<Found>,
}

impl Progress {
    /// Starts to listen for Ctrl-C; shows what the flags ask for, in words of this language.
    pub(crate) fn start(common: Option<&Common>, language: Language) -> Self {
        let style = common.map_or(ProgressStyle::None, style_of);
        let stop = Arc::new(AtomicBool::new(false));
        if common.is_some() {
            listen(&stop, style, language);
        }
        Self {
            style,
            language,
            stop,
            shown: Mutex::default(),
        }
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bar) = shown.bar.take() {
            bar.finish_and_clear();
        }
    }

    fn show(&self, shown: &mut Shown, stage: Stage, done: u64, total: u64) {
        let new_stage = shown.stage != Some(stage);
        if new_stage {
            shown.stage = Some(stage);
            shown.done = 0;
        }
        // Threads report in any order; progress never goes back.
        let ended = done >= total && shown.done < total;
        shown.done = shown.done.max(done);
        let done = shown.done;
        match self.style {
            ProgressStyle::None => {}
            ProgressStyle::Bar => show_bar(shown, new_stage, title(stage, self.language), total),
            ProgressStyle::Lines => {
                if new_stage || is_due(shown, BETWEEN_LINES) {
                    let found = shown.found.filter(|_| stage == Stage::Site);
                    eprintln!(
                        "{}{}",
                        line(title(stage, self.language), done, total),
                        found.map(|found| in_words(found, self.language)).unwrap_or_default()
                    );
                    shown.told_at = Some(Instant::now());
                }
            }
            ProgressStyle::Json => {
                if new_stage || ended || is_due(shown, BETWEEN_JSON) {
                    let mut told = serde_json::json!({ "stage": word(stage), "done": done, "total": total });
                    if let Some(found) = shown.found.filter(|_| stage == Stage::Site) {
                        told["best"] = found.best.into();
                        told["bound"] = found.bound.into();
                        told["gap"] = found.gap.into();
                    }
                    eprintln!("{told}");
                    shown.told_at = Some(Instant::now());
                }
            }
        }
    }
}

impl Watch for Progress {
    fn progress(&self, stage: Stage, done: u64, total: u64) {
        if self.style == ProgressStyle::None {
            return;
        }
        // A report that finds another being shown is dropped, unless it is the stage's last.
        match self.shown.try_lock() {
            Ok(mut shown) => self.show(&mut shown, stage, done, total),
            Err(TryLockError::WouldBlock) if done < total => {}
            Err(_) => {
                let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
                self.show(&mut shown, stage, done, total);
            }
        }
    }

    fn found(&self, found: Found) {
        if let Ok(mut shown) = self.shown.try_lock() {
            shown.found = Some(found);
            if let Some(bar) = &shown.bar {
                let title = title(Stage::Site, self.language);
                bar.set_message(format!("{title}{}", in_words(found, self.language)));
            }
        }
    }

    fn cancelled(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// The best plan, the bound and the gap, as far as they are known.
fn in_words(found: Found, language: Language) -> String {
    let [best, bound, gap] = match language {
        Language::English => [", best ", ", bound ", ", gap "],
        Language::Chinese => ["，已得 ", "，界限 ", "，差距 "],
    };
    let best = found.best.map(|told| format!("{best}{}", rounded(told)));
    let bound = found.bound.map(|told| format!("{bound}{}", rounded(told)));
    let percent = language.pick(" %", "%");
    let gap = found.gap.map(|told| format!("{gap}{:.2}{percent}", told * 100.0));
    [best, bound, gap].into_iter().flatten().collect()
}

fn style_of(common: &Common) -> ProgressStyle {
    if common.quiet {
        ProgressStyle::None
    } else if let Some(style) = common.progress {
        style
    } else if std::io::stderr().is_terminal() {
        ProgressStyle::Bar
    } else {
        ProgressStyle::Lines
    }
}

/// The first Ctrl-C asks the run to stop; the second ends the process, which outputs written under temporary names survive.
fn listen(stop: &Arc<AtomicBool>, style: ProgressStyle, language: Language) {
    let stop = Arc::clone(stop);
    let heard = ctrlc::set_handler(move || {
        if stop.swap(true, Ordering::Relaxed) {
            std::process::exit(1);
        }
        if matches!(style, ProgressStyle::Bar | ProgressStyle::Lines) {
            let told = language.pick("stopping; once more to end at once", "正在停止；再按一次立即结束");
            eprintln!("{told}");
        }
    });
    // Without a handler Ctrl-C ends the process at once, which is safe too.
    drop(heard);
}

fn show_bar(shown: &mut Shown, new_stage: bool, title: &'static str, total: u64) {
    let bar = shown.bar.get_or_insert_with(|| {
        let style = BarStyle::with_template("{msg:>8} {wide_bar} {percent:>3} % {elapsed}");
        let bar = ProgressBar::new(total);
        bar.set_style(style.unwrap_or_else(|_| BarStyle::default_bar()));
        bar
    });
    if new_stage {
        bar.set_message(title);
    }
    bar.set_length(total);
    bar.set_position(shown.done.min(total));
}

fn is_due(shown: &Shown, least: Duration) -> bool {
    shown.told_at.is_none_or(|told_at| told_at.elapsed() >= least)
}

fn line(title: &str, done: u64, total: u64) -> String {
    if done == 0 || total == 0 {
        format!("{title} ...")
    } else {
        format!("{title} {} %", done.min(total) * 100 / total)
    }
}

/// What people call a stage.
fn title(stage: Stage, language: Language) -> &'static str {
    match (language, stage) {
        (Language::English, stage) => word(stage),
        (Language::Chinese, Stage::Read) => "读取",
        (Language::Chinese, Stage::Network) => "路网",
        (Language::Chinese, Stage::Place) => "落点",
        (Language::Chinese, Stage::Reach) => "步行",
        (Language::Chinese, Stage::Gaps) => "判定",
        (Language::Chinese, Stage::Circles) => "服务圈",
        (Language::Chinese, Stage::Site) => "选址",
        (Language::Chinese, Stage::Compare) => "对照",
        (Language::Chinese, Stage::Write) => "写出",
    }
}

/// The stage's name in the tree of the source and in progress for programs.
fn word(stage: Stage) -> &'static str {
    match stage {
        Stage::Read => "read",
        Stage::Network => "network",
        Stage::Place => "place",
        Stage::Reach => "reach",
        Stage::Gaps => "gaps",
        Stage::Circles => "circles",
        Stage::Site => "site",
        Stage::Compare => "compare",
        Stage::Write => "write",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_tell_the_stage_and_the_share() {
        assert_eq!(line(title(Stage::Read, Language::English), 0, 0), "read ...");
        assert_eq!(line("reach", 1, 3), "reach 33 %");
        assert_eq!(line(title(Stage::Reach, Language::Chinese), 5, 3), "步行 100 %");
    }

    #[test]
    fn a_plan_so_far_is_told_with_bound_and_gap() {
        let found = Found {
            best: Some(940.0),
            bound: Some(1000.5),
            gap: Some(0.064_36),
        };
        assert_eq!(
            in_words(found, Language::English),
            ", best 940, bound 1000.5, gap 6.44 %"
        );
        assert_eq!(
            in_words(found, Language::Chinese),
            "，已得 940，界限 1000.5，差距 6.44%"
        );
        assert_eq!(in_words(Found::default(), Language::English), "");
    }

    #[test]
    fn progress_never_goes_back() {
        let progress = Progress {
            style: ProgressStyle::Bar,
            language: Language::English,
            stop: Arc::default(),
            shown: Mutex::default(),
        };
        for done in [1, 5, 3] {
            progress.progress(Stage::Reach, done, 9);
        }
        assert_eq!(progress.shown.lock().unwrap().done, 5);
        progress.progress(Stage::Gaps, 2, 9);
        assert_eq!(progress.shown.lock().unwrap().done, 2);
        progress.finish();
    }
}
