//! Damaged lists: what offices, mail programs, broken disks and ill will make of a table. The same for the same seed.
//!
//! - here: any format, cut off, emptied, with bytes turned over.
//! - `texts`, `workbooks`, `geopackages`, `shapefiles`: what only that format can suffer.

mod geopackages;
mod shapefiles;
mod texts;
mod workbooks;

use std::path::{Path, PathBuf};

use crate::lists::{self, Failed, Format, Frame, Kind, Listed};
use crate::random::Random;

/// Bytes at a file's start that hold its headers in most formats.
const HEADER_BYTES: usize = 512;
/// Copies with bytes turned over in the header, and anywhere.
const FLIPPED_HEADERS: usize = 5;
const FLIPPED_FILES: usize = 4;
/// Bits turned over at most.
const MOST_BITS: usize = 8;
/// Where files are cut off, of their length.
const CUTS: [f64; 4] = [0.02, 0.3, 0.7, 0.995];
/// A cell of 10 MB.
pub(crate) const LONG_CELL_BYTES: usize = 10 << 20;

/// What must come of a damaged list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// An error or rows, all accounted for.
    EitherWay,
    /// An error that says this.
    Error(&'static str),
    /// Rows, of which so many are rejected.
    Rejected(usize),
}

/// A list of facilities that something happened to.
#[derive(Clone, Debug)]
pub struct Damaged {
    /// What happened to it.
    pub name: String,
    /// The file to read.
    pub path: PathBuf,
    /// The layer that the plan names.
    pub layer: Option<&'static str>,
    /// The encoding that the plan names.
    pub encoding: Option<&'static str>,
    /// What must come of it.
    pub expected: Expected,
}

/// Makes them all, each in a folder of its own in this one.
pub fn all(folder: &Path, seed: u64) -> Result<Vec<Damaged>, Failed> {
    let mut shelf = Shelf {
        folder: folder.to_owned(),
        made: Vec::new(),
    };
    let mut random = Random::new(seed);
    for format in Format::ALL {
        any_format(&mut shelf, &mut random, format)?;
    }
    texts::make(&mut shelf)?;
    workbooks::make(&mut shelf)?;
    geopackages::make(&mut shelf)?;
    shapefiles::make(&mut shelf)?;
    Ok(shelf.made)
}

/// The city's facilities.
fn facilities() -> Listed {
    lists::city(Kind::Facilities, Frame::Wgs84, false)
}

/// Where damaged lists are put.
struct Shelf {
    folder: PathBuf,
    made: Vec<Damaged>,
}

impl Shelf {
    /// A folder for the next list.
    fn next_folder(&self) -> Result<PathBuf, Failed> {
        let folder = self.folder.join(format!("{:03}", self.made.len()));
        std::fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    /// Puts a file with these bytes.
    fn put(&mut self, name: &str, ending: &str, bytes: &[u8], expected: Expected) -> Result<&mut Damaged, Failed> {
        let path = self.next_folder()?.join("设施").with_extension(ending);
        std::fs::write(&path, bytes)?;
        Ok(self.add(name, path, expected))
    }

    /// Writes the city's facilities in a format, to be damaged.
    fn whole(&self, format: Format) -> Result<PathBuf, Failed> {
        lists::write(&self.next_folder()?, &facilities(), format)
    }

    /// Adds a file that is there.
    fn add(&mut self, name: &str, path: PathBuf, expected: Expected) -> &mut Damaged {
        self.made.push(Damaged {
            name: name.to_owned(),
            path,
            layer: None,
            encoding: None,
            expected,
        });
        let last = self.made.len() - 1;
        &mut self.made[last]
    }
}

/// The parts of a format's file that are damaged one by one.
fn parts(format: Format) -> &'static [&'static str] {
    match format {
        Format::Shapefile => &["shp", "dbf", "shx"],
        Format::ShapefileOfChina => &["shp", "dbf"],
        _ => &[""],
    }
}

fn any_format(shelf: &mut Shelf, random: &mut Random, format: Format) -> Result<(), Failed> {
    let mut empty = facilities();
    empty.places.clear();
    let path = lists::write(&shelf.next_folder()?, &empty, format)?;
    let expected = match format {
        // A shapefile without rows has no kind, which its writer needs; nothing says what a line without features is.
        Format::ShapefileOfChina | Format::Shapefile => Expected::EitherWay,
        Format::GeoJsonLines => Expected::Error("empty"),
        _ => Expected::Rejected(0),
    };
    shelf.add(&format!("{format:?}: headers only"), path, expected);
    for part in parts(format) {
        let mut damage = |what: String, make: &mut dyn FnMut(&mut Vec<u8>)| -> Result<(), Failed> {
            let path = shelf.whole(format)?;
            let damaged = if part.is_empty() {
                path.clone()
            } else {
                path.with_extension(part)
            };
            let mut bytes = std::fs::read(&damaged)?;
            make(&mut bytes);
            std::fs::write(&damaged, bytes)?;
            shelf.add(&format!("{format:?} {part}: {what}"), path, Expected::EitherWay);
            Ok(())
        };
        damage("empty".to_owned(), &mut Vec::clear)?;
        for cut in CUTS {
            damage(format!("cut off at {cut}"), &mut |bytes| {
                bytes.truncate((bytes.len() as f64 * cut) as usize);
            })?;
        }
        damage("other first bytes".to_owned(), &mut |bytes| {
            bytes.iter_mut().take(4).for_each(|byte| *byte = 0);
        })?;
        damage("noise".to_owned(), &mut |bytes| {
            bytes.fill_with(|| random.any() as u8);
        })?;
        for copy in 0..FLIPPED_HEADERS {
            damage(format!("header flipped, {copy}"), &mut |bytes| {
                flip(bytes, random, HEADER_BYTES);
            })?;
        }
        for copy in 0..FLIPPED_FILES {
            damage(format!("flipped, {copy}"), &mut |bytes| flip(bytes, random, usize::MAX))?;
        }
    }
    Ok(())
}

/// Turns bits over among the first bytes.
fn flip(bytes: &mut [u8], random: &mut Random, among: usize) {
    let among = among.min(bytes.len());
    for _ in 0..=random.below(MOST_BITS) {
        if let Some(byte) = bytes.get_mut(random.below(among)) {
            *byte ^= 1 << random.below(8);
        }
    }
}

/// Writes bytes over others.
fn overwrite(path: &Path, at: usize, bytes: &[u8]) -> Result<(), Failed> {
    let mut file = std::fs::read(path)?;
    let place = file.get_mut(at..at + bytes.len()).ok_or("the file is shorter")?;
    place.copy_from_slice(bytes);
    Ok(std::fs::write(path, file)?)
}
