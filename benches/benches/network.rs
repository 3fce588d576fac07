//! CPU seconds of reading an extract and of the whole network stage over those of inflating its blobs alone (by zlib-rs, as a stream;
//! the reader has libdeflate), and of `osmium fileinfo -e` where osmium is on the path; peak memory. The stage is told with and
//! without compounds' outlines: to find which are gated, and what lies in them, is more than a walking network.
//!
//! Wanted of the network stage, without outlines: at most 12 times the inflating (aim: 6), 1.5 times osmium, 200 MB.
//!
//! `cargo bench -p service-circle-benches --bench network [-- FILE.osm.pbf]`; Linux only, by `/proc`.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};

use flate2::bufread::ZlibDecoder;
use service_circle_benches::{Outcome, extract_path, network_of};
use service_circle_core::facility_tags::FacilityTags;
use service_circle_core::network::{self, Outlines};
use service_circle_core::options::Options;
use service_circle_core::read::{Extract, Interest, read_extract};
use service_circle_core::watch::Unwatched;

/// Each part runs this often, in turns, because the system counts CPU in hundredths of a second.
const ROUNDS: u32 = 10;
/// Ticks of `/proc/self/stat` in a second: `USER_HZ`, 100 on every Linux.
const TICKS_PER_SECOND: f64 = 100.0;

fn main() -> Outcome<()> {
    let Some(path) = extract_path("real_regression_fulltag.osm.pbf") else {
        return Ok(());
    };
    let interest = Interest::new(FacilityTags::built_in());
    let extract = read_extract(&path, &interest, &Unwatched)?;
    let (ways, nodes) = (extract.ways.len(), extract.nodes.len());
    let read_peak = peak_megabytes()?;
    let built = network_of(&extract)?;
    let (vertices, edges) = (built.network.vertex_count(), built.network.edge_count());
    drop((extract, built));
    let peak = peak_megabytes()?;

    let file = std::fs::read(&path)?;
    let blobs = zlib_blobs(&file).ok_or("not a PBF file of zlib blobs")?;
    let mut content = Vec::new();
    let (mut inflate, mut read, mut streets, mut build, mut osmium) = (0.0, 0.0, 0.0, 0.0, Some(0.0));
    for _ in 0..ROUNDS {
        inflate += cpu_seconds(|| {
            for blob in &blobs {
                content.clear();
                ZlibDecoder::new(*blob).read_to_end(&mut content)?;
            }
            Ok(())
        })?;
        let mut extract = Extract::default();
        read += cpu_seconds(|| {
            extract = read_extract(&path, &interest, &Unwatched)?;
            Ok(())
        })?;
        streets += cpu_seconds(|| {
            let options = Options::default();
            std::hint::black_box(network::build(&extract, Outlines::default(), &options, &Unwatched)?);
            Ok(())
        })?;
        build += cpu_seconds(|| {
            std::hint::black_box(network_of(&extract)?);
            Ok(())
        })?;
        osmium = osmium.zip(osmium_seconds(&path)?).map(|(sum, seconds)| sum + seconds);
    }

    let row = |what: &str, seconds: f64| {
        let (seconds, ratio) = (seconds / f64::from(ROUNDS), seconds / inflate);
        println!("{what:<24} {seconds:.3} CPU s = {ratio:.2} x inflate");
    };
    println!(
        "{}: {} blobs, {ways} ways and {nodes} nodes kept, {vertices} vertices and {edges} edges",
        path.display(),
        blobs.len()
    );
    row("inflate alone", inflate);
    row("read", read);
    row("network of streets", streets);
    row("outlines and network", build);
    match osmium {
        Some(osmium) => row("osmium fileinfo -e", osmium),
        None => println!("osmium fileinfo -e       not on the path; not measured"),
    }
    for (what, stage) in [("without outlines", read + streets), ("with outlines", read + build)] {
        let of_osmium = osmium.map_or_else(String::new, |osmium| {
            format!(", {:.2} x osmium fileinfo -e", stage / osmium)
        });
        println!("network stage {what:<17} {:.2} x inflate{of_osmium}", stage / inflate);
    }
    println!("peak memory              {read_peak:.0} MB read, {peak:.0} MB network stage");
    Ok(())
}

/// What osmium takes to go through the file; `None` without osmium.
fn osmium_seconds(path: &Path) -> Outcome<Option<f64>> {
    let before = cpu_ticks(Whose::Children)?;
    let run = Command::new("osmium")
        .args(["fileinfo", "-e", "--no-progress"])
        .arg(path)
        .stdout(Stdio::null())
        .status();
    let ran = run.is_ok_and(|status| status.success());
    let seconds = (cpu_ticks(Whose::Children)? - before) / TICKS_PER_SECOND;
    Ok(ran.then_some(seconds))
}

/// User and system seconds of some work.
fn cpu_seconds(work: impl FnOnce() -> Outcome<()>) -> Outcome<f64> {
    let before = cpu_ticks(Whose::Own)?;
    work()?;
    Ok((cpu_ticks(Whose::Own)? - before) / TICKS_PER_SECOND)
}

/// Whose ticks are asked for.
#[derive(Clone, Copy)]
enum Whose {
    /// This process's, all threads.
    Own,
    /// Those of processes it started and waited for.
    Children,
}

/// User and system ticks.
fn cpu_ticks(whose: Whose) -> Outcome<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    // The fields after the name in brackets begin with the third; user and system time are the 14th and 15th, those of
    // children the two after them.
    let (_, fields) = stat.rsplit_once(") ").ok_or("no name in /proc/self/stat")?;
    let first = match whose {
        Whose::Own => 11,
        Whose::Children => 13,
    };
    let times = fields.split(' ').skip(first).take(2).map(str::parse::<f64>);
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
