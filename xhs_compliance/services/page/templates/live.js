(() => {
  const FIELDS = ["title", "text", "cover"];
  const STARTING = 400;
  const MOST_HELD = 200;
  const by = (id) => document.getElementById(id);
  const box = Object.fromEntries(FIELDS.map((name) => [name, by(name)]));
  const isTouch = window.matchMedia("(hover: none)");
  const isStill = window.matchMedia("(prefers-reduced-motion: reduce)");
  const facts = {};
  const past = [];
  let current = 1;
  let wasChosen = false;
  let answered = null;
  let compared = null;
  let isAsking = false;
  let isStale = false;
  let startsOver = true;
  let spoken = 0;
  let briefAsked = "";
  const heldCards = new Map(); // by name: cards that came once are not sent again
  const heldRules = new Set();
  const heldPieces = {};

  const language = () => document.documentElement.dataset.language;
  const said = (name, n) => [...by(`say-${name}`).content.cloneNode(true).childNodes].map((node) => {
    for (const each of [node, ...(node.querySelectorAll ? node.querySelectorAll("*") : [])]) {
      if (!each.children || !each.children.length) each.textContent = each.textContent.replace("{n}", n);
    }
    return node;
  });
  const points = (text, count) => [...text].slice(0, count).join("").length;
  const snapshot = () => Object.fromEntries(FIELDS.map((name) => [name, box[name].value]));
  const isBlank = () => FIELDS.every((name) => !box[name].value.trim());

  // --- what is typed, and the marks under it ---------------------------------------------------------------------

  const fit = (area) => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight}px`;
  };

  const draw = (name, stretches) => {
    const backdrop = box[name].previousElementSibling;
    const pieces = stretches.map(([text, severity, cards, isCopied]) => {
      if (!cards.length && !isCopied) return document.createTextNode(text);
      const mark = document.createElement("span");
      if (cards.length) {
        mark.className = `mark mark-${severity}${cards.includes(current) ? " is-current" : ""}`;
        mark.dataset.cards = cards.join(" ");
      }
      mark.classList.toggle("is-copied", Boolean(isCopied));
      mark.textContent = text;
      return mark;
    });
    backdrop.replaceChildren(...pieces, document.createTextNode("\u200b"));
  };

  // Until the answer to the latest keystroke is there, marks keep to their words: what changed takes its marks along.
  const carry = (name) => {
    const stretches = (answered && answered.fields[name]) || [];
    const before = stretches.map(([text]) => text).join("");
    const after = box[name].value;
    let head = 0;
    while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
    let tail = 0;
    while (tail < before.length - head && tail < after.length - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
    const kept = [];
    let at = 0;
    for (const [text, severity, cards, isCopied] of stretches) {
      const start = at;
      at += text.length;
      if (!cards.length && !isCopied) continue;
      if (at <= head) kept.push([start, at, severity, cards, isCopied]);
      else if (start >= before.length - tail) {
        const shift = after.length - before.length;
        kept.push([start + shift, at + shift, severity, cards, isCopied]);
      }
    }
    const shown = [];
    let done = 0;
    for (const [start, end, severity, cards, isCopied] of kept) {
      shown.push([after.slice(done, start), "", [], false], [after.slice(start, end), severity, cards, isCopied]);
      done = end;
    }
    shown.push([after.slice(done), "", [], false]);
    return shown;
  };

  const redraw = () => {
    for (const name of FIELDS) draw(name, carry(name));
  };

  // --- asking ----------------------------------------------------------------------------------------------------

  const request = (path, extra) =>
    fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...snapshot(), facts, brief: by("brief").value, ...extra }),
    });

  const held = () => ({ cards: [...heldCards.keys()], rules: [...heldRules], pieces: heldPieces });

  const fail = (words) => {
    by("trouble").replaceChildren(...words);
    by("trouble").hidden = false;
  };

  const declare = () => {
    startsOver = true; // what an answer changes is no edit
    ask();
  };

  const ask = async () => {
    if (isAsking) {
      isStale = true;
      return;
    }
    isAsking = true;
    const isStart = startsOver;
    startsOver = false;
    const began = performance.now();
    try {
      const response = await request("page/check", { held: held() });
      const content = await response.json();
      if (content.error) fail([document.createTextNode(content.error[language()])]);
      else {
        by("trouble").hidden = true;
        show(content, isStart);
        document.documentElement.dataset.took = String(Math.round(performance.now() - began));
      }
    } catch {
      fail(said("no_answer"));
    }
    isAsking = false;
    if (isStale) {
      isStale = false;
      ask();
    } else askAboutBrief();
  };

  // The brief is read when it, or what is declared, changed; not at every key.
  const askAboutBrief = async () => {
    const wanted = JSON.stringify([by("brief").value.trim(), facts]);
    if (wanted === briefAsked || (!by("brief").value.trim() && !briefAsked)) return;
    briefAsked = wanted;
    try {
      const content = await (await request("page/brief")).json();
      if (wanted === briefAsked && content.markup !== undefined) by("brief-findings").replaceChildren(parsed(content.markup));
    } catch {
      briefAsked = "";
    }
  };

  // --- the answer ------------------------------------------------------------------------------------------------

  const parsed = (markup) => {
    const holder = document.createElement("template");
    holder.innerHTML = markup;
    return holder.content;
  };

  const put = (id, piece) => {
    if (!piece) return;
    [heldPieces[id]] = piece;
    by(id).replaceChildren(parsed(piece[1]));
  };

  const list = by("findings");
  const rest = list.querySelector(".rest");

  // A suggestion that says something of its own takes the place of the clause around the words.
  const stretch = (card, span, reach) => {
    const text = [...box[card.dataset.field].value];
    [...card.querySelectorAll(".more > .instead .apply")].forEach((button, index) => {
      const [start, end] = reach[index];
      [button.dataset.start, button.dataset.end] = [start, end];
      const whole = button.parentElement.querySelector(".whole");
      if (!whole) return;
      whole.hidden = start === span[0] && end === span[1];
      whole.querySelector("q").textContent = text.slice(start, end).join("");
    });
  };

  const place = (card, { number, span, place: where, reach }) => {
    if (card.dataset.number !== String(number)) {
      const head = card.querySelector("header");
      card.id = `finding-${number}`;
      head.id = `finding-${number}-head`;
      card.setAttribute("aria-labelledby", head.id);
      for (const words of head.querySelectorAll(".number .t, .number [aria-hidden]")) words.textContent = words.textContent.replace(/\d+/, number);
      card.dataset.number = String(number);
    }
    if (span) {
      [card.dataset.start, card.dataset.end] = span;
      stretch(card, span, reach);
    }
    if (card.dataset.place !== where) {
      card.dataset.place = where;
      card.querySelector("header .place").replaceChildren(parsed(where));
    }
  };

  // Cards that are still true stay as they are: what is open stays open, what has the focus keeps it.
  const putCards = (wanted) => {
    const shown = new Set();
    let before = by("no-findings");
    for (const each of wanted) {
      if (each.markup) heldCards.set(each.name, parsed(each.markup).firstElementChild);
      const card = heldCards.get(each.name);
      if (!card) continue;
      shown.add(card);
      place(card, each);
      if (before.nextElementSibling !== card) before.after(card);
      before = card;
    }
    for (const card of cards()) if (!shown.has(card)) card.remove();
    while (heldCards.size > MOST_HELD) {
      const [oldest] = [...heldCards].find(([, card]) => !shown.has(card)) || [];
      if (!oldest) break;
      heldCards.delete(oldest);
    }
    by("no-findings").hidden = wanted.length > 0;
    rest.hidden = wanted.length <= 5 || list.classList.contains("is-all");
    rest.replaceChildren(...said("rest", wanted.length - 5));
  };

  const putRules = (rules) => {
    for (const [id, markup] of Object.entries(rules)) {
      if (heldRules.has(id)) continue;
      heldRules.add(id);
      by("rules-behind").append(parsed(markup));
    }
    by("rules-behind").hidden = !heldRules.size;
  };

  const cards = () => [...list.querySelectorAll(".card")];

  const mark = () => {
    for (const card of cards()) {
      const isCurrent = Number(card.dataset.number) === current;
      card.classList.toggle("is-current", isCurrent);
      if (isCurrent) card.setAttribute("aria-current", "true");
      else card.removeAttribute("aria-current");
    }
    for (const each of document.querySelectorAll(".backdrop .mark")) {
      each.classList.toggle("is-current", each.dataset.cards.split(" ").includes(String(current)));
    }
  };

  const compare = () => {
    if (!compared) return;
    const now = new Map(answered.findings.map((finding) => [finding.fingerprint, finding]));
    const gone = [...compared.values()].filter((finding) => !now.has(finding.fingerprint));
    const came = [...now.values()].filter((finding) => !compared.has(finding.fingerprint));
    const fresh = new Set(came.map((finding) => finding.card));
    const left = [...new Map(gone.map((finding) => [finding.card, finding])).values()];
    by("changes").hidden = !gone.length && !came.length;
    by("went").replaceChildren(...(left.length ? said("went", left.length) : []));
    by("came").replaceChildren(...(fresh.size ? said("came", fresh.size) : []));
    by("stayed").replaceChildren(...said("stayed", cards().length - fresh.size));
    by("gone").replaceChildren(
      ...left.slice(0, 8).map((finding) => {
        const line = document.createElement("li");
        if (finding.text) {
          const words = document.createElement("q");
          words.textContent = finding.text;
          line.append(words);
        } else line.textContent = finding.message[language()];
        return line;
      }),
    );
    for (const card of cards()) card.querySelector(".new-flag").hidden = !fresh.has(Number(card.dataset.number));
  };

  const restart = () => {
    compared = answered ? new Map(answered.findings.map((finding) => [finding.fingerprint, finding])) : null;
    if (answered) compare();
  };

  const announce = () => {
    window.clearTimeout(spoken);
    spoken = window.setTimeout(() => {
      const head = by("verdict").querySelector(".for-creator");
      if (head) by("announcement").textContent = `${head.querySelector("h1").innerText} ${(head.querySelector(".places") || head).innerText}`;
    }, 900);
  };

  const show = (content, isStart) => {
    answered = content;
    const blank = isBlank();
    by("empty").hidden = !blank;
    by("after").hidden = blank;
    for (const [name, [used, most]] of Object.entries(content.rooms)) {
      const room = by(`room-${name}`);
      room.textContent = `${used} / ${most}`;
      room.classList.toggle("is-over", used > most);
    }
    const focused = document.activeElement && document.activeElement.id;
    const brand = document.querySelector(".brand");
    const name = brand ? brand.value : "";
    const isBranding = Boolean(brand) && document.activeElement === brand;
    put("verdict", content.pieces.verdict);
    put("side", content.pieces.side);
    put("shared", content.pieces.shared);
    for (const id of ["verdict", "side", "shared"]) by(id).hidden = blank;
    list.hidden = blank;
    putCards(blank ? [] : content.cards);
    putRules(content.rules);
    const again = document.querySelector(".brand");
    if (again && again !== brand && name) {
      again.value = name;
      again.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (again && again !== brand && isBranding) again.focus();
    if (focused && by(focused) && document.activeElement === document.body) by(focused).focus();
    if (!wasChosen || current > cards().length) current = 1;
    redraw();
    mark();
    if (blank) {
      startsOver = true;
      by("changes").hidden = true;
    } else if (isStart) restart();
    else compare();
    const mini = by("mini");
    mini.hidden = blank;
    const heading = by("verdict").querySelector("h1");
    if (heading) mini.replaceChildren(by("verdict").querySelector(".shape").cloneNode(true), document.createTextNode(" "), ...[...heading.cloneNode(true).childNodes]);
    announce();
  };

  // --- changing the text -----------------------------------------------------------------------------------------

  const write = (name, start, end, words) => {
    const area = box[name];
    past.push(snapshot());
    by("undo").disabled = false;
    if (isTouch.matches) {
      area.setRangeText(words, start, end, "end");
      changed(area);
      return;
    }
    area.focus({ preventScroll: true });
    area.setSelectionRange(start, end);
    const isDone = document.execCommand(words ? "insertText" : "delete", false, words);
    if (!isDone) {
      area.setRangeText(words, start, end, "end");
      changed(area);
    }
  };

  const undo = () => {
    const before = past.pop();
    if (!before) return;
    by("undo").disabled = !past.length;
    for (const name of FIELDS) {
      box[name].value = before[name];
      fit(box[name]);
    }
    redraw();
    ask();
  };

  const changed = (area) => {
    fit(area);
    draw(area.id, carry(area.id));
    ask();
  };

  const apply = (card, button, words) => {
    const name = card.dataset.field;
    const text = box[name].value;
    const start = points(text, Number(button.dataset.start));
    const end = points(text, Number(button.dataset.end));
    write(name, start, end, words);
  };

  for (const name of FIELDS) {
    const area = box[name];
    let before = 0;
    area.addEventListener("beforeinput", () => {
      before = area.value.length;
    });
    area.addEventListener("input", (event) => {
      if (event.inputType === "insertFromPaste" && Math.abs(area.value.length - before) > Math.min(STARTING, before || 1)) startsOver = true;
      changed(area);
    });
    const pick = () => {
      let at = 0;
      for (const [text, , numbers] of (answered && answered.fields[name]) || []) {
        at += text.length;
        if (area.selectionStart < at) {
          if (numbers.length) choose(numbers[0]);
          return;
        }
      }
    };
    area.addEventListener("click", pick);
    area.addEventListener("keyup", (event) => {
      if (event.key.startsWith("Arrow")) pick();
    });
  }
  box.title.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    box.text.focus();
  });

  const showAll = () => {
    list.classList.add("is-all");
    rest.hidden = true;
  };

  const choose = (number) => {
    current = number;
    wasChosen = true;
    if (number > 5) showAll();
    mark();
  };

  const scrollTo = (element, block) => element && element.scrollIntoView({ block, behavior: isStill.matches ? "auto" : "smooth" });

  // --- what can be pressed ---------------------------------------------------------------------------------------

  const tie = (value) => {
    const chosen = new Set(facts.commercial || []);
    if (chosen.has(value)) chosen.delete(value);
    else if (value === "none") {
      chosen.clear();
      chosen.add("none");
    } else {
      chosen.delete("none");
      chosen.add(value);
    }
    facts.commercial = [...chosen];
    for (const chip of document.querySelectorAll("[data-tie]")) chip.setAttribute("aria-pressed", String(chosen.has(chip.dataset.tie)));
    declare();
  };

  const market = (chip) => {
    chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
    facts.markets = [...document.querySelectorAll("[data-market][aria-pressed=true]")].map((each) => each.dataset.market);
    declare();
  };

  const pressed = {
    "[data-tie]": (chip) => tie(chip.dataset.tie),
    "[data-market]": market,
    "[data-answer]": (chip) => {
      facts[chip.dataset.of] = chip.dataset.answer;
      declare();
    },
    "[data-forget]": (button) => {
      delete facts[button.dataset.forget];
      declare();
    },
    ".apply": (button) => apply(button.closest(".card"), button, "words" in button.dataset ? button.dataset.words : button.parentElement.querySelector(".suggestion").textContent),
    ".paste-line": (button) => write("text", 0, 0, `${button.parentElement.querySelector(".suggestion").textContent}\n`),
    ".rest": showAll,
    ".to-rule": (link) => {
      const block = document.getElementById(link.hash.slice(1));
      block.open = true;
      block.querySelector("summary").focus({ preventScroll: true });
      scrollTo(block, "start");
    },
    "[data-go]": () => {
      choose(1);
      const card = cards()[0];
      card.focus({ preventScroll: true });
      scrollTo(card, "start");
    },
    "#undo": undo,
    "#start-here": restart,
    "#example": () => {
      box.title.value = by("example-title").content.textContent;
      box.text.value = by("example-text").content.textContent;
      startsOver = true;
      for (const name of FIELDS) changed(box[name]);
    },
    "#clear": () => {
      past.push(snapshot());
      by("undo").disabled = false;
      for (const name of FIELDS) {
        box[name].value = "";
        fit(box[name]);
      }
      startsOver = true;
      ask();
      box.title.focus();
    },
    "#add-cover": (button) => {
      by("field-cover").hidden = false;
      button.hidden = true;
      box.cover.focus();
      fit(box.cover);
    },
    "#copy-all": async (button) => {
      const words = [...button.childNodes];
      const text = [box.title.value, box.text.value].filter(Boolean).join("\n\n");
      button.replaceChildren(window.clipboard.say((await window.clipboard.write(text)) ? "copied" : "copy-failed"));
      window.setTimeout(() => button.replaceChildren(...words), 1500);
    },
    "#download": async () => {
      const response = await request("page/report", { lang: language() });
      const names = by("report-file").content.textContent.split("|");
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await response.blob());
      link.download = names[language() === "zh" ? 0 : 1];
      link.click();
      window.setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    },
  };

  document.addEventListener("click", (event) => {
    for (const [selector, act] of Object.entries(pressed)) {
      const found = event.target.closest(selector);
      if (!found) continue;
      if (found.matches("a")) event.preventDefault();
      act(found);
      return;
    }
    const card = event.target.closest("#findings .card");
    if (!card) return;
    choose(Number(card.dataset.number));
    const link = event.target.closest(".to-text");
    if (link) {
      event.preventDefault();
      const name = card.dataset.field;
      const text = box[name].value;
      box[name].focus({ preventScroll: true });
      box[name].setSelectionRange(points(text, Number(card.dataset.start)), points(text, Number(card.dataset.end)));
      scrollTo(document.querySelector(".backdrop .mark.is-current"), "center");
    }
    const asked = event.target.closest("[data-ask]");
    if (asked) {
      event.preventDefault();
      const place = document.querySelector(`.asked[data-fact="${asked.dataset.ask}"]`);
      scrollTo(place, "center");
      const control = place && place.querySelector("button, input");
      if (control) control.focus({ preventScroll: true });
    }
  });

  document.addEventListener("focusin", (event) => {
    const card = event.target.closest("#findings .card");
    if (card) choose(Number(card.dataset.number));
  });

  document.addEventListener("submit", (event) => {
    event.preventDefault();
    const value = event.target.querySelector("input").value.trim();
    if (!value) return;
    facts[event.target.dataset.of] = value;
    declare();
  });

  for (const select of document.querySelectorAll(".category")) {
    select.addEventListener("change", () => {
      for (const other of document.querySelectorAll(".category")) other.value = select.value;
      facts.product_category = select.value;
      declare();
    });
  }

  by("brief").addEventListener("input", ask);
  by("brief-file").addEventListener("change", async (event) => {
    const file = event.target.files[0];
    event.target.value = "";
    if (!file) return;
    by("brief").value = await file.text();
    ask();
  });

  document.addEventListener("keydown", (event) => {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
    if (!isUndo || event.target.closest("input, textarea") || !past.length) return;
    event.preventDefault();
    undo();
  });

  window.addEventListener("resize", () => FIELDS.forEach((name) => fit(box[name])));
  FIELDS.forEach((name) => fit(box[name]));
  if (!isBlank()) ask();
  else by("room-title").textContent = by("room-text").textContent = "";
})();
