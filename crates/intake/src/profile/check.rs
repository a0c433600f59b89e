//! From a profile as written to one that can be used.

use std::collections::BTreeMap;
use std::ops::Range;

use sipas_core::{Dimension, Kind};
use toml::Spanned;

use super::error::{ProfileError, ProfileProblem};
use super::own::{self, OwnError};
use super::personal::is_personal;
use super::raw::{OneOrMany, RawMeanings, RawProfile, RawWords};
use super::units::UnitNames;
use super::{Profile, Vocabulary};
use crate::field::Field;
use crate::headers::nearest;
use crate::toml_words::toml_vi;
use crate::values::{DateRules, Form, Words, fold};

type Problem = (Range<usize>, ProfileProblem);

pub(super) fn profile(file: &str, text: &str) -> Result<Profile, ProfileError> {
    let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
    let raw: RawProfile = toml::from_str(bare).map_err(|error| {
        let message = error.message().lines().collect::<Vec<_>>().join(" ");
        let span = error.span().unwrap_or_default();
        let vi = toml_vi(bare, span.clone(), &message);
        ProfileError::at(file, bare, &span, ProfileProblem::Toml { message, vi })
    })?;
    checked(file, raw).map_err(|(span, problem)| ProfileError::at(file, bare, &span, problem))
}

fn checked(file: &str, raw: RawProfile) -> Result<Profile, Problem> {
    let ignore: Vec<String> = raw.ignore.into();
    Ok(Profile {
        name: raw.name.unwrap_or_else(|| file.to_owned()),
        columns: columns(raw.columns, &ignore)?,
        dimensions: dimensions(raw.dimensions)?,
        units: units(raw.units)?,
        ignore,
        delimiter: raw.delimiter.as_ref().map(delimiter).transpose()?,
        encoding: raw.encoding,
        dates: DateRules {
            forms: raw.dates.formats.into_iter().map(form).collect::<Result<_, _>>()?,
            offset: raw.dates.offset,
            serial: raw.dates.serial,
            swapped: raw.dates.swapped,
        },
        blank: Vec::from(raw.blank).iter().map(|word| fold(word)).collect(),
        vocabulary: vocabulary(raw.words)?,
        repeat_visits: raw.repeat_visits,
        thousands: raw.thousands.as_ref().map(thousands).transpose()?,
        code_shape: raw.code_shape,
        code: raw.code.map(code).transpose()?.unwrap_or_default(),
        one_row_one_dossier: raw.one_row_one_dossier,
        row_number_as_code: raw.row_number_as_code,
        policy: raw.policy,
    })
}

fn columns(
    raw: BTreeMap<Spanned<String>, Spanned<OneOrMany>>,
    ignore: &[String],
) -> Result<BTreeMap<Field, Vec<String>>, Problem> {
    let mut columns = BTreeMap::new();
    let mut given: BTreeMap<String, &str> = ignore.iter().map(|header| (fold(header), "ignore")).collect();
    for (name, headers) in raw {
        let Some(field) = Field::from_name(name.get_ref()) else {
            let near = nearest(name.get_ref(), Field::ALL.iter().map(|field| field.name()));
            let problem = ProfileProblem::UnknownField {
                name: name.get_ref().clone(),
                nearest: near.map(str::to_owned),
            };
            return Err((name.span(), problem));
        };
        let span = headers.span();
        let headers: Vec<String> = headers.into_inner().into();
        if headers.iter().all(|header| fold(header).is_empty()) {
            return Err((span, ProfileProblem::NoHeader { name: name.into_inner() }));
        }
        // Groups, lists and messages show what a column holds, whatever its field. A catalogue has no applicants.
        let has_applicants =
            [Kind::Dossiers, Kind::Pakn].iter().any(|kind| Field::of(*kind).any(|of| of == field));
        if let Some(header) = headers.iter().find(|header| has_applicants && is_personal(header)) {
            return Err((span, ProfileProblem::Own(OwnError::of(header))));
        }
        for header in &headers {
            // Two kinds of export may each have the header for a field of their own.
            let first = given.insert(fold(header), field.name());
            let clash = first.filter(|first| *first == "ignore" || share_a_kind(first, field));
            if let Some(first) = clash {
                let (header, first, second) = (header.clone(), first.to_owned(), field.name().to_owned());
                return Err((span, ProfileProblem::HeaderTwice { header, first, second }));
            }
        }
        columns.insert(field, headers);
    }
    Ok(columns)
}

fn dimensions(
    raw: BTreeMap<Spanned<String>, Spanned<OneOrMany>>,
) -> Result<Vec<(Dimension, Vec<String>)>, Problem> {
    let mut all = Vec::new();
    for (name, headers) in raw {
        let span = headers.span();
        let headers: Vec<String> = headers.into_inner().into();
        if headers.iter().all(|header| fold(header).is_empty()) {
            return Err((span, ProfileProblem::NoHeader { name: name.into_inner() }));
        }
        all.push(own::checked(name.get_ref(), headers).map_err(|error| (span, ProfileProblem::Own(error)))?);
    }
    if all.len() > Field::OWN.len() {
        return Err((0..0, ProfileProblem::Own(OwnError::Many(all.len()))));
    }
    Ok(all)
}

fn units(raw: BTreeMap<Spanned<String>, OneOrMany>) -> Result<UnitNames, Problem> {
    let mut units = UnitNames::default();
    for (name, others) in raw {
        let span = name.span();
        let name = name.into_inner();
        let all = std::iter::once(name.clone()).chain(Vec::from(others));
        for one in all.filter(|one| !fold(one).is_empty()) {
            if !units.insert(&one, &name) {
                return Err((span, ProfileProblem::UnitTwice { name: one }));
            }
        }
    }
    Ok(units)
}

fn share_a_kind(first: &str, second: Field) -> bool {
    let first = Field::from_name(first);
    first != Some(second)
        && sipas_core::Kind::ALL.iter().any(|kind| {
            Field::of(*kind).any(|field| Some(field) == first)
                && Field::of(*kind).any(|field| field == second)
        })
}

/// The fields of a code that is made of several: texts of a dossier beside its number.
fn code(raw: Spanned<OneOrMany>) -> Result<Vec<Field>, Problem> {
    let (span, names) = (raw.span(), Vec::from(raw.into_inner()));
    let fields: Vec<Field> = names.iter().filter_map(|name| Field::from_name(name)).collect();
    let is_part = |field: &Field| *field == Field::Code || Field::TEXTS.contains(field);
    let once = |field: &Field| fields.iter().filter(|other| *other == field).count() == 1;
    let are_parts = fields.len() == names.len() && fields.iter().all(|field| is_part(field) && once(field));
    if are_parts && fields.contains(&Field::Code) && fields.len() > 1 {
        return Ok(fields);
    }
    let known = Field::TEXTS.map(Field::name).join(", ");
    Err((span, ProfileProblem::Code { names, known }))
}

fn form(raw: Spanned<String>) -> Result<Form, Problem> {
    let span = raw.span();
    Form::new(raw.get_ref()).ok_or_else(|| (span, ProfileProblem::DateForm { form: raw.into_inner() }))
}

fn delimiter(raw: &Spanned<String>) -> Result<char, Problem> {
    let text = if raw.get_ref() == "tab" { "\t" } else { raw.get_ref() };
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(sign), None)
            if sign.is_ascii() && !sign.is_ascii_alphanumeric() && !"\"\r\n".contains(sign) =>
        {
            Ok(sign)
        }
        _ => Err(sign("delimiter", raw, "\",\" \";\" \"tab\" \"|\" …")),
    }
}

fn thousands(raw: &Spanned<String>) -> Result<char, Problem> {
    match raw.get_ref().as_str() {
        "." => Ok('.'),
        "," => Ok(','),
        _ => Err(sign("thousands", raw, "\".\" \",\"")),
    }
}

fn sign(key: &'static str, raw: &Spanned<String>, expected: &'static str) -> Problem {
    (raw.span(), ProfileProblem::Sign { key, value: raw.get_ref().clone(), expected })
}

fn vocabulary(raw: RawWords) -> Result<Vocabulary, Problem> {
    let mut all = Vocabulary::default();
    extend("channel", &mut all.channel, raw.channel)?;
    extend("online_level", &mut all.online_level, raw.online_level)?;
    extend("status", &mut all.status, raw.status)?;
    extend("kind", &mut all.kind, raw.kind)?;
    extend("topic", &mut all.topic, raw.topic)?;
    extend("pakn_status", &mut all.pakn_status, raw.pakn_status)?;
    extend("yes_no", &mut all.yes_no, raw.yes_no)?;
    extend("term_unit", &mut all.term_unit, raw.term_unit)?;
    extend("area", &mut all.area, raw.area)?;
    extend("answer", &mut all.answer, raw.answer)?;
    Ok(all)
}

fn extend<T: Copy>(set: &'static str, words: &mut Words<T>, raw: RawMeanings) -> Result<(), Problem> {
    let mut given = BTreeMap::new();
    for (name, texts) in raw {
        let Some(place) = (0..).zip(words.names()).find(|(_, known)| *known == name.get_ref().as_str())
        else {
            let known: Vec<String> = words.names().map(str::to_owned).collect();
            let near = nearest(name.get_ref(), words.names()).map(str::to_owned);
            let problem =
                ProfileProblem::UnknownMeaning { set, name: name.get_ref().clone(), known, nearest: near };
            return Err((name.span(), problem));
        };
        for word in Vec::from(texts) {
            if given.insert(fold(&word), place.0).is_some_and(|before| before != place.0) {
                return Err((name.span(), ProfileProblem::WordTwice { set, word }));
            }
            words.add(&word, place.0);
        }
    }
    Ok(())
}
