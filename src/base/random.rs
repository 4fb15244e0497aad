//! Numbers that look random and are the same in every run, for tests that mutate.

pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// A number below `limit`; 0 for 0.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (limit.max(1) as u64)).unwrap_or(0)
    }

    pub fn pick<'a>(&mut self, bits: &[&'a str]) -> &'a str {
        bits.get(self.below(bits.len())).copied().unwrap_or_default()
    }
}
