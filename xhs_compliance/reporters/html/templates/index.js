(() => {
  const rows = [...document.querySelectorAll("tr[data-verdict]")];
  const filters = [...document.querySelectorAll(".filter")];
  const search = document.getElementById("search");
  if (!search) return;
  let verdict = "";

  const apply = () => {
    const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const isShown =
        (!verdict || row.dataset.verdict === verdict) && wanted.every((word) => row.dataset.searched.includes(word));
      row.hidden = !isShown;
      shown += isShown ? 1 : 0;
    }
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
  search.addEventListener("input", apply);
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    search.value = "";
    apply();
  });
})();
