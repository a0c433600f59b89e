/// How much of a workbook is read at most, so that a small file cannot fill the memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file unpacked, and of the text of its cells.
    pub unpacked: u64,
    /// Cells of all sheets read, the blank ones between them counted.
    pub cells: u64,
}

impl Default for Limits {
    /// 1 GiB and 20 million cells: a full sheet of 1,048,576 rows and 19 columns.
    fn default() -> Limits {
        Limits { unpacked: 1024 * 1024 * 1024, cells: 20_000_000 }
    }
}
