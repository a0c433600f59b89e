// @ts-check
// The page begins.

listenForFiles();
recall();
at("wish").onsubmit = (/** @type {Event} */ event) => {
  event.preventDefault();
  make();
};
at("period").oninput = markChip;
at("baseline-kind").onchange = () => {
  at("baseline-other").hidden = at("baseline-kind").value !== "other";
};
at("forget").onclick = () => {
  permitted(() => localStorage.removeItem(KEY));
  recall();
};
at("report").onload = () => {
  fit();
  at("report").contentDocument?.addEventListener("toggle", fit, true);
};
addEventListener("resize", fit);
core.ready.catch((error) => say(`Trình duyệt này không chạy được sipas: ${error.message}. Hãy dùng Chrome, Edge từ bản 96 hoặc Firefox từ bản 113.`));
