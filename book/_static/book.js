const root = document.documentElement;

// The theme takes the mode of a first visit, which is empty, for an error.
root.dataset.mode ||= "auto";

// Paper is white.
let theme;
addEventListener("beforeprint", () => {
  theme = root.dataset.theme;
  root.dataset.theme = "light";
});
addEventListener("afterprint", () => {
  root.dataset.theme = theme;
});
