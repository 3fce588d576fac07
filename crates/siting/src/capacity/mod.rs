//! Sites that can be full: coverage, p-median and covering with capacities.
//!
//! [`model`] holds demand, sites and what a unit of demand gains where; [`mod@serve`] finds who is served best by given open sites (a
//! flow; for demand that may not be split, an assignment), [`lagrange`] bounds what any sites can serve, [`solve`] joins these
//! with branch and bound.

mod flow;
mod lagrange;
mod model;
mod plans;
mod program;
mod serve;
mod single;
mod solve;

pub(crate) use model::{Aim, Model};
pub(crate) use serve::{Served, assignment, serve};
pub(crate) use solve::{Capacitated, Outcome};
