(() => {
  const rows = [...document.querySelectorAll("tr[data-verdict]")];
  const filters = [...document.querySelectorAll(".filter")];
  const search = document.getElementById("search");
  const narrowing = [...document.querySelectorAll("select[data-narrows]")];
  const groups = [...document.querySelectorAll("tbody[data-group]")];
  if (!search) return;
  let verdict = "";

  const fits = (row, select) => !select.value || ` ${row.dataset[select.dataset.narrows]} `.includes(` ${select.value} `);

  const apply = () => {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const isShown =
        (!verdict || row.dataset.verdict === verdict) &&
        narrowing.every((select) => fits(row, select)) &&
        wanted.every((word) => row.dataset.searched.includes(word));
      row.hidden = !isShown;
      shown += isShown ? 1 : 0;
    }
    for (const group of groups) group.hidden = !group.querySelector("tr[data-verdict]:not([hidden])");
    document.getElementById("no-match").hidden = shown > 0;
    document.getElementById("announcement").textContent = `${shown} / ${rows.length}`;
  };

  for (const button of filters) {
    button.addEventListener("click", () => {
      verdict = button.dataset.verdict;
      for (const other of filters) other.setAttribute("aria-pressed", String(other === button));
      apply();
    });
  }
  for (const select of narrowing) select.addEventListener("change", apply);
  search.addEventListener("input", apply);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    search.value = "";
    apply();
  });

  const first = { order: "ascending", name: "ascending", errors: "descending", warnings: "descending" };
  const collator = new Intl.Collator("zh", { numeric: true });
  const compared = {
    name: (one, other) => collator.compare(one.dataset.name, other.dataset.name),
  };
  const byNumber = (key) => (one, other) => Number(one.dataset[key]) - Number(other.dataset[key]);

  for (const button of document.querySelectorAll(".sort")) {
    const key = button.dataset.sort;
    const head = button.closest("th");
    button.addEventListener("click", () => {
      const was = head.getAttribute("aria-sort");
      const turned = was === "ascending" ? "descending" : "ascending";
      const direction = was === "none" ? first[key] : turned;
      for (const other of head.parentElement.querySelectorAll("[aria-sort]")) other.setAttribute("aria-sort", "none");
      head.setAttribute("aria-sort", direction);
      const sign = direction === "ascending" ? 1 : -1;
      const order = compared[key] || byNumber(key);
      rows.sort((one, other) => sign * order(one, other));
      rows[0].parentElement.append(...rows);
    });
  }
})();
