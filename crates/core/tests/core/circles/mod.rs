//! Service circles: stretches against brute force, and what holds for every area, on drawn and real streets.
mod city;
mod laws;
mod random_town;
mod real;
mod twin;
