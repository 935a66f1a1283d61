(() => {
  const root = document.body;
  const viewButtons = [...document.querySelectorAll("[data-set-view]")];
  const rest = document.querySelector(".rest");

  const show = (view) => {
    root.dataset.view = view;
    for (const button of viewButtons) button.setAttribute("aria-pressed", String(button.dataset.setView === view));
    for (const link of document.querySelectorAll("a.home, .cell-draft a, .matter-drafts a")) {
      link.hash = view === "legal" ? "legal" : "";
    }
  };

  for (const button of viewButtons) button.addEventListener("click", () => show(button.dataset.setView));
  if (rest) {
    rest.addEventListener("click", () => {
      document.getElementById("findings").classList.add("is-all");
      rest.hidden = true;
    });
  }
  show(window.location.hash === "#legal" || !viewButtons.length ? "legal" : "creator");

  const desk = document.getElementById("deciding");
  if (!desk) return;
  const cards = [...document.querySelectorAll(".decidable")];
  const reviewer = document.getElementById("reviewer");
  const trouble = document.getElementById("decide-trouble");
  let isSaved = true;

  const chosen = (card) => card.querySelector("input[type=radio]:checked");
  const field = (card, name) => card.querySelector(`[name=${name}]`);
  const say = (name) => {
    const words = document.getElementById(name).content.cloneNode(true);
    trouble.replaceChildren(words);
    trouble.hidden = false;
  };

  const refresh = (card) => {
    const choice = chosen(card);
    card.querySelector(".grounds").hidden = !choice;
    for (const label of card.querySelectorAll(".for-keeping")) label.hidden = !choice || choice.value !== "keep";
    for (const label of card.querySelectorAll(".for-letting")) label.hidden = !choice || choice.value === "must-change";
    card.classList.toggle("is-decided", Boolean(choice));
    const decided = cards.filter(chosen).length;
    document.getElementById("decided").textContent = `${decided} / ${cards.length}`;
  };

  for (const card of cards) {
    card.addEventListener("change", (event) => {
      if (!event.target.closest(".decide")) return;
      isSaved = false;
      trouble.hidden = true;
      refresh(card);
    });
  }

  const subjects = (card) => JSON.parse(card.querySelector(".decide").dataset.decides);

  for (const card of cards) refresh(card);

  const decisionOf = (card) => {
    const decision = chosen(card).value;
    const until = field(card, "until").value;
    return {
      decision,
      reason: field(card, "reason").value.trim(),
      evidence: decision === "keep" ? field(card, "evidence").value.split(/[,，、;；]/).map((part) => part.trim()).filter(Boolean) : [],
      until: decision !== "must-change" && until ? until : null,
      except: [...card.querySelectorAll("[name=except]:checked")].map((box) => box.value),
      isOnlyHere: Boolean(card.querySelector("[name=only-here]:checked")),
    };
  };

  const save = (name, content) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type: "application/json" }));
    link.download = name;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  const isGrounded = (entry) => entry.reason && (entry.decision !== "keep" || entry.evidence.length);

  document.getElementById("export-decisions").addEventListener("click", () => {
    const decided = cards.filter(chosen);
    if (!decided.length) return say("decide-nothing");
    if (!reviewer.value.trim()) {
      reviewer.focus();
      return say("decide-needs-name");
    }
    const decisions = decided.map(decisionOf);
    const bare = decisions.findIndex((entry) => !isGrounded(entry));
    if (bare >= 0) {
      const missing = field(decided[bare], "reason").value.trim() ? "evidence" : "reason";
      field(decided[bare], missing).focus();
      return say("decide-needs-reason");
    }
    const today = new Date();
    const day = new Date(today.getTime() - today.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
    const by = reviewer.value.trim();
    const entries = decided.flatMap((card, index) =>
      subjects(card).map(({ places, ...subject }) => {
        const { except, isOnlyHere, ...decided } = decisions[index];
        const held = Object.fromEntries(Object.entries(places).filter(([draft]) => !except.includes(draft)));
        const drafts = isOnlyHere ? Object.keys(places) : [];
        return { ...subject, ...decided, by, on: day, drafts, except, places: held };
      }),
    );
    const content = { schema: 1, decisions: entries };
    save("decisions.json", `${JSON.stringify(content, null, 2)}\n`);
    isSaved = true;
    trouble.hidden = true;
  });

  document.getElementById("import-decisions").addEventListener("change", async (event) => {
    const file = event.target.files[0];
    event.target.value = "";
    if (!file) return;
    try {
      const content = JSON.parse(await file.text());
      const known = new Map(content.decisions.map((entry) => [entry.key, entry]));
      for (const card of cards) {
        const entry = known.get(subjects(card)[0].key);
        const radio = entry && card.querySelector(`input[type=radio][value="${CSS.escape(entry.decision)}"]`);
        if (!radio) continue;
        radio.checked = true;
        field(card, "reason").value = entry.reason;
        field(card, "evidence").value = (entry.evidence || []).join("，");
        field(card, "until").value = entry.until || "";
        for (const box of card.querySelectorAll("[name=except]")) box.checked = (entry.except || []).includes(box.value);
        const only = card.querySelector("[name=only-here]");
        if (only) only.checked = Boolean((entry.drafts || []).length);
        if (entry.by && !reviewer.value) reviewer.value = entry.by;
        refresh(card);
      }
      say("decide-loaded");
    } catch {
      say("decide-unreadable");
    }
  });

  const shown = (element) => (element ? element.innerText.trim() : "");
  const remark = (card) => {
    const words = card.querySelector(".found .typed");
    const lines = [`${card.dataset.number}. ${words ? `“${words.textContent}” ` : ""}${shown(card.querySelector(".message"))}`];
    const advice = card.querySelector(".more > .advice .t:not([hidden])") && shown(card.querySelector(".more > .advice"));
    if (advice) lines.push(`   ${advice.replace(/\n+/g, " ")}`);
    const instead = [...card.querySelectorAll(".more > .instead .suggestion")].map((each) => each.textContent);
    const topic = card.querySelector(".more > .instead .dropped");
    if (topic) instead.push(shown(topic.closest(".way")).replace(/\s*\n\s*/g, " "));
    if (instead.length) lines.push(`   → ${instead.join(" / ")}`);
    return lines.join("\n");
  };

  const remarks = document.getElementById("export-remarks");
  if (remarks) remarks.addEventListener("click", async () => {
    const kept = (card) => ["keep", "false-alarm"].includes((chosen(card) || {}).value);
    const text = cards.filter((card) => !kept(card)).map(remark).join("\n\n");
    const heading = shown(document.querySelector(".for-legal .subject"));
    if (await window.clipboard.write(`${heading}\n\n${text}\n\n${shown(document.querySelector(".notice"))}\n`)) {
      say("remarks-copied");
    }
  });

  document.getElementById("print").addEventListener("click", () => window.print());
  window.addEventListener("beforeunload", (event) => {
    if (!isSaved) event.preventDefault();
  });
})();
