//! Owns what is left out of a style because works that lack a variable print nothing there, and because nothing more is done there.
//!
//! The CSL processor looks through all of a group before it prints it, and through all groups and macros in it, and again when it
//! prints those: what lies deep is looked at again and again.

use std::collections::BTreeMap;

use hayagriva::citationberg::taxonomy::{StandardVariable, Variable};
use hayagriva::citationberg::{
    Choose, CslMacro, IndependentStyle, LayoutRenderingElement, LongShortForm, Names, NamesChild, Substitute, Text, TextTarget,
};

/// What is known of an element. A group is printed if it has no variables, or one of them is there, so it matters whether an element
/// that prints nothing counts as a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    /// It may print something; whether it counts as a variable in any case.
    Prints { counts: bool },
    /// It prints nothing; a variable that it counts as, if it does.
    Nothing(Option<Variable>),
}

use Known::{Nothing, Prints};

/// Where a sequence of elements is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Group,
    /// Of a condition; printed as a group is.
    Branch,
    /// Printed one after the other: a macro, a layout.
    Macro,
    /// The first that prints something is taken.
    Substitute,
}

/// Leaves out what prints nothing without the variables that `missing` knows to be missing.
pub fn leave_out(style: &mut IndependentStyle, missing: &impl Fn(Variable) -> bool) {
    let macros = std::mem::take(&mut style.macros);
    let mut dropper = Dropper { missing, macros: macros.into_iter().map(|part| (part.name.clone(), Part::Untouched(part))).collect() };
    dropper.sequence(&mut style.citation.layout.elements, Inside::Macro);
    if let Some(bibliography) = &mut style.bibliography {
        dropper.sequence(&mut bibliography.layout.elements, Inside::Macro);
    }
    let left = dropper.macros.into_values().filter_map(|part| match part {
        Part::Done(part, _) => Some(part),
        Part::Untouched(_) | Part::Open => None,
    });
    style.macros.extend(left);
}

/// How far a macro is.
enum Part {
    Untouched(CslMacro),
    /// It is being looked through.
    Open,
    Done(CslMacro, Known),
}

struct Dropper<'m, M> {
    missing: &'m M,
    macros: BTreeMap<String, Part>,
}

impl<M: Fn(Variable) -> bool> Dropper<'_, M> {
    /// Leaves out elements of a sequence; what is known of all together.
    fn sequence(&mut self, elements: &mut Vec<LayoutRenderingElement>, inside: Inside) -> Known {
        let (mut counted, mut sure) = (None, false);
        for mut element in std::mem::take(elements) {
            match self.element(&mut element, inside) {
                Nothing(counts) => counted = counted.or(counts),
                Prints { counts } => {
                    sure |= counts;
                    bare(element, inside, elements);
                }
            }
        }
        let known = if elements.is_empty() { Nothing(counted) } else { Prints { counts: sure || counted.is_some() } };
        // One that counts stands for all.
        let stand_in = |var| LayoutRenderingElement::Text(Text::with_target(TextTarget::Variable { var, form: LongShortForm::Long }));
        elements.extend(counted.filter(|_| !sure).map(stand_in));
        known
    }

    fn element(&mut self, element: &mut LayoutRenderingElement, inside: Inside) -> Known {
        match element {
            LayoutRenderingElement::Text(text) => {
                let known = self.text(text);
                if let Some(instead) = self.instead(text, known, inside) {
                    *element = instead;
                }
                known
            }
            LayoutRenderingElement::Number(number) => self.variable(number.variable.into()),
            LayoutRenderingElement::Label(label) if (self.missing)(label.variable.into()) => Nothing(None),
            LayoutRenderingElement::Label(_) => Prints { counts: false },
            LayoutRenderingElement::Date(date) => date.variable.map_or(Prints { counts: true }, |variable| self.variable(Variable::Date(variable))),
            LayoutRenderingElement::Names(names) => self.names(names),
            LayoutRenderingElement::Choose(choose) => self.choose(choose),
            LayoutRenderingElement::Group(group) => self.sequence(&mut group.children, Inside::Group),
        }
    }

    fn variable(&self, variable: Variable) -> Known {
        if (self.missing)(variable) { Nothing(Some(variable)) } else { Prints { counts: true } }
    }

    fn text(&mut self, text: &Text) -> Known {
        match &text.target {
            TextTarget::Variable { var: Variable::Standard(StandardVariable::YearSuffix), .. } => Prints { counts: false },
            TextTarget::Variable { var, .. } => self.variable(*var),
            TextTarget::Macro { name } => self.part(name),
            TextTarget::Term { .. } | TextTarget::Value { .. } => Prints { counts: false },
        }
    }

    fn part(&mut self, name: &str) -> Known {
        let Some(part) = self.macros.get_mut(name) else { return Nothing(None) };
        let (part, known) = match std::mem::replace(part, Part::Open) {
            Part::Open => return Prints { counts: false },
            Part::Done(part, known) => (part, known),
            Part::Untouched(mut part) => {
                let known = self.sequence(&mut part.children, Inside::Macro);
                (part, known)
            }
        };
        self.macros.insert(name.to_owned(), Part::Done(part, known));
        known
    }

    /// What a macro does, if that is a single thing and its call adds nothing; a macro that prints makes a group print.
    fn instead(&self, text: &Text, known: Known, inside: Inside) -> Option<LayoutRenderingElement> {
        let TextTarget::Macro { name } = &text.target else { return None };
        let Some(Part::Done(part, _)) = self.macros.get(name) else { return None };
        let [only] = part.children.as_slice() else { return None };
        let same = match only {
            LayoutRenderingElement::Text(inner) => matches!(inner.target, TextTarget::Macro { .. }) || known == Prints { counts: true },
            LayoutRenderingElement::Number(_) => true,
            LayoutRenderingElement::Group(_) => inside == Inside::Group,
            // A date may lack the parts that are to be printed: what some styles print around it then depends on how deep it lies.
            LayoutRenderingElement::Date(_)
            | LayoutRenderingElement::Label(_)
            | LayoutRenderingElement::Names(_)
            | LayoutRenderingElement::Choose(_) => false,
        };
        (same && *text == Text::with_target(text.target.clone())).then(|| only.clone())
    }

    fn names(&mut self, names: &mut Names) -> Known {
        let missing = names.variable.iter().all(|variable| (self.missing)(Variable::Name(*variable)));
        let mut substitutes = names.children.iter_mut().filter_map(|child| match child {
            NamesChild::Substitute(Substitute { children }) => Some(children),
            _ => None,
        });
        match substitutes.next() {
            None if missing => return Nothing(None),
            None => {}
            Some(first) => {
                self.sequence(first, Inside::Substitute);
            }
        }
        Prints { counts: false }
    }

    fn choose(&mut self, choose: &mut Choose) -> Known {
        let whole = super::is_always(&choose.if_) || choose.otherwise.is_some();
        // Whoever asks whether works are to be told apart is taken note of.
        let noted = choose.branches().any(|branch| branch.disambiguate.is_some());
        let branches = std::iter::once(&mut choose.if_).chain(&mut choose.else_if).map(|branch| &mut branch.children);
        let all = branches.chain(choose.otherwise.iter_mut().map(|other| &mut other.children));
        let mut known: Vec<Known> = all.map(|children| self.sequence(children, Inside::Branch)).collect();
        if !whole {
            known.push(Nothing(None));
        }
        let counts = |known: &Known| matches!(known, Prints { counts: true } | Nothing(Some(_)));
        match known.as_slice() {
            [first @ Nothing(_), rest @ ..] if !noted && rest.iter().all(|other| matches!(other, Nothing(_)) && counts(other) == counts(first)) => {
                *first
            }
            known => Prints { counts: known.iter().all(counts) },
        }
    }
}

/// Adds an element, or what is in it if it is a condition that always holds and its place makes no difference.
fn bare(element: LayoutRenderingElement, inside: Inside, to: &mut Vec<LayoutRenderingElement>) {
    let LayoutRenderingElement::Choose(mut choose) = element else { return to.push(element) };
    let children = &choose.if_.children;
    let joined = match inside {
        // A group counts for the group that it is in directly.
        Inside::Group => !children.iter().any(|child| matches!(child, LayoutRenderingElement::Group(_))),
        Inside::Branch => true,
        Inside::Macro => children.len() == 1,
        Inside::Substitute => false,
    };
    if joined && super::is_always(&choose.if_) {
        to.append(&mut choose.if_.children);
    } else {
        to.push(LayoutRenderingElement::Choose(choose));
    }
}

/// The variables of an element that print something, or are asked for.
pub fn variables(element: &LayoutRenderingElement) -> Vec<Variable> {
    match element {
        LayoutRenderingElement::Text(Text { target: TextTarget::Variable { var, .. }, .. }) => vec![*var],
        LayoutRenderingElement::Number(number) => vec![number.variable.into()],
        LayoutRenderingElement::Label(label) => vec![label.variable.into()],
        LayoutRenderingElement::Date(date) => date.variable.map(Variable::Date).into_iter().collect(),
        LayoutRenderingElement::Names(names) => names.variable.iter().map(|variable| Variable::Name(*variable)).collect(),
        LayoutRenderingElement::Text(_) | LayoutRenderingElement::Choose(_) | LayoutRenderingElement::Group(_) => Vec::new(),
    }
}
