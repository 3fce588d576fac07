//! Well-known text as a tree: words in capitals, each with texts, numbers and words in brackets.

/// Longest text read, bytes: real ones have some 600.
const MOST_BYTES: usize = 1 << 16;
/// Deepest nesting: real ones have 4.
const MOST_DEPTH: usize = 16;

/// A word and what stands in its brackets.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) word: String,
    pub(super) texts: Vec<String>,
    pub(super) numbers: Vec<f64>,
    pub(super) children: Vec<Node>,
}

impl Node {
    pub(super) fn child(&self, word: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.word == word)
    }

    /// The first number of a child.
    pub(super) fn number_of(&self, word: &str) -> Option<f64> {
        self.child(word)?.numbers.first().copied()
    }
}

/// The tree of a text; none where it is not such text.
pub(super) fn parsed(text: &str) -> Option<Node> {
    let text = text.trim().trim_start_matches('\u{feff}');
    if text.len() > MOST_BYTES {
        return None;
    }
    let mut rest = text;
    node(&mut rest, MOST_DEPTH)
}

fn node(rest: &mut &str, depth: usize) -> Option<Node> {
    let depth = depth.checked_sub(1)?;
    let end = rest
        .find(|one: char| !(one.is_ascii_alphanumeric() || one == '_'))
        .unwrap_or(rest.len());
    let (word, after) = rest.split_at(end);
    let mut node = Node {
        word: word.to_ascii_uppercase(),
        ..Node::default()
    };
    *rest = after.trim_start();
    let Some(inner) = rest.strip_prefix(['[', '(']).filter(|_| !word.is_empty()) else {
        // A word without brackets, such as the direction of an axis.
        return (!word.is_empty()).then_some(node);
    };
    *rest = inner;
    loop {
        *rest = rest.trim_start();
        match rest.chars().next()? {
            ']' | ')' => {
                *rest = rest.get(1..)?;
                return Some(node);
            }
            ',' => *rest = rest.get(1..)?,
            '"' => {
                let (text, after) = rest.get(1..)?.split_once('"')?;
                node.texts.push(text.to_owned());
                *rest = after;
            }
            one if one.is_ascii_alphabetic() => node.children.push(self::node(rest, depth)?),
            _ => {
                let end = rest.find([',', ']', ')'])?;
                let (number, after) = rest.split_at(end);
                node.numbers.push(number.trim().parse().ok()?);
                *rest = after;
            }
        }
    }
}
