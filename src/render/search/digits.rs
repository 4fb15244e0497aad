//! Owns numbers as they are written in the index: in digits of base 64, the lowest first, each with a bit that says whether more follow.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Adds a number.
pub fn number(mut number: u32, out: &mut Vec<u8>) {
    loop {
        let more = number > 31;
        let digit = (number & 31) as usize | if more { 32 } else { 0 };
        out.push(DIGITS[digit]);
        number >>= 5;
        if !more {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_have_few_digits() {
        let digits = |of| {
            let mut out = Vec::new();
            number(of, &mut out);
            String::from_utf8(out).unwrap()
        };
        assert_eq!([digits(0), digits(31), digits(32), digits(1024)], ["A", "f", "gB", "ggB"]);
    }
}
