//! What `site.yaml` declares: collections, field types, relations; and the values of those types.

pub mod collection;
pub mod date;
pub mod json_schema;
pub mod query;
pub mod settings;
pub mod template;
pub mod truth;
pub mod value;
pub mod words;

pub use collection::{Choice, Collection, CollectionId, Field, Inverse, Kind, Name, Origin, choice_of};
pub use date::PartialDate;
pub use query::{Column, Condition, Operand, Operator, Own, Path, Query, Step};
pub use settings::{Author, MenuItem, Settings};
pub use truth::{TRUTHS, truth, truth_meant};
pub use value::{Basis, Evidence, Stated, Value};
pub use words::{legend, takes};

/// The id of the built-in collection of works.
pub const REFERENCES: &str = "references";
/// The id of the built-in collection of terms.
pub const GLOSSARY: &str = "glossary";
/// The description of the data, beside the files of the collections: none may be called so.
pub const PACKAGE: &str = "datapackage";
/// The id of the field that every collection has: the works an entry rests on.
pub const SOURCES: &str = "sources";

/// What all entries may have.
pub const OWN: [&str; 13] =
    ["id", "title", "description", "aliases", "also", "draft", "date", "updated", "reviewed", "as_of", SOURCES, "number", "order"];

/// Everything that `site.yaml` declares.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    /// The site's own keys.
    pub settings: Settings,
    /// Declared collections in their order, then the built-in ones.
    pub collections: Vec<Collection>,
}

/// Why a dotted path leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Astray {
    /// The step that does not exist.
    pub step: String,
    /// How many bytes into the path it begins.
    pub at: usize,
    /// The collection it was looked for in; none when the step before it is no relation.
    pub collection: Option<CollectionId>,
    /// What could have stood there.
    pub candidates: Vec<String>,
}

impl Schema {
    /// The collection of that number.
    pub fn collection(&self, id: CollectionId) -> &Collection {
        &self.collections[id.0]
    }

    /// Every collection with its number, in declared order.
    pub fn collections(&self) -> impl Iterator<Item = (CollectionId, &Collection)> {
        self.collections.iter().enumerate().map(|(index, collection)| (CollectionId(index), collection))
    }

    /// The collection of that id.
    pub fn find(&self, id: &str) -> Option<CollectionId> {
        self.collections.iter().position(|collection| collection.id == id).map(CollectionId)
    }

    /// The field that a path ends with; none for built-in fields and inverses.
    pub fn field_of(&self, path: &Path) -> Option<&Field> {
        match path.steps.last()? {
            Step::Field(collection, field) => Some(&self.collection(*collection).fields[*field]),
            _ => None,
        }
    }

    /// Where a step leads, if it leads to entries.
    pub fn leads_to(&self, step: Step) -> Option<CollectionId> {
        match step {
            Step::Field(collection, field) => match self.collection(collection).fields[field].kind {
                Kind::Relation(to) => Some(to),
                _ => None,
            },
            Step::Inverse(collection, inverse) => Some(self.collection(collection).inverses[inverse].to),
            Step::Own(_) => None,
        }
    }

    /// A path as queries have it: `chef.born`.
    pub fn spelt(&self, path: &Path) -> String {
        let name = |step: &Step| match step {
            Step::Field(collection, field) => self.collection(*collection).fields[*field].id.clone(),
            Step::Inverse(collection, inverse) => self.collection(*collection).inverses[*inverse].name.clone(),
            Step::Own(own) => own.name().to_owned(),
        };
        path.steps.iter().map(name).collect::<Vec<_>>().join(".")
    }

    /// What readers call the last step of a path.
    pub fn label(&self, path: &Path) -> String {
        match path.steps.last() {
            Some(Step::Field(collection, field)) => self.collection(*collection).fields[*field].label.clone(),
            Some(Step::Inverse(collection, inverse)) => self.collection(*collection).inverses[*inverse].label.clone(),
            Some(Step::Own(Own::Title)) => {
                let mut at = path.from;
                for step in &path.steps {
                    at = self.leads_to(*step).unwrap_or(at);
                }
                self.collection(at).one.clone()
            }
            Some(Step::Own(own)) => own.name().to_owned(),
            None => String::new(),
        }
    }

    /// Reads a dotted path that starts at `from`.
    ///
    /// # Errors
    /// The first step that does not exist, or that stands after something that is no relation.
    pub fn path(&self, from: CollectionId, text: &str) -> Result<Path, Astray> {
        let mut reached = Some(from);
        let mut steps = Vec::new();
        let mut at = 0;
        for name in text.split('.') {
            let astray = |collection, candidates| Astray { step: name.to_owned(), at, collection, candidates };
            let Some(collection) = reached else { return Err(astray(None, Vec::new())) };
            let declared = self.collection(collection);
            let own = Own::ALL.iter().find(|(own, _)| *own == name).map(|(_, own)| Step::Own(*own));
            let step = declared
                .field(name)
                .map(|field| Step::Field(collection, field))
                .or_else(|| declared.inverse(name).map(|inverse| Step::Inverse(collection, inverse)))
                .or(own)
                .ok_or_else(|| astray(Some(collection), self.steps(collection)))?;
            reached = self.leads_to(step);
            steps.push(step);
            at += name.len() + 1;
        }
        Ok(Path { from, steps })
    }

    /// The names that may stand in a path at a collection.
    fn steps(&self, collection: CollectionId) -> Vec<String> {
        let declared = self.collection(collection);
        let fields = declared.fields.iter().map(|field| field.id.clone());
        let inverses = declared.inverses.iter().map(|inverse| inverse.name.clone());
        fields.chain(inverses).chain(Own::ALL.iter().map(|(name, _)| (*name).to_owned())).collect()
    }
}
