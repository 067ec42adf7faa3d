import * as api from "./api.js";
import { $, el, place } from "./dom.js";
import { clockTime, duration, plural } from "./format.js";
import { readForm, searchForm } from "./form.js";
import { scatter } from "./scatter.js";

const LIVE_PAUSE = 2000;

/** The page that searches: form, scatter plot and list. Returns what the keyboard can do here. */
export function showList(main, open) {
  const state = { traces: [], uploaded: [], timer: 0, asked: 0 };
  const plot = el("figure", { id: "scatter", "aria-label": "Duration of the found traces over time" });
  const count = el("p", { id: "count", class: "soft", role: "status" });
  const rows = el("ol", { id: "traces", "aria-label": "Traces" });
  const form = searchForm((query) => {
    history.replaceState(null, "", "/traces" + query);
    find(false);
  });
  main.replaceChildren(el("div", { class: "search" }, form, el("section", { class: "found" }, plot, count, rows)));

  async function find(quietly) {
    clearTimeout(state.timer);
    const asked = ++state.asked;
    if (!quietly) count.textContent = "searching …";
    try {
      const traces = await api.search(readForm(form));
      if (asked !== state.asked) return;
      state.traces = traces;
      render();
    } catch (error) {
      if (asked !== state.asked) return;
      state.traces = [];
      render();
      count.textContent = error.message;
    }
    if (state.traces.some((trace) => trace.running)) state.timer = setTimeout(() => find(true), LIVE_PAUSE);
  }

  function render() {
    const all = [...state.uploaded, ...state.traces];
    const focused = document.activeElement?.closest?.("#traces li")?.dataset.id;
    const longest = all.reduce((most, trace) => Math.max(most, trace.duration), 1);
    rows.replaceChildren(...all.map((trace) => row(trace, longest, open)));
    plot.replaceChildren(scatter(all, open));
    plot.hidden = all.length === 0;
    count.textContent = all.length
      ? plural(all.length, "trace") + (all.some((trace) => trace.running) ? ", refreshed while they run" : "")
      : "No traces found. Every request makes one: upload a recording, or widen the search.";
    if (focused) rows.querySelector(`[data-id="${CSS.escape(focused)}"] a`)?.focus();
  }

  function addUploaded(traces) {
    state.uploaded = [...traces.map(uploadedSummary), ...state.uploaded];
    render();
  }

  find(false);
  return { keydown: (event) => keydown(event, rows), leave: () => clearTimeout(state.timer), addUploaded };
}

function uploadedSummary(trace) {
  const root = trace.roots[0];
  return {
    id: trace.id,
    trace,
    name: root?.name ?? "",
    service: root?.service ?? "",
    services: [...new Set(trace.spans.map((span) => span.service))],
    start: trace.start,
    duration: trace.end - trace.start,
    spans: trace.spans.length,
    errors: trace.spans.filter((span) => span.error).length,
    running: 0,
  };
}

function row(trace, longest, open) {
  const bar = place(el("span", { class: trace.errors ? "length bad" : "length" }), 0, Math.max(0.002, trace.duration / longest));
  return el(
    "li",
    { "data-id": trace.id },
    el(
      "a",
      {
        href: trace.trace ? "#" : "/traces/" + trace.id,
        click: (event) => {
          if (!trace.trace) return;
          event.preventDefault();
          open(trace);
        },
      },
      el("span", { class: "when soft" }, clockTime(trace.start)),
      el("span", { class: "what" }, el("span", { class: "soft" }, trace.services.join(", ") + " "), trace.name || "(no root span)"),
      el(
        "span",
        { class: "chips" },
        trace.trace ? el("span", { class: "chip" }, "file") : null,
        trace.running ? el("span", { class: "chip live" }, "running") : null,
        trace.errors ? el("span", { class: "chip bad" }, plural(trace.errors, "error")) : null,
        el("span", { class: "soft" }, plural(trace.spans, "span")),
      ),
      el("span", { class: "track", "aria-hidden": "true" }, bar),
      el("span", { class: "took" }, duration(trace.duration)),
    ),
  );
}

function keydown(event, rows) {
  const links = [...rows.querySelectorAll("a")];
  const at = links.indexOf(document.activeElement);
  if (event.key === "/") {
    $("tags").focus();
  } else if (event.key === "ArrowDown" && links.length) {
    links[Math.min(at + 1, links.length - 1)].focus();
  } else if (event.key === "ArrowUp" && links.length) {
    links[Math.max(at - 1, 0)].focus();
  } else if (event.key === "Escape") {
    document.activeElement?.blur?.();
    return;
  } else {
    return;
  }
  event.preventDefault();
}
