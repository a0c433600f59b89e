use std::fs;

use anyhow::Result;

use crate::python::Python;

/// The machine, and the versions of who took part.
pub(crate) fn told(python: &Python) -> Result<String> {
    let versions =
        "import polars, duckdb; print('polars', polars.__version__ + ', DuckDB', duckdb.__version__)";
    let said = std::process::Command::new(python.program()).args(["-c", versions]).output()?;
    let threads = std::thread::available_parallelism()?;
    let model = fs::read_to_string("/proc/cpuinfo").ok().and_then(|all| {
        let line = all.lines().find(|line| line.starts_with("model name"))?;
        Some(line.split_once(": ")?.1.to_owned())
    });
    let model = model.unwrap_or_else(|| std::env::consts::ARCH.to_owned());
    let versions = String::from_utf8_lossy(&said.stdout);
    Ok(format!("{model}, {threads} threads; {}\n", versions.trim()))
}
