// @ts-check
// The lists of dossiers that somebody has to do something about.

const LISTS = [
  ["open_overdue", "Hồ sơ đang quá hạn"],
  ["due-soon", "Hồ sơ sắp đến hạn (2 ngày làm việc)"],
  ["late", "Hồ sơ đã trả trễ hạn"],
  ["stopped_late", "Hồ sơ dừng giải quyết sau hạn"],
  ["no-apology", "Hồ sơ trễ, quá hạn chưa có phiếu xin lỗi"],
  ["repeat-visit", "Hồ sơ phải đi lại"],
  ["pakn.open_overdue", "PAKN đang quá hạn"],
  ["pakn.closed_late", "PAKN xử lý xong quá hạn"],
];

/** Columns that a list is read by; the others are in the saved file. */
const NARROW = ["code", "unit", "officer", "procedure", "received", "deadline", "end", "days_late", "working_days_late", "working_days_left"];

/** How many rows are laid out in one go. */
const PART = 50;

/** A table of rows that the core gave. @param {string} caption @param {any[]} columns @param {string[][]} rows @param {number} total */
function tableOf(caption, columns, rows, total) {
  const head = element("tr", {}, ...columns.map(([, title, figures]) => element("th", { scope: "col", className: figures ? "figures" : "" }, title)));
  const row = (/** @type {string[]} */ cells) =>
    element("tr", {}, ...cells.map((cell, n) => element("td", { className: columns[n][2] ? "figures" : "", "data-label": columns[n][1] }, cell)));
  const more = total > rows.length ? `; hiện ${count(rows.length)} dòng đầu, tải về để có đủ` : "";
  const table = element("table", { className: "cards" }, element("caption", {}, `${caption}: ${count(total)}${more}`));
  const body = element("tbody");
  table.append(element("thead", {}, head), body);
  // A long table laid out at once would hold up the page.
  const inParts = (/** @type {number} */ from) => {
    body.append(...rows.slice(from, from + PART).map(row));
    if (from + PART < rows.length) setTimeout(() => inParts(from + PART));
  };
  inParts(0);
  return element("div", { className: "scroll", tabIndex: 0, role: "region", "aria-label": caption }, table);
}

/** Shows the lists with their filters. */
async function showPush() {
  const kind = element("select", { id: "push-list" }, ...LISTS.map(([which, words]) => element("option", { value: which }, words)));
  const unit = element("select", { id: "push-unit" });
  const officer = element("select", { id: "push-officer" });
  const table = element("div", { id: "push-table", "aria-live": "polite" });
  const saving = element("span", {});
  /** @type {any} */
  let list = null;

  const options = (/** @type {any} */ select, /** @type {any} */ values, /** @type {string} */ all) => {
    select.replaceChildren(element("option", { value: "all" }, all));
    for (const [n, [value, often]] of (values ?? []).entries()) {
      select.append(element("option", { value: String(n) }, `${value || "(không rõ)"} (${count(often)})`));
    }
    select.parentElement.hidden = values === null;
  };
  const chosen = (/** @type {any} */ select, /** @type {any} */ values) =>
    values === null || select.value === "all" ? null : values[Number(select.value)][0];
  const refresh = async () => {
    const wanted = { unit: chosen(unit, list.unit), officer: chosen(officer, list.officer) };
    const { total, rows } = await core.ask("filter", { wanted });
    const kept = list.columns.map((/** @type {any} */ of, /** @type {number} */ n) => [of, n]).filter((/** @type {any} */ [of]) => NARROW.includes(of[0]));
    const columns = kept.map((/** @type {any} */ [of]) => of);
    const cells = rows.map((/** @type {string[]} */ row) => kept.map((/** @type {any} */ [, n]) => row[n]));
    table.replaceChildren(tableOf(kind.selectedOptions[0].textContent, columns, cells, total));
  };
  const load = async () => {
    const which = [kind.value];
    list = await core.ask("list", { which });
    options(unit, list.unit, "tất cả đơn vị");
    options(officer, list.officer, "tất cả cán bộ");
    saving.replaceChildren(saveButton("Tải danh sách này", which, kind.value.replace(/[._]/g, "-")));
    await refresh();
  };
  const safely = (/** @type {() => Promise<void>} */ work) => () => work().catch((error) => say(error.message));
  kind.onchange = safely(load);
  unit.onchange = officer.onchange = safely(refresh);
  const label = (/** @type {string} */ words, /** @type {any} */ select) => element("label", {}, words, " ", select);
  at("push").replaceChildren(
    element("p", { className: "filters" }, label("Danh sách", kind), label("Đơn vị", unit), label("Cán bộ", officer), saving),
    table,
  );
  await load();
}

/** A button that saves a list as a workbook. @param {string} words @param {string[]} which @param {string} name */
function saveButton(words, which, name) {
  const save = async () => {
    try {
      const bytes = await core.ask("saveList", { which, format: "xlsx" });
      give(`sipas-${name}.xlsx`, bytes, WORKBOOK);
    } catch (error) {
      say(/** @type {Error} */ (error).message);
    }
  };
  return element("button", { type: "button", onclick: save }, `${words} (.xlsx)`);
}

const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
