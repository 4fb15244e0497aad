//! Owns which country is meant by what is not its code: by its name, by other codes, and by names that it has or had elsewhere.

use std::collections::BTreeMap;

use crate::base::suggest::{Near, nearest_name};

/// What is nobody's country in tables of others, and a country's code to us.
const NO_COUNTRY: [&str; 2] = ["na", "no"];

/// Names beside those of the theme, each with the codes of what it may mean.
const OTHERWISE: [(&str, &str); 40] = [
    ("bolivia, plurinational state of", "BO"),
    ("british virgin islands", "VG"),
    ("brunei", "BN"),
    ("burma", "MM"),
    ("cape verde", "CV"),
    ("caribbean netherlands", "BQ"),
    ("congo", "CD CG"),
    ("czech republic", "CZ"),
    ("democratic republic of the congo", "CD"),
    ("dr congo", "CD"),
    ("east timor", "TL"),
    ("falkland islands", "FK"),
    ("great britain", "GB"),
    ("holland", "NL"),
    ("iran, islamic republic of", "IR"),
    ("ivory coast", "CI"),
    ("korea", "KP KR"),
    ("korea, republic of", "KR"),
    ("lao people's democratic republic", "LA"),
    ("macau", "MO"),
    ("macedonia", "MK"),
    ("micronesia", "FM"),
    ("palestine", "PS"),
    ("pitcairn islands", "PN"),
    ("republic of korea", "KR"),
    ("republic of the congo", "CG"),
    ("russia", "RU"),
    ("saint martin", "MF"),
    ("sint maarten", "SX"),
    ("slovak republic", "SK"),
    ("swaziland", "SZ"),
    ("syrian arab republic", "SY"),
    ("tanzania, united republic of", "TZ"),
    ("the gambia", "GM"),
    ("turkey", "TR"),
    ("united states of america", "US"),
    ("us virgin islands", "VI"),
    ("vatican city", "VA"),
    ("viet nam", "VN"),
    ("virgin islands", "VG VI"),
];

/// The codes of three letters, each before that of two; from Debian's iso-codes.
const THREE_LETTERS: &str = "
    ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU AUTAT AZEAZ BDIBI
    BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ BMUBM BOLBO BRABR BRBBB BRNBN BTNBT
    BVTBV BWABW CAFCF CANCA CCKCC CHECH CHLCL CHNCN CIVCI CMRCM CODCD COGCG COKCK COLCO COMKM CPVCV CRICR CUBCU
    CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE ETHET
    FINFI FJIFJ FLKFK FRAFR FROFO FSMFM GABGA GBRGB GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR
    GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN IOTIO IRLIE IRNIR
    IRQIQ ISLIS ISRIL ITAIT JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH KIRKI KNAKN KORKR KWTKW LAOLA LBNLB
    LBRLR LBYLY LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH
    MKDMK MLIML MLTMT MMRMM MNEME MNGMN MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA NCLNC NERNE
    NFKNF NGANG NICNI NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE PHLPH PLWPW PNGPG POLPL
    PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA SDNSD SENSN SGPSG SGSGS SHNSH SJMSJ
    SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR SVKSK SVNSI SWESE SWZSZ SXMSX SYCSC SYRSY TCATC
    TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO TTOTT TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY
    USAUS UZBUZ VATVA VCTVC VENVE VGBVG VIRVI VNMVN VUTVU WLFWF WSMWS YEMYE ZAFZA ZMBZM ZWEZW
";

/// What may be meant by a text that is no code of `countries`, which have names.
pub fn meant(text: &str, countries: &BTreeMap<String, String>) -> Option<Near> {
    let lower = text.to_lowercase();
    let upper = text.to_uppercase();
    let known = |codes: &str| Near::of(codes.split(' ').filter(|code| countries.contains_key(*code)).map(str::to_owned));
    let otherwise = OTHERWISE.iter().find(|(name, _)| *name == lower).and_then(|(_, codes)| known(codes));
    let of_three = || THREE_LETTERS.split_whitespace().find_map(|codes| codes.strip_prefix(&upper).filter(|_| upper.len() == 3)).and_then(known);
    let by_name = || countries.iter().find(|(_, name)| name.to_lowercase() == lower).and_then(|(code, _)| known(code));
    let sure = otherwise.or_else(by_name).or_else(|| reserved(&upper).and_then(known)).or_else(|| known(&upper));
    if let Some(near) = sure {
        return Some(if NO_COUNTRY.contains(&lower.as_str()) { near.unsure() } else { near });
    }
    if let Some(near) = of_three() {
        // `and` and `can` are words.
        return Some(if text == upper { near } else { near.unsure() });
    }
    let near = nearest_name(text, countries.values().map(String::as_str))?;
    let code = |name: String| countries.iter().find(|(_, known)| **known == name).map_or(name.clone(), |(code, _)| code.clone());
    Some(near.map(code))
}

/// The code of a country that has another one in wide use, which ISO 3166-1 reserves for it.
fn reserved(code: &str) -> Option<&'static str> {
    match code {
        "UK" => Some("GB"),
        "EL" => Some("GR"),
        _ => None,
    }
}
