//! What the Sankey chart shows: the nodes of each column, the links between them, and the ways behind both. Never draws, never
//! follows anybody.

use crate::analysis::flows::{FlowLink, FlowNode, FlowPath, FlowSide, Flows};
use crate::app::flows::{FlowBasis, node_name};
use crate::domain::Language;
use crate::ui::text::{count, percent, tr, tr_with};
use crate::ui::widgets::{Column, Table};

/// Of what kind a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A step, with the index of the first event in it: the same event has the same colour everywhere.
    Step(usize),
    /// Rarer steps together.
    Other,
    /// The time is not over.
    Open,
    /// Nothing came in time.
    Stopped,
}

/// A node.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is called.
    pub name: String,
    /// Of what kind it is.
    pub kind: Kind,
    /// Customers in it.
    pub units: u64,
}

/// A node by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// Its column.
    pub column: usize,
    /// Its place in the column.
    pub place: usize,
}

/// The chart. Columns run from left to right in time: what came before stands left of the event.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The nodes of each column.
    pub columns: Vec<Vec<Node>>,
    /// The links from each column to the next.
    pub links: Vec<FlowLink>,
    /// The ways, by the columns of this chart.
    pub paths: Vec<FlowPath>,
    /// Everybody to whom the event happened.
    pub units: u64,
    /// Of what the shares are.
    pub basis: FlowBasis,
    side: FlowSide,
}

impl Model {
    /// The chart of an answer.
    pub fn new(flows: &Flows, side: FlowSide, basis: FlowBasis, language: Language) -> Self {
        let names = event_names(flows);
        let node = |(node, units): &(FlowNode, u64)| Node {
            name: node_name(language, node, side),
            kind: kind(node, &names),
            units: *units,
        };
        let mut columns: Vec<Vec<Node>> =
            flows.columns.iter().map(|column| column.iter().map(node).collect()).collect();
        let (mut links, paths) = (flows.links(|_| true), flows.paths.clone());
        if side == FlowSide::Before {
            columns.reverse();
            turn(&mut links, columns.len());
        }
        Self { columns, links, paths, units: flows.units, basis, side }
    }

    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.units == 0 || self.columns.len() < 2
    }

    /// The node at a place.
    pub fn node(&self, mark: Mark) -> Option<&Node> {
        self.columns.get(mark.column)?.get(mark.place)
    }

    /// Every node, column by column.
    pub fn marks(&self) -> impl Iterator<Item = Mark> {
        let column = |(column, nodes): (usize, &Vec<Node>)| {
            (0..nodes.len()).map(move |place| Mark { column, place }).collect::<Vec<_>>()
        };
        self.columns.iter().enumerate().flat_map(column)
    }

    /// The step of a column, counted from the event outwards.
    pub fn step(&self, column: usize) -> usize {
        match self.side {
            FlowSide::After => column,
            FlowSide::Before => self.columns.len() - 1 - column,
        }
    }

    /// The links of the ways that lead through a node: of each link so many units.
    pub fn through(&self, mark: Mark) -> Vec<FlowLink> {
        let step = self.step(mark.column);
        let through = Flows { columns: Vec::new(), paths: self.paths.clone(), units: 0, never: 0 };
        let mut links = through.links(|path| path.places.get(step) == Some(&mark.place));
        if self.side == FlowSide::Before {
            turn(&mut links, self.columns.len());
        }
        links
    }

    /// What the share of a node is of: everybody, or all who were in the step before. The latter are those in the nodes that lead on.
    pub fn base(&self, mark: Mark) -> u64 {
        let step = self.step(mark.column);
        if self.basis == FlowBasis::Everybody || step == 0 {
            return self.units;
        }
        let leads_on = |path: &&FlowPath| path.places.len() > step;
        self.paths.iter().filter(leads_on).map(|path| path.units).sum()
    }

    /// `41.2 % of 1,204 in all`.
    pub fn share(&self, mark: Mark, language: Language) -> String {
        let (units, base) = (self.node(mark).map_or(0, |node| node.units), self.base(mark));
        let share = if base == 0 { "–".to_owned() } else { percent(units as f64 / base as f64) };
        let key = format!("flow.share.{}", self.basis.id());
        tr_with(language, &key, &[("percent", &share), ("of", &count(base))])
    }

    /// What a screen reader says of a node.
    pub fn words(&self, mark: Mark, language: Language) -> String {
        let Some(node) = self.node(mark) else { return String::new() };
        let values = [
            ("step", self.step(mark.column).to_string()),
            ("name", node.name.clone()),
            ("units", count(node.units)),
            ("share", self.share(mark, language)),
        ];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        tr_with(language, "flow.mark", &values)
    }

    /// Every link as a row.
    pub fn table(&self, language: Language) -> Table {
        let column = |name: &str| tr(language, &format!("flow.column.{name}"));
        let mut table = Table::new(vec![
            Column::number(column("step")),
            Column::text(column("from")),
            Column::text(column("to")),
            Column::number(column("customers")),
            Column::number(column("of_everybody")),
            Column::number(column("of_step")),
        ]);
        let share = |units: u64, base: u64| percent(units as f64 / base.max(1) as f64);
        for link in &self.links {
            let from = &self.columns[link.column][link.from];
            let to = &self.columns[link.column + 1][link.to];
            table.row(vec![
                self.step(link.column + 1).max(self.step(link.column)).to_string(),
                from.name.clone(),
                to.name.clone(),
                count(link.units),
                share(link.units, self.units),
                share(link.units, if self.side == FlowSide::After { from.units } else { to.units }),
            ]);
        }
        table
    }
}

/// Links that were walked backwards, in the order of time.
fn turn(links: &mut [FlowLink], columns: usize) {
    for link in links.iter_mut() {
        *link = FlowLink { column: columns - 2 - link.column, from: link.to, to: link.from, ..*link };
    }
    links.sort_by_key(|link| (link.column, link.from, link.to));
}

/// Names of the first events of all steps, in the order in which they appear.
fn event_names(flows: &Flows) -> Vec<String> {
    let mut names = Vec::new();
    for (node, _) in flows.columns.iter().flatten() {
        if let FlowNode::Events(events) = node
            && let Some(first) = events.first().filter(|first| !names.contains(*first))
        {
            names.push(first.clone());
        }
    }
    names
}

fn kind(node: &FlowNode, names: &[String]) -> Kind {
    match node {
        FlowNode::Events(events) => {
            let place = events.first().and_then(|first| names.iter().position(|name| name == first));
            Kind::Step(place.unwrap_or(0))
        }
        FlowNode::Other(_) => Kind::Other,
        FlowNode::Open => Kind::Open,
        FlowNode::Stopped => Kind::Stopped,
    }
}
