(() => {
  const cards = [...document.querySelectorAll(".card")];
  const marks = [...document.querySelectorAll(".mark")];
  const isWide = window.matchMedia("(min-width: 60rem)");
  const isStill = window.matchMedia("(prefers-reduced-motion: reduce)");
  let current = 0;

  const numbersOf = (mark) => mark.dataset.cards.split(" ").map(Number);
  const cardOf = (number) => cards[number - 1];
  const markOf = (number) => {
    const home = document.getElementById(`mark-${number}`);
    return home || marks.find((mark) => numbersOf(mark).includes(number));
  };
  const bringIntoView = (element, block) => {
    if (element) element.scrollIntoView({ block, behavior: isStill.matches ? "auto" : "smooth" });
  };

  const choose = (number) => {
    if (number === current || !cardOf(number)) return;
    current = number;
    for (const card of cards) {
      const isCurrent = Number(card.dataset.number) === number;
      card.classList.toggle("is-current", isCurrent);
      if (isCurrent) card.setAttribute("aria-current", "true");
      else card.removeAttribute("aria-current");
    }
    for (const mark of marks) mark.classList.toggle("is-current", numbersOf(mark).includes(number));
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
      const numbers = numbersOf(mark);
      goToCard(numbers[(numbers.indexOf(current) + 1) % numbers.length]);
    });
  }

  for (const card of cards) {
    const number = Number(card.dataset.number);
    card.addEventListener("focusin", () => choose(number));
    card.addEventListener("click", (event) => {
      choose(number);
      const link = event.target.closest(".to-text");
      if (link) {
        event.preventDefault();
        goToMark(number);
      } else if (!event.target.closest("a, button, summary")) {
        revealMark(number);
      }
    });
  }

  for (const button of document.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  }

  document.addEventListener("keydown", (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    if (!isPlain || !cards.length || (event.key !== "j" && event.key !== "k")) return;
    event.preventDefault();
    step(event.key === "j" ? 1 : -1);
  });

  const copyByHand = (text) => {
    const area = document.createElement("textarea");
    area.value = text;
    area.readOnly = true;
    area.className = "unseen";
    document.body.append(area);
    area.select();
    let isDone = false;
    try {
      isDone = document.execCommand("copy");
    } catch {
      isDone = false;
    }
    area.remove();
    return isDone;
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyByHand(text);
    }
  };

  const selectWords = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };

  for (const button of document.querySelectorAll(".copy")) {
    const said = [...button.childNodes];
    button.addEventListener("click", async () => {
      const words = button.parentElement.querySelector(".suggestion");
      const isDone = await copy(words.textContent);
      if (!isDone) selectWords(words);
      button.focus({ preventScroll: true });
      const outcome = document.getElementById(isDone ? "copied" : "copy-failed").content.cloneNode(true);
      document.getElementById("announcement").replaceChildren(outcome.cloneNode(true));
      button.replaceChildren(outcome);
      button.classList.toggle("is-done", isDone);
      window.setTimeout(() => {
        button.replaceChildren(...said);
        button.classList.remove("is-done");
      }, 2000);
    });
  }

  const named = /^#finding-(\d+)$/.exec(window.location.hash);
  if (named) choose(Number(named[1]));
})();
