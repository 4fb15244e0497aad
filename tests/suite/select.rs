//! Queries that name an entry start from what leads there: they find just what looking at every entry finds.

use casebook::base::{FileId, Span};
use casebook::link::records::EntryId;
use casebook::schema::{Condition, Kind, Operand, Operator, Path, Query, Step};
use casebook::{Options, read, understand};

use crate::fixture;

#[test]
fn what_leads_to_an_entry_is_what_looking_at_all_finds() {
    let sources = read::read(fixture::repository()).expect("the real site");
    let (site, _) = understand(&sources, &Options::default());
    let records = site.expect("a site").records;
    let steps = |collection| -> Vec<(Step, casebook::schema::CollectionId)> {
        let declared = records.schema.collection(collection);
        let fields = declared.fields.iter().enumerate().filter_map(|(index, field)| match field.kind {
            Kind::Relation(to) => Some((Step::Field(collection, index), to)),
            _ => None,
        });
        fields.chain(declared.inverses.iter().enumerate().map(|(index, inverse)| (Step::Inverse(collection, index), inverse.to))).collect()
    };
    let (mut asked, mut met) = (0, 0);
    for (from, _) in records.schema.collections() {
        let one = steps(from).into_iter().map(|(step, to)| (vec![step], to));
        let two = steps(from).into_iter().flat_map(|(first, by)| steps(by).into_iter().map(move |(step, to)| (vec![first, step], to)));
        for (steps, to) in one.chain(two).collect::<Vec<_>>() {
            let some: Vec<EntryId> = records.members[to.0].iter().copied().step_by(records.members[to.0].len() / 4 + 1).collect();
            for named in some {
                for operand in [Operand::Entry(named), Operand::This] {
                    let path = Path { from, steps: steps.clone() };
                    let condition = Condition { path, operator: Operator::Is, operand, span: Span::top(FileId(0)) };
                    let query = Query { from, columns: Vec::new(), conditions: vec![condition], sort: Vec::new(), limit: None };
                    let all = records.narrow(records.members[from.0].clone(), &query, Some(named));
                    assert_eq!(records.select(&query, Some(named)), all, "{query:?} of {named:?}");
                    asked += 1;
                    met += all.len();
                }
            }
        }
    }
    assert!(asked > 1000 && met > 1000, "{asked} queries met {met} entries");
}

#[test]
fn minus_nothing_is_nothing() {
    let site = "//- content/site.yaml\ntitle: T\ncollections:\n  dishes: {table: dishes.csv, fields: {n: {type: number}}}\n//- content/dishes.csv\nid,title,n\na,A,0\nb,B,-0\nc,C,1\n//- content/index.md\n---\ntitle: T\n---\nThere are two. <!-- claim: count(dishes, n=0) = 2 -->\n";
    assert_eq!(fixture::check(site), "");
}
