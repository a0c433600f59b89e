use std::borrow::Cow;

/// A field without its quotes, as csv-core reads it; one without a quote at its start is left as it is.
///
/// ```
/// use sipas_scan::unescape;
/// assert_eq!(unescape(b"\"a \"\"b\"\"\"").as_ref(), b"a \"b\"");
/// assert_eq!(unescape(b"12\"").as_ref(), b"12\"");
/// ```
#[inline]
pub fn unescape(field: &[u8]) -> Cow<'_, [u8]> {
    match field {
        [b'"', rest @ ..] => unquote(rest),
        _ => Cow::Borrowed(field),
    }
}

fn unquote(rest: &[u8]) -> Cow<'_, [u8]> {
    match rest.iter().position(|byte| *byte == b'"') {
        // The file ended before the quote.
        None => Cow::Borrowed(rest),
        Some(close) if close + 1 == rest.len() => Cow::Borrowed(&rest[..close]),
        Some(_) => Cow::Owned(unquote_slowly(rest)),
    }
}

fn unquote_slowly(mut rest: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(rest.len());
    while let Some(quote) = rest.iter().position(|byte| *byte == b'"') {
        text.extend_from_slice(&rest[..quote]);
        rest = &rest[quote + 1..];
        let Some(b'"') = rest.first() else { break };
        text.push(b'"');
        rest = &rest[1..];
    }
    // Text after the closing quote is part of the field.
    text.extend_from_slice(rest);
    text
}
