/* A text in the page's language, with values in the places of its {}. Spanish pages load es.js; what it lacks is English. */
const translate = (text, ...values) =>
  values.reduce((words, value) => words.replace("{}", () => value), window.spanish?.[text] ?? text);

// What readers see and hear; {} is an expression, or a source.
const TEXTS = {
  button: translate("Show checked numbers"),
  claim: translate("checked statement"),
  exact: translate("{}, compared at every test run"),
  asserted: translate("{}, asserted at every test run"),
  "exact, full": translate("{}, compared at every test run that has all of MNIST"),
  "asserted, full": translate("{}, asserted at every test run that has all of MNIST"),
  given: translate("chosen by the authors"),
  cited: translate("taken from a source: {}"),
};

const root = document.documentElement;

// The theme takes the mode of a first visit, which is empty, for an error.
root.dataset.mode ||= "auto";

// A folded output is called what its summary says, which the theme's own label hides.
addEventListener("DOMContentLoaded", () => {
  for (const summary of document.querySelectorAll("details.hide > summary")) summary.removeAttribute("aria-label");
});

// What is read aloud would put each formula that is copied on a line of its own.
addEventListener("copy", () => {
  root.classList.add("copies");
  setTimeout(() => root.classList.remove("copies"));
});

// Paper is white.
let theme;
addEventListener("beforeprint", () => {
  theme = root.dataset.theme;
  root.dataset.theme = "light";
});
addEventListener("afterprint", () => {
  root.dataset.theme = theme;
});

/* Numbers can be asked where they come from; a switch in the header shows which, and lets the keyboard reach them. */
addEventListener("DOMContentLoaded", () => {
  const KEY = "checked-numbers";
  const bounds = document.querySelectorAll(".bd-article .bound");
  const header = document.querySelector(".article-header-buttons");
  if (!bounds.length || !header) return;

  const box = document.createElement("div");
  box.id = "bound-box";
  box.setAttribute("role", "tooltip");
  box.hidden = true;
  document.body.append(box);

  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-sm bound-switch";
  button.title = TEXTS.button;
  button.setAttribute("aria-label", TEXTS.button);
  button.innerHTML = '<i class="fa-solid fa-check-double"></i>';
  header.prepend(button);

  const isOn = () => root.classList.contains("shows-bounds");
  const isButton = (bound) => bound.hasAttribute("role");
  let asked, timer; // `asked` is the number whose box is open

  function close() {
    clearTimeout(timer);
    box.hidden = true;
    if (!asked) return;
    if (isButton(asked)) asked.setAttribute("aria-expanded", "false");
    for (const e of document.querySelectorAll(`[aria-describedby="${box.id}"]`)) e.removeAttribute("aria-describedby");
    asked = null;
  }

  // Below the number's last line, or above its first one where there is no room; always on the screen.
  function place() {
    const lines = [...asked.getClientRects()];
    const { left, bottom } = lines.at(-1);
    const below = bottom + 4;
    const above = lines[0].top - box.offsetHeight - 4;
    const isLow = below + box.offsetHeight > innerHeight && above > 0;
    box.style.left = `${scrollX + Math.max(8, Math.min(left, root.clientWidth - box.offsetWidth - 8))}px`;
    box.style.top = `${scrollY + (isLow ? above : below)}px`;
  }

  function open(bound, focused) {
    close();
    asked = bound;
    const { kind, expression } = bound.dataset;
    const needs = bound.closest(".tag_full-mnist") ? ", full" : "";
    const [before, after = ""] = (TEXTS[kind + needs] ?? TEXTS[kind]).split("{}");
    const code = document.createElement("code");
    code.textContent = expression;
    box.replaceChildren(before, expression ? code : "", after);
    box.hidden = false;
    place();
    if (isButton(bound)) bound.setAttribute("aria-expanded", "true");
    focused?.setAttribute("aria-describedby", box.id);
  }

  const keep = () => clearTimeout(timer);
  const leave = () => {
    keep();
    timer = setTimeout(() => asked?.contains(document.activeElement) || close(), 300); // time to move into the box
  };
  const byMouse = (act) => (event) => event.pointerType !== "touch" && act();

  for (const bound of bounds) {
    bound.addEventListener("pointerenter", byMouse(() => (asked === bound ? keep() : open(bound))));
    bound.addEventListener("pointerleave", byMouse(leave));
    bound.addEventListener("click", () => asked === bound || open(bound));
    const host = bound.closest("a, summary") ?? bound;
    host.addEventListener("focusin", (event) => isOn() && open(bound, event.target));
    host.addEventListener("focusout", () => box.matches(":hover") || close());
    bound.addEventListener("keydown", (event) => {
      if (!isButton(bound) || !["Enter", " "].includes(event.key)) return;
      event.preventDefault();
      asked === bound ? close() : open(bound, bound);
    });
  }
  box.addEventListener("pointerenter", keep);
  box.addEventListener("pointerleave", byMouse(leave));
  addEventListener("keydown", ({ key }) => key === "Escape" && close());
  box.addEventListener("click", ({ pointerType }) => pointerType === "touch" && close()); // it hides what a finger wants
  addEventListener("pointerdown", ({ target }) => box.contains(target) || asked?.contains(target) || close());
  addEventListener("resize", () => asked && place());

  function show(on) {
    close();
    root.classList.toggle("shows-bounds", on);
    button.setAttribute("aria-pressed", on);
    for (const bound of bounds) {
      // The keyboard reaches links and folds anyway, and no button may be in one or hold one.
      if (bound.closest("a, summary") || bound.querySelector("a")) continue;
      const attributes = { tabindex: "0" };
      // Of a button only the name is read, and a formula has none.
      if (!bound.querySelector(".math")) Object.assign(attributes, { role: "button", "aria-expanded": "false" });
      if (bound.matches(".claim")) attributes["aria-label"] = TEXTS.claim;
      for (const [name, value] of Object.entries(attributes)) {
        on ? bound.setAttribute(name, value) : bound.removeAttribute(name);
      }
    }
  }

  button.addEventListener("click", () => {
    show(!isOn());
    try {
      localStorage.setItem(KEY, isOn());
    } catch {} // where nothing may be stored, nothing is remembered
  });
  let remembered = null;
  try {
    remembered = localStorage.getItem(KEY);
  } catch {}
  show(remembered === "true");
});

/* The other language shows the same section: both have the same headings. */
addEventListener("DOMContentLoaded", () => {
  const PLACE = "#place-";
  const headings = [...document.querySelectorAll(".bd-article :is(h2, h3)")];
  const link = document.querySelector("a.language");
  link?.addEventListener("click", () => {
    const place = headings.findLastIndex((heading) => heading.getBoundingClientRect().top < innerHeight / 2);
    link.hash = place < 0 ? "" : PLACE + place;
  });
  const place = location.hash.startsWith(PLACE) && headings[location.hash.slice(PLACE.length)];
  if (place) addEventListener("load", () => place.scrollIntoView({ behavior: "instant" }));
});
