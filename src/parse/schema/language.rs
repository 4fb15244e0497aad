//! Owns the language of a site: which texts are the code of one.

use icu_locale_core::Locale;

/// The codes of ISO 639-1.
const CODES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el \
    en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl \
    km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa \
    pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk \
    ur uz ve vi vo wa wo xh yi yo za zh zu";

/// The code as it is usually written, `de` for `DE`; none if it is no language's. Of those of three letters, all are taken.
pub fn language(text: &str) -> Option<String> {
    let locale: Locale = text.replace('_', "-").parse().ok()?;
    let code = locale.id.language;
    let known = match code.as_str() {
        "und" => false,
        code if code.len() == 2 => CODES.split(' ').any(|known| known == code),
        code => code.len() == 3,
    };
    known.then(|| locale.to_string())
}

#[cfg(test)]
mod tests {
    use super::language;

    #[test]
    fn codes_are_known_in_any_capitals() {
        let known = [("en", "en"), ("DE", "de"), ("pt_br", "pt-BR"), ("zh-hant", "zh-Hant"), ("gsw", "gsw"), ("de-AT", "de-AT")];
        for (written, meant) in known {
            assert_eq!(language(written).as_deref(), Some(meant));
        }
        for unknown in ["english", "xx", "jp", "", "und", "d", "de,en", "Deutsch"] {
            assert_eq!(language(unknown), None, "{unknown}");
        }
    }
}
