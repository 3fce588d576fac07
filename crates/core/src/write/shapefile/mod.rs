//! A layer as an ESRI Shapefile, for programs that read nothing better: five files, names of ten letters, texts of 254 bytes.
//!
//! - `shapes`: geometry (`.shp`) and its index (`.shx`).
//! - `dbase`: the table (`.dbf`).
//!
//! # References
//! *ESRI Shapefile Technical Description*, July 1998.

mod dbase;
mod shapes;

use std::path::Path;

use super::WriteError;
use super::batch::Batch;
use super::columns::{Drawn, Layer};
use super::formats::{beside, parts_present};

/// WGS84 as ESRI writes it.
const PROJECTION: &str = "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],\
    PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";

/// Writes a layer, five files a kind of geometry: that of this name and those beside it.
pub(super) fn write(batch: &mut Batch, path: &Path, layer: &Layer<'_>) -> Result<(), WriteError> {
    for (drawn, suffix) in parts_present(layer) {
        let features = || layer.features().filter(move |one| drawn.takes(one.geometry.as_ref()));
        let file = |ending| beside(path, suffix, ending);
        if drawn != Drawn::Nothing {
            let extent = shapes::measure(drawn, features());
            batch.write(file("shp"), |out| shapes::write(drawn, &extent, features(), out))?;
            batch.write(file("shx"), |out| shapes::write_index(drawn, &extent, features(), out))?;
        }
        batch.write(file("dbf"), |out| dbase::write(&layer.columns, &features, out))?;
        batch.write(file("prj"), |out| out.write_all(PROJECTION.as_bytes()))?;
        batch.write(file("cpg"), |out| out.write_all(b"UTF-8"))?;
    }
    Ok(())
}
