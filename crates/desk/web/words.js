// @ts-check
// Small words that all parts of the page use.

/** The element of an id, which is there. @param {string} id @returns {any} */
const at = (id) => document.getElementById(id);

/**
 * Makes an element. Text is only ever text: what a file holds cannot become markup.
 * @param {string} tag
 * @param {Record<string, any>} [properties]
 * @param {...(Node | string | null)} children
 * @returns {any}
 */
function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made && name !== "list") /** @type {any} */ (made)[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** A count as it is written in Vietnamese. @param {number} n */
const count = (n) => new Intl.NumberFormat("vi-VN").format(n);

/** `2025-06-30` as `30/6/2025`. @param {string} day */
function dayInWords(day) {
  const [year, month, date] = day.split("-").map(Number);
  return `${date}/${month}/${year}`;
}

/** Says what went wrong, or nothing. @param {string} [text] */
function say(text = "") {
  at("said").textContent = text;
  at("said").hidden = text === "";
}

/** Gives a file to the user. @param {string} name @param {BlobPart} content @param {string} type */
function give(name, content, type) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = element("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
