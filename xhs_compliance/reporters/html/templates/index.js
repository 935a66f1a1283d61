(() => {
  const rows = [...document.querySelectorAll("tr[data-verdict]")];
  const filters = [...document.querySelectorAll(".filter")];
  const search = document.getElementById("search");
  const narrowing = [...document.querySelectorAll("select[data-narrows]")];
  const groups = [...document.querySelectorAll("tbody[data-group]")];
  if (!search) return;
  const matters = [...document.querySelectorAll(".matter")].map((card) => ({ card, rule: card.dataset.rule, drafts: null }));
  const more = document.getElementById("more-matters");
  const atFirst = 5;
  let verdict = "";
  let isWhole = false;

  const draftsOf = (matter) => {
    if (!matter.drafts) {
      const subjects = JSON.parse(matter.card.querySelector(".decide").dataset.decides);
      matter.drafts = subjects.flatMap((subject) => Object.keys(subject.places));
    }
    return matter.drafts;
  };

  const narrowMatters = (isNarrowed) => {
    if (!more) return;
    const rule = document.getElementById("by-rule");
    const wanted = rule ? rule.value : "";
    const shown = new Set(rows.filter((row) => !row.hidden).map((row) => row.dataset.id));
    const isMeant = (matter) =>
      (!wanted || matter.rule === wanted) && draftsOf(matter).some((draft) => shown.has(draft));
    const meant = isNarrowed ? matters.filter(isMeant) : matters;
    const open = new Set(isWhole ? meant : meant.slice(0, atFirst));
    for (const matter of matters) matter.card.hidden = !open.has(matter);
    more.hidden = open.size === meant.length;
    document.getElementById("more-matters-many").textContent = String(meant.length - open.size);
    document.getElementById("matters-shown").textContent =
      meant.length === matters.length ? String(matters.length) : `${meant.length} / ${matters.length}`;
    document.getElementById("no-matter").hidden = meant.length > 0;
  };

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
    narrowMatters(shown < rows.length);
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

  if (more) {
    more.addEventListener("click", () => {
      isWhole = true;
      const next = matters.filter((matter) => !matter.card.hidden).length;
      apply();
      const opened = matters.filter((matter) => !matter.card.hidden)[next];
      if (opened) opened.card.querySelector("input").focus();
    });
    window.addEventListener("beforeprint", () => {
      isWhole = true;
      apply();
    });
    narrowMatters(false);
  }

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
