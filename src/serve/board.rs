//! Owns what open browsers are shown at the moment: the last good site, and the mistakes made since.

use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, SystemTime};

use serde_json::json;

use super::site::ReadySite;
use crate::base::diagnostic::forbids;
use crate::base::{Diagnostic, Sources, print};

/// What is shown at one moment.
#[derive(Clone)]
pub struct Shown {
    /// The last site that could be shown; none before there was one.
    pub site: Option<Arc<ReadySite>>,
    /// A name for what pages show: a page that shows anything else is to be loaded anew.
    pub stamp: String,
    /// What is to be mended before the site can be published, as the terminal says it; what only warns, too.
    pub mistakes: Mistakes,
    turn: u64,
}

/// What is wrong at one moment.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Mistakes {
    /// As the terminal says it, without colours.
    pub text: String,
    /// How many of which kind: `2 errors, 1 warning`.
    pub summary: String,
    /// The same in numbers.
    pub counts: print::Summary,
    /// Whether the site could not be published with them.
    pub forbid: bool,
}

impl Mistakes {
    /// These diagnostics.
    pub fn of(found: &[Diagnostic], sources: &Sources, strict: bool) -> Self {
        let forbid = forbids(found, strict);
        let counts = print::Summary::of(found);
        Self { text: print::human(found, sources, false), summary: counts.to_string(), counts, forbid }
    }
}

/// Where builds are put up, and browsers look.
pub struct Board {
    shown: Mutex<Shown>,
    news: Condvar,
    start: u128,
}

impl Default for Board {
    fn default() -> Self {
        // A page that a former server sent is not taken for one of this server's.
        let start = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default().as_millis();
        let shown = Shown { site: None, stamp: String::new(), mistakes: Mistakes::default(), turn: 0 };
        Self { shown: Mutex::new(shown), news: Condvar::new(), start }
    }
}

impl Board {
    fn lock(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// What is shown now.
    pub fn now(&self) -> Shown {
        self.lock().clone()
    }

    /// Puts up what came of a build: a site, or only the mistakes that forbid one.
    ///
    /// Gives back the site that was shown before: to drop a large one takes a while, and nobody needs to wait for that.
    pub fn put(&self, mut site: Option<Arc<ReadySite>>, mistakes: Mistakes) -> Option<Arc<ReadySite>> {
        let mut shown = self.lock();
        shown.turn += 1;
        if site.is_some() || shown.site.is_none() {
            shown.stamp = format!("{:x}-{}", self.start, shown.turn);
        }
        if site.is_some() {
            std::mem::swap(&mut shown.site, &mut site);
        }
        shown.mistakes = mistakes;
        self.news.notify_all();
        site
    }

    /// Adds mistakes that came to light when a page of the site with that stamp was made; false if they are known or too late.
    pub fn add(&self, stamp: &str, more: &Mistakes) -> bool {
        let mut shown = self.lock();
        if shown.stamp != stamp || shown.mistakes.text.contains(&more.text) {
            return false;
        }
        shown.turn += 1;
        let mistakes = &mut shown.mistakes;
        mistakes.text.push_str(&more.text);
        mistakes.counts += more.counts;
        mistakes.summary = mistakes.counts.to_string();
        mistakes.forbid |= more.forbid;
        self.news.notify_all();
        true
    }

    /// What browsers are told of what is shown after turn `known`; waits for it for so long at most.
    pub fn wait(&self, known: u64, patience: Duration) -> Option<(u64, String)> {
        let shown = self.lock();
        let waited = self.news.wait_timeout_while(shown, patience, |shown| shown.turn <= known);
        let (shown, timeout) = waited.unwrap_or_else(|poisoned| poisoned.into_inner());
        if timeout.timed_out() {
            return None;
        }
        let Mistakes { text, summary, forbid, .. } = &shown.mistakes;
        Some((shown.turn, json!({ "stamp": shown.stamp, "forbid": forbid, "summary": summary, "text": text }).to_string()))
    }
}
