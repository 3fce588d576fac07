//! CPU seconds of reading an extract over those of inflating its blobs alone, and peak memory.
//!
//! `cargo bench -p service-circle-benches --bench network [-- FILE.osm.pbf]`; Linux only, by `/proc`.

use std::error::Error;
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::bufread::ZlibDecoder;
use service_circle_core::facility_tags::FacilityTags;
use service_circle_core::read::{Interest, read_extract};
use service_circle_core::watch::Unwatched;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Each part runs this often, because the system counts CPU in hundredths of a second.
const ROUNDS: u32 = 8;
/// Ticks of `/proc/self/stat` in a second: `USER_HZ`, 100 on every Linux.
const TICKS_PER_SECOND: f64 = 100.0;

fn main() -> Outcome<()> {
    let given = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let path = given.map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/real_regression_fulltag.osm.pbf"),
        PathBuf::from,
    );
    if !path.exists() {
        println!("{}: not here; nothing measured", path.display());
        return Ok(());
    }
    let interest = Interest::new(FacilityTags::built_in());
    let extract = read_extract(&path, &interest, &Unwatched)?;
    let (ways, nodes) = (extract.ways.len(), extract.nodes.len());
    drop(extract);
    let peak = peak_megabytes()?;

    let file = std::fs::read(&path)?;
    let blobs = zlib_blobs(&file).ok_or("not a PBF file of zlib blobs")?;
    let mut content = Vec::new();
    let inflate = cpu_seconds(|| {
        for blob in &blobs {
            content.clear();
            ZlibDecoder::new(*blob).read_to_end(&mut content)?;
        }
        Ok(())
    })?;
    let read = cpu_seconds(|| {
        let extract = read_extract(&path, &interest, &Unwatched)?;
        std::hint::black_box(&extract);
        Ok(())
    })?;

    println!(
        "{}: {} blobs, {ways} ways and {nodes} nodes kept",
        path.display(),
        blobs.len()
    );
    println!("inflate alone {inflate:.3} CPU s");
    println!(
        "read          {read:.3} CPU s = {:.2} x inflate; peak {peak:.0} MB",
        read / inflate
    );
    Ok(())
}

/// User and system seconds of one round, by the system's count over all rounds.
fn cpu_seconds(mut round: impl FnMut() -> Outcome<()>) -> Outcome<f64> {
    let before = cpu_ticks()?;
    for _ in 0..ROUNDS {
        round()?;
    }
    Ok((cpu_ticks()? - before) / TICKS_PER_SECOND / f64::from(ROUNDS))
}

/// User and system ticks of this process, all threads.
fn cpu_ticks() -> Outcome<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    // The fields after the name in brackets begin with the third; user and system time are the 14th and 15th.
    let (_, fields) = stat.rsplit_once(") ").ok_or("no name in /proc/self/stat")?;
    let times = fields.split(' ').skip(11).take(2).map(str::parse::<f64>);
    Ok(times.collect::<Result<Vec<_>, _>>()?.iter().sum())
}

/// Largest resident memory of this process so far.
fn peak_megabytes() -> Outcome<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()).ok_or("no VmHWM")?;
    Ok(kilobytes.parse::<f64>()? / 1000.0)
}

/// The zlib data of all blobs.
fn zlib_blobs(mut file: &[u8]) -> Option<Vec<&[u8]>> {
    let mut blobs = Vec::new();
    while !file.is_empty() {
        let (length, rest) = file.split_first_chunk::<4>()?;
        let (header, rest) = rest.split_at_checked(u32::from_be_bytes(*length) as usize)?;
        let size = fields(header)?
            .into_iter()
            .find_map(|(number, size, _)| (number == 3).then_some(size))?;
        let (blob, rest) = rest.split_at_checked(size as usize)?;
        blobs.extend(
            fields(blob)?
                .into_iter()
                .filter_map(|(number, _, bytes)| (number == 3).then_some(bytes)),
        );
        file = rest;
    }
    Some(blobs)
}

/// A protobuf message's fields: number, integer, bytes.
fn fields(mut message: &[u8]) -> Option<Vec<(u64, u64, &[u8])>> {
    let mut fields = Vec::new();
    while !message.is_empty() {
        let tag = varint(&mut message)?;
        let value = varint(&mut message)?;
        let length = if tag & 7 == 2 { value as usize } else { 0 };
        let (bytes, rest) = message.split_at_checked(length)?;
        fields.push((tag >> 3, value, bytes));
        message = rest;
    }
    Some(fields)
}

fn varint(message: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = message.split_first()?;
        *message = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            return Some(value);
        }
    }
    None
}
