window.clipboard = (() => {
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

  const write = async (text) => {
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

  const say = (name) => {
    const said = document.getElementById(name).content.cloneNode(true);
    document.getElementById("announcement").replaceChildren(said.cloneNode(true));
    return said;
  };

  document.addEventListener("click", async (event) => {
    const button = event.target.closest(".copy");
    if (!button || button.dataset.busy) return;
    button.dataset.busy = "yes";
    const said = [...button.childNodes];
    const words = button.parentElement.querySelector(".suggestion");
    const isDone = await write(words.textContent);
    if (!isDone) selectWords(words);
    button.focus({ preventScroll: true });
    button.replaceChildren(say(isDone ? "copied" : "copy-failed"));
    button.classList.toggle("is-done", isDone);
    window.setTimeout(() => {
      button.replaceChildren(...said);
      button.classList.remove("is-done");
      delete button.dataset.busy;
    }, 2000);
  });

  document.addEventListener("input", (event) => {
    const field = event.target.closest(".brand");
    if (!field) return;
    for (const place of document.querySelectorAll(".brand-place")) place.textContent = field.value || place.dataset.empty;
    for (const other of document.querySelectorAll(".brand")) if (other !== field) other.value = field.value;
  });

  return { write, say };
})();
