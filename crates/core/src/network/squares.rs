//! squares
