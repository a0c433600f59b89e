// @ts-check
// The place to drop files, and the files that lie there.

/** The files by their names. The core has their bytes; these are handles. @type {Map<string, File>} */
const files = new Map();
/** What each file was taken for. @type {Map<string, string>} */
const taken = new Map();

/** The files of a dropped folder, not of folders within it. @param {any} folder @returns {Promise<[string, File][]>} */
async function ofFolder(folder) {
  /** @type {[string, File][]} */
  const found = [];
  for await (const entry of folder.values()) {
    if (entry.kind === "file") found.push([`${folder.name}/${entry.name}`, await entry.getFile()]);
  }
  return found;
}

/** The same where the browser has only the older way, which Chrome forbids to a page from disk. @param {any} folder @returns {Promise<[string, File][]>} */
async function ofEntry(folder) {
  const reader = folder.createReader();
  const entries = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    entries.push(...some);
  }
  const file = (/** @type {any} */ entry) => new Promise((resolve, reject) => entry.file(resolve, reject));
  const within = entries.filter((entry) => entry.isFile);
  return Promise.all(within.map(async (entry) => [`${folder.name}/${entry.name}`, await file(entry)]));
}

/** What a drop holds. @param {DataTransfer} transfer @returns {Promise<[string, File][]>} */
async function ofDrop(transfer) {
  // All is asked for before anything is waited for: then the list is empty.
  const items = [...transfer.items].filter((item) => item.kind === "file");
  const found = items.map(async (/** @type {any} */ item) => {
    const entry = item.webkitGetAsEntry?.();
    const file = item.getAsFile();
    if (!entry?.isDirectory) return file ? [/** @type {[string, File]} */ ([file.name, file])] : [];
    const handle = item.getAsFileSystemHandle?.();
    return handle ? ofFolder(await handle) : ofEntry(entry);
  });
  try {
    return (await Promise.all(found)).flat();
  } catch {
    throw new Error("Trình duyệt không cho đọc thư mục được thả; hãy bấm Chọn thư mục….");
  }
}

/** The files of a folder that was chosen, not of folders within it. @param {FileList} list @returns {[string, File][]} */
function ofChosenFolder(list) {
  const named = [...list].map((file) => /** @type {[string, File]} */ ([file.webkitRelativePath || file.name, file]));
  return named.filter(([name]) => name.split("/").length <= 2);
}

/** Takes files, and reads everything anew. @param {[string, File][]} found */
async function take(found) {
  if (found.length === 0) return;
  say();
  const wrong = [];
  for (const [name, file] of found) {
    try {
      await revived();
      const what = await busy(`Đang nhận ${name}…`, 1, () => core.ask("add", { name, file }));
      files.set(name, file);
      taken.set(name, what);
    } catch (error) {
      wrong.push(core.dead ? damaged(name) : /** @type {Error} */ (error).message || `${name}: không đọc được`);
    }
  }
  await readAgain();
  if (wrong.length > 0) say([...wrong, at("said").textContent].filter(Boolean).join("\n"));
}

/** @param {string} name */
const damaged = (name) =>
  `${name}: tệp hỏng hoặc quá lớn, không đọc được nên đã để riêng; các tệp khác vẫn được đọc. Hãy mở tệp ấy bằng Excel, lưu lại thành .xlsx (hoặc xuất lại từ hệ thống) rồi thả lại.`;

/** What was put right by hand, in order: a core that is made anew is told again. @type {[string, any][]} */
const corrections = [];

/** A core that has stopped is made anew, with the files that it had and all that was said of them. */
async function revived() {
  if (!core.dead) return;
  core = new Core();
  for (const [name, file] of files) {
    if (taken.get(name) !== "damaged") await core.ask("add", { name, file });
  }
  for (const [ask, asked] of corrections) await core.ask(ask, asked);
}

/** After the core was stopped by a file: finds which, and puts it aside. @returns {Promise<string[]>} those that were found */
async function sift() {
  const found = [];
  for (const name of [...files.keys()].filter((name) => taken.get(name) === "export")) {
    try {
      await revived();
      await core.ask("tryOut", { name });
    } catch {
      if (!core.dead) continue;
      if (core.ending === STOPPED_BY_USER) return [];
      taken.set(name, "damaged");
      found.push(name);
    }
  }
  await revived();
  return found;
}

/** The list of what was dropped. */
function showFiles() {
  const words = /** @type {Record<string, string>} */ ({
    export: "tệp kết xuất",
    profile: "tệp cấu hình",
    plan: "kế hoạch",
    units: "bảng đơn vị (cấp tỉnh, cấp xã)",
    passed_over: "bỏ qua: không phải tệp kết xuất",
    damaged: "✘ tệp hỏng hoặc quá lớn, để riêng",
  });
  const item = (/** @type {string} */ name) =>
    element(
      "li",
      {},
      element("span", { className: "name" }, name),
      element("span", { className: "hint" }, ` ${words[taken.get(name) ?? ""] ?? ""} `),
      element("button", { type: "button", "aria-label": `Bỏ ${name}`, onclick: () => drop(name) }, "Bỏ"),
    );
  at("dropped").replaceChildren(...[...files.keys()].map(item));
}

/** Takes a file away. @param {string} name */
async function drop(name) {
  files.delete(name);
  taken.delete(name);
  const others = corrections.filter(([, asked]) => asked.name !== name);
  corrections.splice(0, corrections.length, ...others);
  say();
  try {
    await revived();
    await core.ask("remove", { name });
    await readAgain();
  } catch (error) {
    say(/** @type {Error} */ (error).message);
  }
  at("choose-files").focus();
}

/** Ends what is being done: the core is stopped and made anew. */
async function stop() {
  core.ending = STOPPED_BY_USER;
  core.died("stopped by the user");
  showFiles();
}

function listenForFiles() {
  const place = at("drop");
  // A file dropped beside the place must not take the page away.
  for (const kind of ["dragover", "drop"]) {
    addEventListener(kind, (event) => event.preventDefault());
  }
  place.addEventListener("dragover", () => place.classList.add("over"));
  place.addEventListener("dragleave", () => place.classList.remove("over"));
  addEventListener("drop", async (event) => {
    place.classList.remove("over");
    const transfer = /** @type {DragEvent} */ (event).dataTransfer;
    try {
      if (transfer) await take(await ofDrop(transfer));
    } catch (error) {
      say(/** @type {Error} */ (error).message);
    }
  });
  at("choose-files").onclick = () => at("files").click();
  at("choose-folder").onclick = () => at("folder").click();
  at("files").onchange = async () => {
    const list = /** @type {[string, File][]} */ ([...at("files").files].map((file) => [file.name, file]));
    at("files").value = "";
    await take(list);
  };
  at("folder").onchange = async () => {
    const list = ofChosenFolder(at("folder").files);
    at("folder").value = "";
    await take(list);
  };
  at("try").onclick = () => {
    const samples = Object.entries(JSON.parse(at("samples").textContent));
    return take(samples.map(([name, text]) => [name, new File([text], name)]));
  };
  at("stop").onclick = stop;
}
