(() => {
  const cards = [...document.querySelectorAll(".card")];
  const marks = [...document.querySelectorAll(".mark")];
  const isWide = window.matchMedia("(min-width: 60rem)");
  const isStill = window.matchMedia("(prefers-reduced-motion: reduce)");
  const list = document.getElementById("findings");
  let current = 0;

  const numberOf = (mark) => Number(mark.dataset.card);
  const cardOf = (number) => cards[number - 1];
  const markOf = (number) => document.getElementById(`mark-${number}`);
  const bringIntoView = (element, block) => {
    if (element) element.scrollIntoView({ block, behavior: isStill.matches ? "auto" : "smooth" });
  };

  const choose = (number) => {
    if (number === current || !cardOf(number)) return;
    current = number;
    if (number > 5) list.classList.add("is-all");
    for (const card of cards) {
      const isCurrent = Number(card.dataset.number) === number;
      card.classList.toggle("is-current", isCurrent);
      if (isCurrent) card.setAttribute("aria-current", "true");
      else card.removeAttribute("aria-current");
    }
    for (const mark of marks) mark.classList.toggle("is-current", numberOf(mark) === number);
    document.getElementById("step").textContent = String(number);
  };

  const revealMark = (number) => {
    const mark = markOf(number);
    const sheet = document.querySelector(".sheet");
    if (!mark || !isWide.matches) return;
    const inner = mark.getBoundingClientRect();
    const outer = sheet.getBoundingClientRect();
    if (inner.top < outer.top || inner.bottom > outer.bottom) {
      const top = sheet.scrollTop + inner.top - outer.top - sheet.clientHeight / 3;
      sheet.scrollTo({ top, behavior: isStill.matches ? "auto" : "smooth" });
    }
  };

  const goToCard = (number) => {
    choose(number);
    cardOf(number).focus({ preventScroll: true });
    bringIntoView(cardOf(number), "start");
    revealMark(number);
  };

  const goToMark = (number) => {
    const mark = markOf(number);
    if (!mark) return;
    choose(number);
    mark.focus({ preventScroll: true });
    if (isWide.matches) revealMark(number);
    bringIntoView(mark, isWide.matches ? "nearest" : "center");
  };

  const step = (by) => {
    const next = current + by;
    goToCard(next < 1 ? cards.length : next > cards.length ? 1 : next);
  };

  for (const mark of marks) {
    mark.addEventListener("click", (event) => {
      event.preventDefault();
      goToCard(numberOf(mark));
    });
  }

  for (const card of cards) {
    const number = Number(card.dataset.number);
    card.addEventListener("focusin", () => choose(number));
    card.addEventListener("click", (event) => {
      choose(number);
      const link = event.target.closest(".to-text");
      if (link && link.dataset.open) {
        event.preventDefault();
      } else if (link) {
        event.preventDefault();
        goToMark(number);
      } else if (!event.target.closest("a, button, summary, label, input")) {
        revealMark(number);
      }
    });
  }

  for (const link of document.querySelectorAll(".to-rule")) {
    link.addEventListener("click", () => {
      const block = document.getElementById(link.hash.slice(1));
      block.open = true;
      block.querySelector("summary").focus({ preventScroll: true });
    });
  }

  for (const link of document.querySelectorAll("[data-go]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      goToCard(Number(link.dataset.go));
    });
  }

  for (const button of document.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  }

  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input, textarea, select")) return;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    if (!isPlain || !cards.length || (event.key !== "j" && event.key !== "k")) return;
    event.preventDefault();
    step(event.key === "j" ? 1 : -1);
  });

  list.classList.add("one-by-one");
  const named = /^#finding-(\d+)$/.exec(window.location.hash);
  if (cards.length) choose(named ? Number(named[1]) : 1);
})();
