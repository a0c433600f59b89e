//! `xtask-desk CORE.wasm FOLDER SAMPLES OUT.html`: binds the desk's WebAssembly, and joins it with the page's style,
//! scripts and samples into one file that needs no other.
//!
//! It is a program of its own, since what binds WebAssembly is large and nothing else needs it.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

/// The scripts of the page, in the order in which they stand in it: each uses only what stands before it.
const SCRIPTS: [&str; 8] =
    ["words.js", "core.js", "drop.js", "preflight.js", "push.js", "forms.js", "report.js", "page.js"];

/// What a newcomer may try the page with.
const SAMPLES: [&str; 2] = ["dossiers/ho-so-thang-6.csv", "pakn.csv"];

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [core, folder, samples, out] = words.as_slice() else {
        bail!("usage: xtask-desk CORE.wasm FOLDER SAMPLES OUT.html")
    };
    let folder = Path::new(folder);
    let text = |name: &str| fs::read_to_string(folder.join(name)).with_context(|| name.to_owned());

    let mut bound = Bindgen::new()
        .input_path(core)
        .out_name("core")
        .no_modules(true)?
        .omit_default_module_path(true)
        .generate_output()?;
    let worker = format!("{}\n{}", bound.js(), text("worker.js")?);
    let packed = packed(&bound.wasm_mut().emit_wasm())?;

    let scripts = SCRIPTS.into_iter().map(text).collect::<Result<Vec<_>>>()?.join("\n");
    let script =
        format!("(() => {{\n\"use strict\";\nconst WORKER = {};\n{scripts}}})();\n", quoted(&worker));
    ensure!(!script.contains("</script") && !script.contains("<!--"), "a script would end its element");
    let policy = policy(&script);
    let mut page = text("page.html")?;
    let samples = self::samples(Path::new(samples))?;
    for (place, content) in [
        ("{{policy}}", policy.as_str()),
        ("{{style}}", &text("style.css")?),
        ("{{core}}", &packed),
        ("{{samples}}", &samples),
        ("{{script}}", &script),
    ] {
        ensure!(page.matches(place).count() == 1, "page.html has not one {place}");
        page = page.replace(place, content);
    }
    fs::write(out, &page).with_context(|| out.clone())?;
    Ok(())
}

/// The samples to try, as an object of JSON: texts by their names.
fn samples(folder: &Path) -> Result<String> {
    let sample = |name: &str| {
        let text = fs::read_to_string(folder.join(name)).with_context(|| name.to_owned())?;
        let name = Path::new(name).file_name().unwrap_or_default().to_string_lossy();
        Ok(format!("{}: {}", quoted(&name), quoted(&text)))
    };
    let samples = SAMPLES.into_iter().map(sample).collect::<Result<Vec<_>>>()?;
    Ok(format!("{{{}}}", samples.join(", ")))
}

/// WebAssembly as the page carries it.
fn packed(bytes: &[u8]) -> Result<String> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes)?;
    Ok(BASE64_STANDARD.encode(packer.finish()?))
}

/// Nothing may be loaded or sent. Run may be this one script, and the worker that it makes of its own text.
fn policy(script: &str) -> String {
    let hash = BASE64_STANDARD.encode(Sha256::digest(script));
    format!(
        "default-src 'none'; script-src 'sha256-{hash}' 'wasm-unsafe-eval'; worker-src blob:; style-src 'unsafe-inline'; \
         img-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'"
    )
}

/// Text as a literal of JavaScript, and of JSON, within a page.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '<' => out.push_str("\\u003c"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_script() {
        assert_eq!(quoted("a\"</script>\\\n"), r#""a\"\u003c/script>\\\n""#);
    }

    #[test]
    fn the_policy_lets_nothing_out() {
        let policy = policy("1");
        assert!(policy.contains("connect-src 'none'") && policy.contains("default-src 'none'"));
        assert!(policy.contains("'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"), "{policy}");
    }
}
