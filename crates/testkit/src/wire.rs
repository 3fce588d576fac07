//! Protocol-buffer wire format: just what an OpenStreetMap PBF needs.

/// A message being written.
#[derive(Default)]
pub(crate) struct Message {
    bytes: Vec<u8>,
}

/// Wire type of varints.
const VARINT: u64 = 0;
/// Wire type of byte strings, messages and packed lists.
const LENGTH_DELIMITED: u64 = 2;

impl Message {
    /// A plain integer field.
    pub(crate) fn integer(&mut self, field: u64, value: i64) -> &mut Self {
        push_varint(&mut self.bytes, field << 3 | VARINT);
        push_varint(&mut self.bytes, value as u64);
        self
    }

    /// A zigzag integer field (`sint64`).
    pub(crate) fn zigzag(&mut self, field: u64, value: i64) -> &mut Self {
        self.integer(field, zigzag(value) as i64)
    }

    /// A byte string, text or message field.
    pub(crate) fn bytes(&mut self, field: u64, value: &[u8]) -> &mut Self {
        push_varint(&mut self.bytes, field << 3 | LENGTH_DELIMITED);
        push_varint(&mut self.bytes, value.len() as u64);
        self.bytes.extend_from_slice(value);
        self
    }

    /// A packed list of plain integers; an empty list is left out.
    pub(crate) fn packed(&mut self, field: u64, values: impl IntoIterator<Item = i64>) -> &mut Self {
        let mut list = Vec::new();
        for value in values {
            push_varint(&mut list, value as u64);
        }
        if !list.is_empty() {
            self.bytes(field, &list);
        }
        self
    }

    /// A packed list of zigzag integers, each told as the difference from the one before.
    pub(crate) fn packed_deltas(&mut self, field: u64, values: impl IntoIterator<Item = i64>) -> &mut Self {
        let mut before = 0_i64;
        let deltas = values.into_iter().map(|value| {
            let delta = value.wrapping_sub(before);
            before = value;
            zigzag(delta) as i64
        });
        self.packed(field, deltas)
    }

    /// The message's bytes.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

fn push_varint(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of the protocol-buffer encoding guide.
    #[test]
    fn varints_are_those_of_the_encoding_guide() {
        let mut message = Message::default();
        message.integer(1, 150);
        assert_eq!(message.into_bytes(), [0x08, 0x96, 0x01]);
        assert_eq!([0, -1, 1, -2, i64::MAX].map(zigzag), [0, 1, 2, 3, u64::MAX - 1]);
        let mut message = Message::default();
        message.packed(6, [3, 270, 86_942]);
        assert_eq!(message.into_bytes(), [0x32, 0x06, 0x03, 0x8E, 0x02, 0x9E, 0xA7, 0x05]);
    }
}
