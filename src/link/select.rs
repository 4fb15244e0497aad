//! Owns queries: which records meet conditions, and in which order.

use std::cmp::Ordering;

use super::records::{EntryId, Records, Resolved, Seen, own_date, own_text};
use crate::schema::{Condition, Operand, Operator, Own, PartialDate, Path, Query, Step, Value};

impl Records {
    /// Whether a condition holds for an entry; `this` is the entry whose page it is.
    pub fn holds(&self, entry: EntryId, condition: &Condition<EntryId>, this: Option<EntryId>) -> bool {
        // Most paths have one step, and are asked of each entry again and again.
        let (one, many);
        let seen = match condition.path.steps.as_slice() {
            [step] => {
                one = self.seen(entry, *step);
                one.as_slice()
            }
            _ => {
                many = self.look(entry, &condition.path);
                many.as_slice()
            }
        };
        let nothing = |seen: &Seen<'_>| match seen {
            Seen::Holds(holds, ..) => holds.values.is_empty() && !holds.denied,
            Seen::Entries(entries, ..) => entries.is_empty(),
            Seen::Own(own, entry) => own_text(*own, self.get(*entry)).is_empty(),
        };
        let any = |test: &dyn Fn(Ordering) -> bool| seen.iter().any(|seen| self.compare(seen, &condition.operand, this, test));
        // What is denied on the way is denied.
        let denied = || condition.path.steps.len() > 1 && self.denies(entry, &condition.path.steps);
        match (condition.operator, &condition.operand) {
            (Operator::Is, Operand::Denied) => any(&Ordering::is_eq) || denied(),
            (Operator::IsNot, Operand::Denied) => !any(&Ordering::is_eq) && !denied(),
            (Operator::Is, Operand::Nothing) => seen.iter().all(nothing) && !denied(),
            (Operator::IsNot, Operand::Nothing) => !seen.iter().all(nothing) || denied(),
            (Operator::Is, _) => any(&Ordering::is_eq),
            (Operator::IsNot, _) => !any(&Ordering::is_eq),
            (Operator::Less, _) => any(&Ordering::is_lt),
            (Operator::AtMost, _) => any(&Ordering::is_le),
            (Operator::More, _) => any(&Ordering::is_gt),
            (Operator::AtLeast, _) => any(&Ordering::is_ge),
        }
    }

    fn compare(&self, seen: &Seen<'_>, operand: &Operand<EntryId>, this: Option<EntryId>, test: &dyn Fn(Ordering) -> bool) -> bool {
        let wanted = match operand {
            Operand::Entry(entry) => Some(*entry),
            Operand::This => this,
            _ => None,
        };
        match seen {
            Seen::Entries(entries, ..) => wanted.is_some_and(|wanted| entries.contains(&wanted) && test(Ordering::Equal)),
            Seen::Holds(holds, ..) => {
                if matches!(operand, Operand::Denied) {
                    return holds.denied && test(Ordering::Equal);
                }
                holds.values.iter().any(|(value, _)| self.compare_value(value, operand, wanted).is_some_and(test))
            }
            Seen::Own(Own::Id, entry) if wanted.is_some() => wanted == Some(*entry) && test(Ordering::Equal),
            Seen::Own(own, entry) => match (operand, own_date(*own, self.get(*entry))) {
                (Operand::Date(date), Some(held)) => test(held.compare_known(date)),
                (Operand::Text(text), _) if *own == Own::Also => {
                    self.get(*entry).head.also.iter().any(|name| test(self.key(name).cmp(&self.key(text))))
                }
                (Operand::Text(text), _) => {
                    let held = own_text(*own, self.get(*entry));
                    !held.is_empty() && test(self.key(&held).cmp(&self.key(text)))
                }
                _ => false,
            },
        }
    }

    fn compare_value(&self, value: &Resolved, operand: &Operand<EntryId>, wanted: Option<EntryId>) -> Option<Ordering> {
        match (value, operand) {
            (Value::Relation(entry), _) => wanted.filter(|wanted| wanted == entry).map(|_| Ordering::Equal),
            (Value::Text(held) | Value::Url(held) | Value::Country(held), Operand::Text(text)) => Some(self.key(held).cmp(&self.key(text))),
            (Value::Integer(held), Operand::Number(number)) => (*held as f64).partial_cmp(number),
            (Value::Number(_, held), Operand::Number(number)) => held.partial_cmp(number),
            (Value::Year(held), Operand::Number(number)) => f64::from(*held).partial_cmp(number),
            (Value::Boolean(held), Operand::Boolean(yes)) => Some(held.cmp(yes)),
            (Value::Date(held), Operand::Date(date)) => Some(held.compare_known(date)),
            (Value::Choice(held), Operand::Choice(choice)) => Some(held.cmp(choice)),
            _ => None,
        }
    }

    /// The entries that a query asks for, in its order.
    pub fn select(&self, query: &Query<EntryId>, this: Option<EntryId>) -> Vec<EntryId> {
        self.narrow(self.candidates(query, this), query, this)
    }

    /// The entries that may be meant, in the order of their collection: where a condition names an entry, those that lead there,
    /// so that no page looks at all entries for the few that belong to it.
    fn candidates(&self, query: &Query<EntryId>, this: Option<EntryId>) -> Vec<EntryId> {
        let mut fewest: Option<Vec<EntryId>> = None;
        for condition in query.conditions.iter().filter(|condition| condition.operator == Operator::Is) {
            let named = match condition.operand {
                Operand::Entry(entry) => entry,
                Operand::This => match this {
                    Some(this) => this,
                    None => return Vec::new(),
                },
                _ => continue,
            };
            let Some(mut leading) = self.leading(named, &condition.path.steps) else { continue };
            leading.retain(|entry| self.get(*entry).collection == query.from);
            if fewest.as_ref().is_none_or(|known| leading.len() < known.len()) {
                fewest = Some(leading);
            }
        }
        fewest.unwrap_or_else(|| self.members[query.from.0].clone())
    }

    /// The entries from which these steps may lead to an entry, in order; none where a relation is known from one end only.
    fn leading(&self, to: EntryId, steps: &[Step]) -> Option<Vec<EntryId>> {
        let mut at = vec![to];
        for step in steps.iter().rev() {
            let mut before = Vec::new();
            for entry in at {
                let entry = self.get(entry);
                let inverses = &self.schema.collection(entry.collection).inverses;
                match step {
                    Step::Field(collection, field) => {
                        let inverse = inverses.iter().position(|inverse| inverse.from.contains(&(*collection, *field)))?;
                        before.extend_from_slice(&entry.inverses[inverse]);
                    }
                    Step::Inverse(collection, inverse) => {
                        let fields = &self.schema.collection(*collection).inverses[*inverse].from;
                        let own = fields.iter().filter(|(from, _)| *from == entry.collection);
                        before.extend(own.filter_map(|(_, field)| entry.values[*field].as_ref()).flat_map(|holds| holds.entries()));
                    }
                    Step::Own(_) => return None,
                }
            }
            before.sort_unstable();
            before.dedup();
            at = before;
        }
        Some(at)
    }

    /// Those of `entries` that a query asks for, in its order; in the order given where it has none.
    pub fn narrow(&self, entries: Vec<EntryId>, query: &Query<EntryId>, this: Option<EntryId>) -> Vec<EntryId> {
        let holds = |entry: &EntryId| query.conditions.iter().all(|condition| self.holds(*entry, condition, this));
        let mut entries: Vec<EntryId> = entries.into_iter().filter(holds).collect();
        if !query.sort.is_empty() {
            let keys = |entry: EntryId| query.sort.iter().map(move |(path, _)| self.sort_key(entry, path));
            let mut keyed: Vec<(Vec<Option<Key>>, EntryId)> = entries.into_iter().map(|entry| (keys(entry).collect(), entry)).collect();
            keyed.sort_by(|a, b| order(&a.0, &b.0, &query.sort).then(a.1.cmp(&b.1)));
            entries = keyed.into_iter().map(|(_, entry)| entry).collect();
        }
        entries.truncate(query.limit.unwrap_or(usize::MAX));
        entries
    }

    fn sort_key(&self, entry: EntryId, path: &Path) -> Option<Key> {
        let seen = match path.steps.as_slice() {
            [step] => self.seen(entry, *step),
            _ => self.look(entry, path).first().copied(),
        };
        match seen? {
            Seen::Entries(entries, ..) => entries.first().map(|entry| Key::Number(f64::from(self.get(*entry).rank))),
            Seen::Own(Own::Title, entry) => Some(Key::Number(f64::from(self.get(entry).rank))),
            Seen::Own(own, entry) => match own_date(own, self.get(entry)) {
                Some(date) => Some(Key::Date(date)),
                None => Some(own_text(own, self.get(entry))).filter(|text| !text.is_empty()).map(Key::Text),
            },
            Seen::Holds(holds, ..) => holds.values.first().map(|(value, _)| match value {
                Value::Text(text) | Value::Url(text) | Value::Country(text) => Key::Text(text.to_lowercase()),
                Value::Markdown(_) => Key::Text(String::new()),
                Value::Integer(number) => Key::Number(*number as f64),
                Value::Number(_, number) => Key::Number(*number),
                Value::Boolean(yes) => Key::Number(f64::from(u8::from(*yes))),
                Value::Date(date) => Key::Date(*date),
                Value::Year(year) => Key::Number(f64::from(*year)),
                Value::Choice(choice) => Key::Number(*choice as f64),
                Value::Relation(entry) => Key::Number(f64::from(self.get(*entry).rank)),
            }),
        }
    }
}

enum Key {
    Number(f64),
    Date(PartialDate),
    Text(String),
}

/// The order of two entries by their keys, one for each path that is sorted by; what has none comes last.
fn order(a: &[Option<Key>], b: &[Option<Key>], sort: &[(Path, bool)]) -> Ordering {
    let pairs = a.iter().zip(b).zip(sort);
    pairs.fold(Ordering::Equal, |order, ((a, b), (_, down))| {
        order.then_with(|| match (a, b) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(a), Some(b)) if *down => b.compare(a),
            (Some(a), Some(b)) => a.compare(b),
        })
    })
}

impl Key {
    fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Date(a), Self::Date(b)) => a.cmp(b),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            _ => Ordering::Equal,
        }
    }
}
