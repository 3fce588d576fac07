//! The file as a list of blobs: where each stands, its bytes, and its bytes inflated.
//!
//! # References
//! <https://wiki.openstreetmap.org/wiki/PBF_Format#File_format>

use std::fs::File;
use std::io::{BufReader, ErrorKind, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};

use flate2::bufread::ZlibDecoder;
use libdeflater::{DecompressionError, Decompressor};
use osmpbf::{BlobReader, BlobType, HeaderBlock};

use super::wire::{Malformed, Wire};
use crate::read::error::ReadError;

/// Largest blob the format allows, packed or not, in bytes (32 MiB).
const MAX_BLOB_BYTES: u64 = osmpbf::MAX_BLOB_MESSAGE_SIZE;
/// Largest blob header the format allows, in bytes (64 KiB).
const MAX_BLOB_HEADER_BYTES: u64 = osmpbf::MAX_BLOB_HEADER_SIZE;
/// Deflate makes at most so many bytes of one: a longest match of 258 bytes in two bits.
const MOST_INFLATION: u64 = 1_032;
/// What is wrong with a blob beyond the largest.
const TOO_LARGE: Malformed = Malformed("a blob larger than the format allows");

/// What to do with a file that is something else.
const GET_PBF: &str = "give an .osm.pbf file, or convert with: osmium cat FILE -o FILE.osm.pbf";

/// An open file and where its data blobs stand.
#[derive(Debug)]
pub(super) struct BlobFile {
    path: PathBuf,
    file: File,
    blobs: Vec<BlobPlace>,
}

/// Where a data blob stands in its file.
#[derive(Clone, Debug)]
pub(super) struct BlobPlace {
    /// Where its frame begins.
    pub(super) frame: u64,
    /// Where its own bytes are.
    bytes: Range<u64>,
}

impl BlobFile {
    /// Opens a file and finds its blobs by their headers.
    pub(super) fn open(path: &Path) -> Result<(Self, HeaderBlock), ReadError> {
        let file = open_regular(path)?;
        let mut opened = Self {
            path: path.to_owned(),
            file,
            blobs: Vec::new(),
        };
        let header = opened.index()?;
        Ok((opened, header))
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The data blobs in file order.
    pub(super) fn blobs(&self) -> &[BlobPlace] {
        &self.blobs
    }

    /// Bytes of all data blobs.
    pub(super) fn bytes(&self) -> u64 {
        self.blobs.iter().map(BlobPlace::len).sum()
    }

    /// Reads one blob's bytes, still packed, over what a buffer holds.
    pub(super) fn read(&mut self, blob: &BlobPlace, bytes: &mut Vec<u8>) -> Result<(), ReadError> {
        bytes.resize(usize::try_from(blob.len()).unwrap_or_default(), 0);
        self.file
            .seek(SeekFrom::Start(blob.bytes.start))
            .and_then(|_| self.file.read_exact(bytes))
            .map_err(|source| self.unreadable(source))
    }

    /// An error for bytes that break the format.
    pub(super) fn damaged(&self, blob: u64, malformed: Malformed) -> ReadError {
        ReadError::Damaged {
            path: self.path.clone(),
            blob,
            what: malformed.0.to_owned(),
        }
    }

    fn unreadable(&self, source: std::io::Error) -> ReadError {
        ReadError::Unreadable {
            path: self.path.clone(),
            source,
        }
    }

    /// Lists the data blobs and gives the header block.
    fn index(&mut self) -> Result<HeaderBlock, ReadError> {
        let file_end = self.file.metadata().map_err(|source| self.unreadable(source))?.len();
        // Opened anew: a cloned handle would share its place in the file.
        let file = File::open(&self.path).map_err(|source| self.unreadable(source))?;
        let mut reader = BlobReader::new_seekable(BufReader::new(file)).map_err(|error| self.osmpbf(0, &error))?;
        let mut header = None;
        let mut frame = 0;
        while frame < file_end {
            self.check_frame(frame, file_end)?;
            let (blob_header, _) = match reader.next_header_skip_blob() {
                Some(Ok(found)) => found,
                Some(Err(error)) => return Err(self.osmpbf(frame, &error)),
                None => return Err(self.truncated(frame, file_end)),
            };
            let length = u64::try_from(blob_header.get_blob_size())
                .ok()
                .filter(|length| *length <= MAX_BLOB_BYTES)
                .ok_or_else(|| self.damaged(frame, TOO_LARGE))?;
            let end = reader
                .seek_raw(SeekFrom::Current(0))
                .map_err(|error| self.osmpbf(frame, &error))?;
            if end > file_end {
                return Err(self.truncated(frame, file_end));
            }
            let place = BlobPlace {
                frame,
                bytes: end - length..end,
            };
            match blob_header.blob_type() {
                BlobType::OsmHeader if header.is_none() => header = Some(place),
                BlobType::OsmData => self.blobs.push(place),
                // A second header stands where two files were joined; unknown blobs are to be ignored.
                BlobType::OsmHeader | BlobType::Unknown(_) => {}
            }
            frame = end;
        }
        let header = header.ok_or_else(|| self.not_pbf())?;
        self.header_block(&header)
    }

    /// Judges a frame's first bytes, which osmpbf would pass over or blame on something else.
    fn check_frame(&mut self, frame: u64, file_end: u64) -> Result<(), ReadError> {
        let mut start = Vec::new();
        self.file
            .seek(SeekFrom::Start(frame))
            .and_then(|_| self.file.by_ref().take(4).read_to_end(&mut start))
            .map_err(|source| self.unreadable(source))?;
        let length = match <[u8; 4]>::try_from(start.as_slice()) {
            Ok(bytes) => u64::from(u32::from_be_bytes(bytes)),
            Err(_) => return Err(self.truncated(frame, file_end)),
        };
        if length == 0 || length >= MAX_BLOB_HEADER_BYTES {
            return Err(if frame == 0 {
                self.not_pbf()
            } else {
                self.damaged(
                    frame,
                    Malformed("a blob header of a size that the format does not allow"),
                )
            });
        }
        if frame + 4 + length > file_end {
            return Err(self.truncated(frame, file_end));
        }
        Ok(())
    }

    /// The header block, by osmpbf, once its packing is known to be one that osmpbf reads.
    fn header_block(&mut self, place: &BlobPlace) -> Result<HeaderBlock, ReadError> {
        let mut bytes = Vec::new();
        self.read(place, &mut bytes)?;
        Packed::parse(&bytes)
            .and_then(Packed::check)
            .map_err(|problem| self.problem(place, problem))?;
        let file = File::open(&self.path).map_err(|source| self.unreadable(source))?;
        let mut reader =
            BlobReader::new_seekable(BufReader::new(file)).map_err(|error| self.osmpbf(place.frame, &error))?;
        reader
            .blob_from_offset(osmpbf::ByteOffset(place.frame))
            .and_then(|blob| blob.to_headerblock())
            .map_err(|error| self.osmpbf(place.frame, &error))
    }

    fn truncated(&self, blob: u64, at: u64) -> ReadError {
        // A few bytes are more likely another kind of file than the start of this kind.
        if blob == 0 && self.blobs.is_empty() && !self.begins_like_pbf() {
            return self.not_pbf();
        }
        ReadError::Truncated {
            path: self.path.clone(),
            at,
            blob,
        }
    }

    /// Whether the file begins like a header blob, as far as it goes.
    fn begins_like_pbf(&self) -> bool {
        const START: &[u8] = b"\0\0\0";
        let mut start = Vec::new();
        File::open(&self.path)
            .and_then(|file| file.take(START.len() as u64).read_to_end(&mut start))
            .is_ok_and(|_| START.starts_with(&start))
    }

    fn not_pbf(&self) -> ReadError {
        ReadError::NotPbf {
            path: self.path.clone(),
            remedy: GET_PBF,
        }
    }

    /// An error for what is wrong with a blob.
    pub(super) fn problem(&self, place: &BlobPlace, problem: BlobProblem) -> ReadError {
        match problem {
            BlobProblem::Malformed(malformed) => self.damaged(place.frame, malformed),
            BlobProblem::Compression(name) => ReadError::Compression {
                path: self.path.clone(),
                name,
            },
        }
    }

    fn osmpbf(&self, frame: u64, error: &osmpbf::Error) -> ReadError {
        if frame == 0 {
            return self.not_pbf();
        }
        ReadError::Damaged {
            path: self.path.clone(),
            blob: frame,
            what: error.to_string().replace('\n', " "),
        }
    }
}

impl BlobPlace {
    /// Its size in the file, in bytes.
    pub(super) fn len(&self) -> u64 {
        self.bytes.end - self.bytes.start
    }
}

fn open_regular(path: &Path) -> Result<File, ReadError> {
    let owned = || path.to_owned();
    let metadata = std::fs::metadata(path).map_err(|source| match source.kind() {
        ErrorKind::NotFound => ReadError::Missing { path: owned() },
        _ => ReadError::Unreadable { path: owned(), source },
    })?;
    if !metadata.is_file() {
        return Err(ReadError::NotAFile { path: owned() });
    }
    if metadata.len() == 0 {
        return Err(ReadError::Empty { path: owned() });
    }
    File::open(path).map_err(|source| ReadError::Unreadable { path: owned(), source })
}

/// What is wrong with a blob.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlobProblem {
    /// Bytes that break the format.
    Malformed(Malformed),
    /// A packing that is not read.
    Compression(&'static str),
}

impl From<Malformed> for BlobProblem {
    fn from(malformed: Malformed) -> Self {
        Self::Malformed(malformed)
    }
}

/// A blob's content, still packed.
#[derive(Clone, Copy, Debug)]
enum Packing<'b> {
    Raw(&'b [u8]),
    Zlib(&'b [u8]),
    Unread(&'static str),
}

/// A blob: its content, and how long that is unpacked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Packed<'b> {
    packing: Packing<'b>,
    raw_size: Option<u64>,
}

impl<'b> Packed<'b> {
    /// Reads the envelope.
    pub(super) fn parse(bytes: &'b [u8]) -> Result<Self, BlobProblem> {
        let mut wire = Wire::new(bytes);
        let mut packing = None;
        let mut raw_size = None;
        while let Some((number, value)) = wire.field()? {
            packing = Some(match number {
                1 => Packing::Raw(value.bytes()?),
                2 => {
                    raw_size = Some(value.varint()?);
                    continue;
                }
                3 => Packing::Zlib(value.bytes()?),
                4 => Packing::Unread("lzma"),
                5 => Packing::Unread("bzip2"),
                6 => Packing::Unread("lz4"),
                7 => Packing::Unread("zstd"),
                _ => continue,
            });
        }
        let packing = packing.ok_or(Malformed("a blob without content"))?;
        Ok(Self { packing, raw_size })
    }

    /// Whether it can be unpacked as far as its envelope tells.
    pub(super) fn check(self) -> Result<(), BlobProblem> {
        if let Packing::Unread(name) = self.packing {
            return Err(BlobProblem::Compression(name));
        }
        if self.raw_size.is_some_and(|size| size > MAX_BLOB_BYTES) {
            return Err(TOO_LARGE.into());
        }
        Ok(())
    }

    /// The content, over what a buffer holds.
    pub(super) fn unpack(self, content: &mut Vec<u8>) -> Result<(), BlobProblem> {
        self.check()?;
        match self.packing {
            Packing::Raw(bytes) => {
                content.clear();
                content.extend_from_slice(bytes);
            }
            Packing::Zlib(bytes) => inflate(bytes, self.raw_size, content)?,
            Packing::Unread(name) => return Err(BlobProblem::Compression(name)),
        }
        Ok(())
    }
}

/// Content of told length in one go; else as it comes.
fn inflate(bytes: &[u8], raw_size: Option<u64>, content: &mut Vec<u8>) -> Result<(), Malformed> {
    const BROKEN: Malformed = Malformed("its zlib data are broken");
    const WRONG_SIZE: Malformed = Malformed("its content is not as long as it says");
    let Some(size) = raw_size else {
        content.clear();
        let mut zlib = ZlibDecoder::new(bytes).take(MAX_BLOB_BYTES + 1);
        zlib.read_to_end(content).map_err(|_| BROKEN)?;
        return if content.len() as u64 > MAX_BLOB_BYTES {
            Err(TOO_LARGE)
        } else {
            Ok(())
        };
    };
    if size > MOST_INFLATION * bytes.len() as u64 {
        return Err(WRONG_SIZE);
    }
    content.resize(usize::try_from(size).map_err(|_| TOO_LARGE)?, 0);
    match Decompressor::new().zlib_decompress(bytes, content) {
        Ok(length) if length == content.len() => Ok(()),
        Ok(_) | Err(DecompressionError::InsufficientSpace) => Err(WRONG_SIZE),
        Err(DecompressionError::BadData) => Err(BROKEN),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    #[test]
    fn content_is_as_long_as_told_or_the_blob_is_damaged() {
        let text = "Tags, tags and more tags. ".repeat(40).into_bytes();
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        zlib.write_all(&text).unwrap();
        let packed = zlib.finish().unwrap();
        let length = text.len() as u64;
        // Longer than the content and not empty: nothing of it may be left.
        let mut content = vec![7; 5_000];
        for (told, bytes, is_sound) in [
            (Some(length), packed.as_slice(), true),
            (Some(length - 1), &packed, false),
            (Some(length + 1), &packed, false),
            (Some(0), &packed, false),
            (Some(MAX_BLOB_BYTES), &packed, false),
            (None, &packed, true),
            (Some(length), &packed[..packed.len() - 6], false),
            (None, &packed[..packed.len() - 6], false),
            (None, b"not zlib at all", false),
        ] {
            let read = inflate(bytes, told, &mut content);
            assert_eq!(read.is_ok(), is_sound, "{told:?}: {read:?}");
            assert!(!is_sound || content == text, "{told:?}");
        }
    }
}
