//! Owns what is said to hosts that read it: headers for every answer, and redirects, in the format that several share.

use crate::render::escape;
use crate::render::maker::Shop;
use crate::render::output::Put;

/// For every page: that of the templates, and what only a header can say.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// For a picture or a file that is opened by itself.
const BARE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox";

/// Makes `_headers` and `_redirects`.
pub fn make(shop: &Shop<'_>, put: &Put<'_>) {
    let base = &shop.base_path;
    let headers = format!(
        "{base}*\n  Content-Security-Policy: {POLICY}\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: strict-origin-when-cross-origin\n  \
         Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\n  Cross-Origin-Opener-Policy: same-origin\n\
         {base}*.svg\n  Content-Security-Policy: {BARE_POLICY}\n\
         {base}assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"
    );
    put("_headers", headers.as_bytes());
    let lines = shop.site.aliases.iter().map(|(alias, place)| {
        let (address, anchor) = shop.site.address(*place);
        let anchor = anchor.map(|anchor| format!("#{}", escape::address(anchor))).unwrap_or_default();
        format!("{base}{} {base}{}{anchor} 301\n", escape::address(alias), escape::address(address))
    });
    put("_redirects", lines.collect::<String>().as_bytes());
}
