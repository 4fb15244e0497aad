//! Owns the words of one document on their way from where they stand to how much they count.

/// Words of one document, one after the other in one text.
#[derive(Debug)]
pub struct Words<T> {
    text: String,
    words: Vec<Word<T>>,
}

/// Where a word stands in the text of all, and what is known of it.
#[derive(Debug, Clone, Copy)]
struct Word<T> {
    /// Its first eight bytes: most words differ in them, and numbers are sorted faster than texts.
    key: u64,
    start: u32,
    end: u32,
    known: T,
}

/// The words of one document in the order of the alphabet, each once, with how much each counts.
pub type Counted = Words<f32>;

impl<T> Default for Words<T> {
    fn default() -> Self {
        Self { text: String::new(), words: Vec::new() }
    }
}

impl<T: Copy> Words<T> {
    /// Adds a word and what is known of it.
    pub fn push(&mut self, word: &str, known: T) {
        let start = self.text.len() as u32;
        self.text.push_str(word);
        self.words.push(Word { key: key(word), start, end: self.text.len() as u32, known });
    }

    /// How many words there are.
    pub fn size(&self) -> usize {
        self.words.len()
    }

    /// Says the same of all words from a position on; gives them back.
    pub fn say_from(&mut self, position: usize, known: T) -> impl Iterator<Item = &str> {
        self.words[position..].iter_mut().for_each(|word| word.known = known);
        self.words[position..].iter().map(|word| self.of(word))
    }

    /// Each word once, with what `sum` makes of all that is known of it.
    pub fn count<U: Copy>(mut self, sum: impl Fn(&mut dyn Iterator<Item = T>) -> U) -> Words<U> {
        let text = std::mem::take(&mut self.text);
        let of = |word: &Word<T>| &text[word.start as usize..word.end as usize];
        self.words.sort_unstable_by(|a, b| a.key.cmp(&b.key).then_with(|| of(a).cmp(of(b))));
        let same = self.words.chunk_by(|a, b| a.key == b.key && of(a) == of(b));
        let words =
            same.map(|same| Word { key: same[0].key, start: same[0].start, end: same[0].end, known: sum(&mut same.iter().map(|word| word.known)) });
        Words { words: words.collect(), text }
    }

    /// Every word: a number that is sorted as its first letters are, the word, and what is known of it.
    pub fn all(&self) -> impl Iterator<Item = (u64, &str, T)> {
        self.words.iter().map(|word| (word.key, self.of(word), word.known))
    }

    fn of(&self, word: &Word<T>) -> &str {
        &self.text[word.start as usize..word.end as usize]
    }
}

/// The first eight bytes of a word as a number that is sorted as the word is.
fn key(word: &str) -> u64 {
    let mut bytes = [0; 8];
    let length = word.len().min(8);
    bytes[..length].copy_from_slice(&word.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}
