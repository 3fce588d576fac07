//! What a file says of itself, and whether it asks for more than is known here.

use std::path::Path;

use osmpbf::HeaderBlock;

use crate::lonlat::LonLat;
use crate::read::error::ReadError;
use crate::read::extract::Header;

/// Features a file may require.
const KNOWN_FEATURES: &[&str] = &["OsmSchema-V0.6", "DenseNodes", "HistoricalInformation"];

/// Checks the required features and takes what the header tells.
pub(super) fn judge(path: &Path, block: &HeaderBlock) -> Result<Header, ReadError> {
    let unknown = |feature: &&String| !KNOWN_FEATURES.contains(&feature.as_str());
    if let Some(feature) = block.required_features().iter().find(unknown) {
        return Err(ReadError::Feature {
            path: path.to_owned(),
            feature: feature.escape_default().to_string(),
        });
    }
    let bounds = block.bbox().and_then(|bounds| {
        LonLat::from_degrees(bounds.left, bounds.bottom).zip(LonLat::from_degrees(bounds.right, bounds.top))
    });
    Ok(Header {
        bounds,
        data_timestamp: block.osmosis_replication_timestamp(),
        writing_program: block.writing_program().map(str::to_owned),
    })
}
