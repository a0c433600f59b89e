// @ts-check
// How each file was understood, and what can be put right by hand.

/** What the core told last of the files. @type {any} */
let understood = null;
/** The field that was chosen for a column, by file and header: one that is refused does not tell. @type {Map<string, string>} */
const byHand = new Map();

const KINDS = [
  ["dossiers", "hồ sơ"],
  ["pakn", "phản ánh, kiến nghị"],
  ["procedures", "danh mục thủ tục"],
  ["survey", "khảo sát"],
];

/** Reads all files anew, and shows how they were understood. */
async function readAgain() {
  showFiles();
  at("result").hidden = true;
  const exports = [...files].filter(([name]) => taken.get(name) === "export");
  // What was understood before stays in sight while it is read anew; nothing is asked until it is read.
  at("asking").hidden = true;
  at("preflight").hidden = exports.length === 0 || understood === null;
  if (exports.length === 0) return;
  const size = exports.reduce((sum, [, file]) => sum + file.size, 0);
  try {
    understood = await busy("Đang đọc các tệp…", size, () => core.ask("read"));
  } catch (error) {
    const aside = core.dead && core.ending !== STOPPED_BY_USER ? await busy("Đang tìm tệp hỏng…", 1, sift) : [];
    if (aside.length > 0) {
      await readAgain();
      return say(aside.map(damaged).join("\n"));
    }
    at("preflight").hidden = at("asking").hidden = true;
    return say(/** @type {Error} */ (error).message);
  }
  at("preflight").hidden = false;
  showUnderstood();
  offer(understood);
}

function showUnderstood() {
  const covered = understood.covered
    .filter((/** @type {any} */ of) => of.from)
    .map((/** @type {any} */ of) => `${of.kind_words} từ ${dayInWords(of.from)} đến ${dayInWords(of.to ?? of.from)}`);
  const parts = understood.inputs.map(oneInput);
  at("understood").replaceChildren(
    element("p", { id: "covered" }, covered.length > 0 ? `Có ${covered.join("; ")}.` : "Chưa có bản ghi nào đọc được."),
    ...parts,
  );
  at("asking").hidden = understood.inputs.every((/** @type {any} */ input) => input.refused || input.passed_over);
}

/** One file or sheet: a line of words, and what is behind it. @param {any} input */
function oneInput(input) {
  const { rows } = input;
  const parts = [];
  if (input.refused) parts.push(element("strong", { className: "bad" }, "✘ không đọc được"));
  else if (input.passed_over) parts.push("trang tính bị ẩn hoặc không phải bảng kết xuất; bỏ qua");
  else {
    parts.push(`${input.kind_words}: ${count(rows.rows)} dòng, ${count(rows.accepted)} hợp lệ`);
    if (rows.rejected > 0) parts.push(element("strong", { className: "bad" }, `✘ ${count(rows.rejected)} dòng lỗi`));
    if (rows.duplicates > 0) parts.push(`${count(rows.duplicates)} dòng trùng mã`);
    for (const [header, has] of input.leans_on) {
      parts.push(has ? `cột ${header}: có` : element("strong", { className: "caution" }, `⚠ cột ${header}: không có`));
    }
    const doubts = input.issues.filter((/** @type {any} */ issue) => issue.severity === "warning").length;
    if (doubts > 0) parts.push(element("span", { className: "caution" }, `⚠ ${doubts} điều cần xem`));
  }
  const summary = element("summary", {}, element("span", { className: "name" }, input.shown), " – ");
  parts.forEach((part, n) => summary.append(n > 0 ? "; " : "", part));
  const body = element("div", {}, input.refused ? element("p", { className: "bad" }, input.refused) : null);
  if (!input.passed_over) body.append(kindChoice(input), issuesOf(input), columnsOf(input));
  const wrong = input.refused || rows.rejected > 0;
  const assigned = input.columns.some((/** @type {any} */ column) => column.assigned);
  return element("details", { open: Boolean(input.refused) || assigned, className: wrong ? "wrong" : "" }, summary, body);
}

/** @param {any} input */
function kindChoice(input) {
  const select = element("select", {
    onchange: () => changed("chooseKind", { name: input.file, kind: select.value }),
  });
  const told = element("option", { value: "" }, input.chosen ? "theo tiêu đề" : `theo tiêu đề: ${input.kind_words}`);
  select.append(told, ...KINDS.map(([kind, words]) => element("option", { value: kind }, words)));
  select.value = input.chosen ? input.kind : "";
  return element("p", {}, element("label", {}, "Loại tệp ", select));
}

/** What is wrong or doubtful, and the rows in error. @param {any} input */
function issuesOf(input) {
  if (input.issues.length === 0) return "";
  const signs = /** @type {Record<string, string>} */ ({ reject: "✘", warning: "⚠", note: "ghi chú:" });
  const item = (/** @type {any} */ issue) => {
    const often = issue.count > 1 ? ` (cả thảy ${count(issue.count)} chỗ)` : "";
    return element("li", {}, `${signs[issue.severity] ?? ""} ${issue.text}${often}`);
  };
  const list = element("ul", {}, ...input.issues.map(item));
  if (input.rows.rejected === 0) return list;
  const table = element("div", {});
  const button = element("button", { type: "button", onclick: () => showRejected(table) }, "Xem các dòng lỗi");
  const mending = element("button", { type: "button", "data-rejects": input.kind, onclick: () => saveRejected(input.kind) }, "Tải các dòng lỗi để sửa (.xlsx)");
  const about =
    "Tệp để sửa có đủ mọi ô của dòng lỗi, kể cả dữ liệu cá nhân: chỉ người có trách nhiệm được xem. Sửa các ô tô màu, lưu lại, rồi thả tệp ấy vào trang cùng các tệp cũ: dòng đã sửa thay dòng lỗi.";
  return element(
    "div",
    {},
    list,
    element("p", { className: "buttons" }, button, saveButton("Tải bảng dòng lỗi", ["rejected"], "dong-loi"), mending),
    element("p", { className: "hint" }, about),
    table,
  );
}

/** @param {string} kind */
async function saveRejected(kind) {
  try {
    give(`dong-loi-can-sua-${kind}.xlsx`, await core.ask("saveRejected", { kind }), WORKBOOK);
  } catch (error) {
    say(/** @type {Error} */ (error).message);
  }
}

/** @param {any} place */
async function showRejected(place) {
  try {
    await core.ask("list", { which: ["rejected"] });
    const { total, rows } = await core.ask("filter", { wanted: {} });
    const columns = (await core.ask("list", { which: ["rejected"] })).columns;
    place.replaceChildren(tableOf("Các dòng lỗi", columns, rows, total));
  } catch (error) {
    say(/** @type {Error} */ (error).message);
  }
}

/** The columns, each with what it is taken for; to be changed by hand. @param {any} input */
function columnsOf(input) {
  if (input.columns.length === 0) return "";
  const fields = understood.fields.find((/** @type {any} */ of) => of.kind === input.kind)?.fields ?? [];
  const label = new Map(fields);
  const row = (/** @type {any} */ column) => {
    const none = column.field ? label.get(column.field) ?? column.field : "(không đọc)";
    const select = element("select", { "aria-label": `Cột ${column.header} là`, onchange: assign });
    select.append(element("option", { value: "" }, none));
    for (const [field, header] of fields) select.append(element("option", { value: field }, header));
    const chosen = JSON.stringify([input.file, column.header]);
    if (column.assigned) select.value = column.field ?? byHand.get(chosen) ?? "";
    function assign() {
      const field = select.value || column.field || byHand.get(chosen);
      byHand.set(chosen, select.value);
      if (!field) return undefined;
      return changed("assign", { name: input.file, field, header: select.value ? column.header : "" });
    }
    const near = column.near ? element("span", { className: "caution" }, ` ⚠ có phải là ${label.get(column.near)}?`) : null;
    const by = column.assigned ? element("span", { className: "hint" }, " gán bằng tay") : null;
    return element("tr", {}, element("th", { scope: "row" }, column.header), element("td", {}, select, near, by));
  };
  const head = element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "Cột trong tệp"), element("th", { scope: "col" }, "Được hiểu là")));
  const table = element("table", { className: "columns" }, head, element("tbody", {}, ...input.columns.map(row)));
  const save = element("button", { type: "button", onclick: () => saveProfile(input.file) }, "Lưu các cột đã gán thành tệp cấu hình");
  const assigned = input.columns.some((/** @type {any} */ column) => column.assigned);
  return element(
    "details",
    { open: Boolean(input.refused) || assigned || input.columns.some((/** @type {any} */ column) => column.near) },
    element("summary", {}, `Các cột (${input.columns.length})`),
    table,
    assigned ? element("p", {}, save, " Lần sau thả tệp này cùng tệp kết xuất; lệnh sipas cũng đọc được: --profile.") : null,
  );
}

/** Something was put right by hand: all is read anew. @param {string} ask @param {any} asked */
async function changed(ask, asked) {
  try {
    const label = document.activeElement?.getAttribute("aria-label");
    await revived();
    await core.ask(ask, asked);
    corrections.push([ask, asked]);
    await readAgain();
    // The keyboard goes on where it was.
    if (label) at("understood").querySelector(`[aria-label=${CSS.escape(label)}]`)?.focus();
  } catch (error) {
    say(/** @type {Error} */ (error).message);
  }
}

/** @param {string} name */
async function saveProfile(name) {
  const text = await core.ask("profile", { name });
  const base = name.split("/").pop()?.replace(/\.[^.]*$/, "") ?? "cot";
  if (text) give(`cau-hinh-${base}.toml`, text, "application/toml");
}
