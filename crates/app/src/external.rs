//! Figures of a plan that are measured elsewhere, such as a published score, given beside the plan.

use std::path::Path;

use sipas_core::Plan;

use crate::files::{FileError, text_of};

/// A target's id, and its figure as it was written.
type Given = (String, String);

/// What was given: `ID=VALUE`, or the name of a table with the columns id (Mã) and value (Giá trị).
pub(crate) fn figures(given: &[String]) -> Result<Vec<Given>, FileError> {
    let mut all = Vec::new();
    for text in given {
        match text.split_once('=') {
            Some((id, value)) => all.push((id.trim().to_owned(), value.trim().to_owned())),
            None => all.extend(table(Path::new(text))?),
        }
    }
    Ok(all)
}

fn table(path: &Path) -> Result<Vec<Given>, FileError> {
    let text = text_of(path)?;
    let text = text.trim_start_matches('\u{feff}');
    let bad = || FileError::Figures { path: path.to_owned() };
    let delimiter = if text.lines().next().unwrap_or_default().contains(';') { b';' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|_| bad())?.clone();
    let column = |names: [&str; 2]| {
        let is_one = |header: &str| names.contains(&header.trim().to_lowercase().as_str());
        headers.iter().position(is_one).ok_or_else(bad)
    };
    let (id, value) = (column(["id", "mã"])?, column(["value", "giá trị"])?);
    let mut all = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|_| bad())?;
        let cell = |column: usize| row.get(column).unwrap_or_default().trim().to_owned();
        // A figure that is not published yet is blank.
        if !cell(id).is_empty() && !cell(value).is_empty() {
            all.push((cell(id), cell(value)));
        }
    }
    Ok(all)
}

/// The text of a plan with these figures in it. Whether they are numbers, the plan tells when it is read.
pub(crate) fn filled(plan: &Plan, text: &str, figures: &[Given]) -> Result<String, FileError> {
    let known = || plan.targets().iter().filter(|target| target.subject.external().is_some());
    let unknown = figures.iter().find(|(id, _)| !known().any(|target| target.id == *id));
    if let Some((found, _)) = unknown {
        let known: Vec<&str> = known().map(|target| target.id.as_str()).collect();
        return Err(FileError::External { found: found.clone(), known: known.join(", ") });
    }
    let mut document: toml::Table = text.parse().expect("it was read as a plan");
    let targets = document.get_mut("targets").and_then(toml::Value::as_array_mut);
    for target in targets.into_iter().flatten().filter_map(toml::Value::as_table_mut) {
        let value = figures.iter().rev().find(|(id, _)| target["id"].as_str() == Some(id));
        let external = target.get_mut("external").and_then(toml::Value::as_table_mut);
        if let (Some(external), Some((_, value))) = (external, value) {
            external.insert("value".to_owned(), value.clone().into());
        }
    }
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan_with;

    fn plan(given: &[&str]) -> Result<Plan, FileError> {
        let given: Vec<String> = given.iter().map(|text| (*text).to_owned()).collect();
        plan_with(Path::new("nghi-quyet-01-2026"), &given).map(|plan| plan.expect("a plan").0)
    }

    fn values(plan: &Plan) -> Vec<(String, Option<(u64, u64)>)> {
        let external = plan.targets().iter().filter_map(|of| Some((of, of.subject.external()?)));
        let pair = |value: sipas_core::Rate| (value.numerator, value.denominator);
        external.map(|(of, external)| (of.id.clone(), external.value.map(pair))).collect()
    }

    #[test]
    fn figures_are_put_into_their_plan() {
        let none = plan(&[]).expect("embedded");
        let ids: Vec<String> = values(&none).into_iter().map(|(id, _)| id).collect();
        assert!(ids.len() > 1 && values(&none).iter().all(|(_, value)| value.is_none()));
        let first = format!("{}=87,65", ids[0]);
        let filled = plan(&[&first]).expect("a figure");
        assert_eq!(values(&filled)[0], (ids[0].clone(), Some((8765, 100))));
        assert!(values(&filled)[1..].iter().all(|(_, value)| value.is_none()));
        assert_eq!(filled.targets().len(), none.targets().len());
        assert_eq!(filled.unmeasured(), none.unmeasured());

        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("so-lieu.csv");
        std::fs::write(&path, format!("Mã;Tên;Giá trị\n{};x;88.87\n{};y;\n", ids[1], ids[0]))
            .expect("written");
        let both = plan(&[&first, path.to_str().expect("text")]).expect("figures");
        assert_eq!(
            values(&both)[..2],
            [(ids[0].clone(), Some((8765, 100))), (ids[1].clone(), Some((8887, 100)))]
        );
    }

    #[test]
    fn what_is_no_figure_is_refused() {
        assert!(matches!(plan(&["IV.9=3"]), Err(FileError::External { .. })));
        // It is measured here.
        assert!(matches!(plan(&["I.1=3"]), Err(FileError::External { .. })));
        let id = values(&plan(&[]).expect("embedded"))[0].0.clone();
        assert!(matches!(plan(&[&format!("{id}=tám")]), Err(FileError::Plan { .. })));
        assert!(matches!(plan(&["khong-co.csv"]), Err(FileError::Open { .. })));
    }
}
