import { el } from "./dom.js";
import { duration, exactTime } from "./format.js";

/** Everything known of one span, for the panel beside the waterfall. */
export function spanDetail(span, trace, logs, critical, close, go) {
  const mine = logs.filter((line) => line.spanID === span.id);
  return [
    el("button", { type: "button", class: "quiet close", "aria-label": "Close the detail", click: close }, "×"),
    el("h2", {}, span.name || "(no name)"),
    span.error ? el("p", { class: "chip bad" }, "error") : null,
    span.running ? el("p", { class: "chip live" }, "running") : null,
    table("", [
      ["service", span.service],
      ["kind", span.kind],
      ["starts after", duration(span.start - trace.start)],
      ["duration", duration(span.end - span.start) + (span.running ? " so far" : "")],
      ["self time", duration(span.self) + share(span.self, span.end - span.start)],
      ["on the critical path", duration(critical) + share(critical, trace.end - trace.start, " of the trace")],
      ["span id", span.id],
      ["started at", exactTime(span.start)],
    ]),
    span.warnings.length ? el("p", { class: "chip bad" }, span.warnings.join("; ")) : null,
    section("Attributes", span.attributes.length, () => table("attributes", span.attributes, jobLink)),
    section("Events", span.events.length, () => el("ol", { class: "events" }, ...span.events.map((event) => eventItem(event, trace)))),
    section("Links", span.links.length, () => el("ul", { class: "links" }, ...span.links.map((link) => linkItem(link, trace, go)))),
    section("Log lines", mine.length, () => el("ol", { class: "logs" }, ...mine.map(logItem))),
    section("Resource", span.resource.length, () => el("details", {}, el("summary", {}, "of " + span.service), table("", span.resource))),
  ].filter(Boolean);
}

function share(part, whole, of = "") {
  return whole > 0 ? ` (${Math.round((part / whole) * 100)} %${of})` : "";
}

function section(title, count, content) {
  return count ? el("section", {}, el("h3", {}, title), content()) : null;
}

function table(name, pairs, link = () => null) {
  return el(
    "table",
    { class: name || null },
    el("tbody", {}, ...pairs.map(([key, value]) => el("tr", {}, el("th", { scope: "row" }, key), el("td", {}, link(key, value) ?? text(value))))),
  );
}

function text(value) {
  const shown = typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
  return shown.includes("\n") ? el("pre", {}, shown) : shown;
}

/** Where a job can be read, by the id that is an attribute of its spans. */
function jobLink(key, value) {
  if (key !== "job.id" || typeof value !== "string") return null;
  return el("a", { href: "/api/v1/jobs/" + encodeURIComponent(value) }, value);
}

function eventItem(event, trace) {
  return el(
    "li",
    { class: event.name === "exception" ? "bad" : null },
    el("span", {}, event.name),
    el("span", { class: "soft" }, " +" + duration(event.time - trace.start)),
    event.attributes.length ? table("", event.attributes) : null,
  );
}

function linkItem(link, trace, go) {
  const here = link.traceId === trace.id && trace.byId.get(link.spanId);
  const safe = /^[0-9a-f]{32}$/.test(link.traceId);
  if (here) return el("li", {}, el("a", { href: "?span=" + link.spanId, click: (event) => (event.preventDefault(), go(here)) }, here.name), el("span", { class: "soft" }, " in this trace"));
  const name = link.traceId + " / " + link.spanId;
  return el("li", {}, safe ? el("a", { href: "/traces/" + link.traceId + "?span=" + encodeURIComponent(link.spanId) }, name) : name);
}

export function logItem(line) {
  const time = line.time.slice(11, 23);
  return el(
    "li",
    { class: ["SEVERE", "WARNING"].includes(line.level) ? "bad" : null },
    el("span", { class: "soft" }, time + " " + line.level + " "),
    el("span", {}, line.message),
    line.failure ? el("span", { class: "soft" }, " " + line.failure) : null,
  );
}
