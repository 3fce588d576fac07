//! The command line of service-circle.
fn main() {}
