//! The protobuf wire format, as far as PBF uses it: varints, length-delimited fields, packed arrays.
//!
//! # References
//! <https://protobuf.dev/programming-guides/encoding/>

/// Bytes that break the format, in a few words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Malformed(pub(crate) &'static str);

/// A varint is at most ten bytes: ten times seven bits hold 64.
const VARINT_BYTES: u32 = 10;

/// The bit of each of eight bytes that says that the integer goes on.
const CONTINUED: u64 = 0x8080_8080_8080_8080;

/// Bytes still to be read.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wire<'b> {
    bytes: &'b [u8],
}

/// A field's value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value<'b> {
    /// An integer.
    Varint(u64),
    /// A string, a message or a packed array.
    Bytes(&'b [u8]),
    /// Four or eight bytes, which no field of PBF has.
    Fixed,
}

impl<'b> Wire<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes }
    }

    pub(crate) fn is_empty(self) -> bool {
        self.bytes.is_empty()
    }

    /// The next unsigned integer.
    #[inline]
    pub(crate) fn varint(&mut self) -> Result<u64, Malformed> {
        match self.bytes {
            [first, rest @ ..] if *first < 0x80 => {
                self.bytes = rest;
                Ok(u64::from(*first))
            }
            _ => self.long_varint(),
        }
    }

    /// An integer of any length. Where eight bytes are left they are looked at together, without a branch a byte: places take two
    /// to five bytes, and which it is cannot be foretold.
    #[inline]
    fn long_varint(&mut self) -> Result<u64, Malformed> {
        let Some(word) = self.bytes.first_chunk().map(|bytes| u64::from_le_bytes(*bytes)) else {
            return self.varint_by_bytes();
        };
        let last_bytes = !word & CONTINUED;
        if last_bytes == 0 {
            return self.varint_by_bytes();
        }
        // All bits up to that which ends the integer; it is zero itself.
        let own_bits = last_bytes ^ (last_bytes - 1);
        let length = own_bits.count_ones() / u8::BITS;
        self.bytes = self.bytes.get(length as usize..).unwrap_or_default();
        Ok(without_flags(word & own_bits))
    }

    fn varint_by_bytes(&mut self) -> Result<u64, Malformed> {
        let mut value = 0;
        let mut rest = self.bytes;
        for place in 0..VARINT_BYTES {
            let [byte, tail @ ..] = rest else {
                return Err(Malformed("ends inside an integer"));
            };
            rest = tail;
            value |= u64::from(byte & 0x7f) << (7 * place);
            if *byte < 0x80 {
                self.bytes = rest;
                return Ok(value);
            }
        }
        Err(Malformed("an integer longer than ten bytes"))
    }

    /// The next signed integer in zigzag form.
    #[inline]
    pub(crate) fn sint(&mut self) -> Result<i64, Malformed> {
        let value = self.varint()?;
        Ok((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    /// The next signed integer of a packed delta-coded array, added to the one before.
    #[inline]
    pub(crate) fn delta(&mut self, before: i64) -> Result<i64, Malformed> {
        Ok(before.wrapping_add(self.sint()?))
    }

    /// The next field: its number and value; `None` at the end.
    #[inline]
    pub(crate) fn field(&mut self) -> Result<Option<(u64, Value<'b>)>, Malformed> {
        if self.is_empty() {
            return Ok(None);
        }
        let tag = self.varint()?;
        let value = match tag & 7 {
            0 => Value::Varint(self.varint()?),
            1 => self.take(8).map(|_| Value::Fixed)?,
            2 => {
                let length = self.varint()?;
                Value::Bytes(self.take(length)?)
            }
            5 => self.take(4).map(|_| Value::Fixed)?,
            _ => return Err(Malformed("a field of unknown wire type")),
        };
        Ok(Some((tag >> 3, value)))
    }

    fn take(&mut self, length: u64) -> Result<&'b [u8], Malformed> {
        let (taken, rest) = usize::try_from(length)
            .ok()
            .and_then(|length| self.bytes.split_at_checked(length))
            .ok_or(Malformed("a field longer than its message"))?;
        self.bytes = rest;
        Ok(taken)
    }
}

impl<'b> Value<'b> {
    /// The value as a message, a string or a packed array.
    pub(crate) fn bytes(self) -> Result<&'b [u8], Malformed> {
        match self {
            Self::Bytes(bytes) => Ok(bytes),
            _ => Err(Malformed("a field that is not length-delimited")),
        }
    }

    /// The value as an integer.
    pub(crate) fn varint(self) -> Result<u64, Malformed> {
        match self {
            Self::Varint(value) => Ok(value),
            _ => Err(Malformed("a field that is not an integer")),
        }
    }

    /// The value as a packed array, which a message holds once.
    pub(crate) fn packed_once(self, array: &mut Wire<'b>) -> Result<(), Malformed> {
        if !array.is_empty() {
            return Err(Malformed("an array in two pieces"));
        }
        *array = Wire::new(self.bytes()?);
        Ok(())
    }
}

/// The value of an integer's bytes, the first one lowest: their seven low bits moved together, two, four and eight bytes at a time.
#[inline]
fn without_flags(bytes: u64) -> u64 {
    let value = bytes & !CONTINUED;
    let value = value & 0x007f_007f_007f_007f | (value & 0x7f00_7f00_7f00_7f00) >> 1;
    let value = value & 0x0000_3fff_0000_3fff | (value & 0x3fff_0000_3fff_0000) >> 2;
    value & 0x0000_0000_0fff_ffff | (value & 0x0fff_ffff_0000_0000) >> 4
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn integers_are_read_alike_whatever_follows(value: u64, length in 0..=64_u32, behind in proptest::collection::vec(any::<u8>(), 0..12)) {
            let value = value.checked_shr(length).unwrap_or(0);
            let mut bytes = Vec::new();
            let mut left = value;
            while left >= 0x80 {
                bytes.push(left as u8 | 0x80);
                left >>= 7;
            }
            bytes.push(left as u8);
            bytes.extend(&behind);
            let mut wire = Wire::new(&bytes);
            prop_assert_eq!(wire.varint(), Ok(value));
            prop_assert_eq!(wire.bytes, behind.as_slice());
        }
    }

    #[test]
    fn integers_are_those_of_the_protobuf_guide() {
        assert_eq!(Wire::new(&[0x96, 0x01]).varint(), Ok(150));
        assert_eq!(Wire::new(&[0x01]).sint(), Ok(-1));
        assert_eq!(Wire::new(&[0x02]).sint(), Ok(1));
        let all_ones = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01];
        assert_eq!(Wire::new(&all_ones).varint(), Ok(u64::MAX));
        assert_eq!(Wire::new(&all_ones).sint(), Ok(i64::MIN));
    }

    #[test]
    fn broken_integers_and_fields_are_told() {
        assert!(Wire::new(&[0x96]).varint().is_err());
        assert!(Wire::new(&[0xff; 11]).varint().is_err());
        assert!(Wire::new(&[0x0a, 0x05, 0x00]).field().is_err());
        assert!(Wire::new(&[0x0b]).field().is_err());
    }

    #[test]
    fn fields_follow_each_other() {
        let mut wire = Wire::new(&[0x08, 0x96, 0x01, 0x12, 0x02, b'h', b'i']);
        assert!(matches!(wire.field(), Ok(Some((1, Value::Varint(150))))));
        assert!(matches!(wire.field(), Ok(Some((2, Value::Bytes(b"hi"))))));
        assert!(matches!(wire.field(), Ok(None)));
    }
}
