// Runs before the page is drawn, so that a chosen theme does not flash in late.
(() => {
  const root = document.documentElement;
  try {
    const chosen = localStorage.getItem("throughline-theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch {
    // Storage is switched off; the system's theme holds.
  }
  addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-toggle-theme]")) return;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try {
      localStorage.setItem("throughline-theme", root.dataset.theme);
    } catch {
      // It holds for this page only.
    }
    dispatchEvent(new Event("themechange"));
  });
})();
