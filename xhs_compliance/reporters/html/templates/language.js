"use strict";
(() => {
  const root = document.documentElement;
  const buttons = document.querySelectorAll("[data-set-language]");

  const speak = (language) => {
    root.lang = language;
    root.dataset.language = language;
    const title = document.querySelector("title");
    document.title = title.dataset[language];
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.setLanguage === language));
    }
    for (const option of document.querySelectorAll("option[data-zh]")) option.textContent = option.dataset[language];
    const label = language === "zh" ? "labelZh" : "labelEn";
    for (const element of document.querySelectorAll("[data-label-zh]")) {
      element.setAttribute("aria-label", element.dataset[label]);
      if (element.placeholder) element.placeholder = element.dataset[label];
    }
  };

  for (const button of buttons) {
    button.addEventListener("click", () => speak(button.dataset.setLanguage));
  }

  speak(root.dataset.language);

  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const fold of opened) fold.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
    opened = [];
  });
})();
