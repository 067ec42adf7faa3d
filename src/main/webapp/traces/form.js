import * as api from "./api.js";
import { $, el } from "./dom.js";

const LOOKBACKS = [
  ["", "any time"],
  ["300", "last 5 minutes"],
  ["3600", "last hour"],
  ["21600", "last 6 hours"],
  ["86400", "last day"],
  ["604800", "last week"],
];
const FIELDS = ["service", "operation", "tags", "min", "max", "lookback", "limit"];

/** The search form, filled from the page's address; `changed` gets the new query string. */
export function searchForm(changed) {
  const given = new URLSearchParams(location.search);
  const form = el(
    "form",
    {
      id: "search",
      role: "search",
      "aria-label": "Search traces",
      submit: (event) => {
        event.preventDefault();
        changed(queryString(form));
      },
    },
    field("Service", el("select", { id: "service" }, el("option", { value: "" }, "all"))),
    field("Operation", el("input", { id: "operation", list: "operations", autocomplete: "off", spellcheck: "false" })),
    el("datalist", { id: "operations" }),
    field("Tags", el("input", { id: "tags", placeholder: "job.id=… http.route=\"/a b\"", autocomplete: "off", spellcheck: "false", "aria-describedby": "tags-hint" })),
    el("p", { id: "tags-hint", class: "hint soft" }, "key=value of one span; press / to get here"),
    el("div", { class: "pair" }, field("Min duration", el("input", { id: "min", placeholder: "100ms" })), field("Max", el("input", { id: "max", placeholder: "1.2s" }))),
    el("div", { class: "pair" }, field("Started", el("select", { id: "lookback" }, ...LOOKBACKS.map(([value, text]) => el("option", { value }, text)))), field("Limit", el("input", { id: "limit", type: "number", min: "1", max: "1500" }))),
    el("label", { class: "check" }, el("input", { id: "errors", type: "checkbox" }), " errors only"),
    el("div", { class: "buttons" }, el("button", {}, "Find traces"), el("button", { type: "reset", class: "quiet" }, "Clear")),
  );
  const input = (id) => form.querySelector("#" + id);
  FIELDS.forEach((name) => (input(name).value = given.get(name) ?? (name === "limit" ? "50" : "")));
  if (given.get("job")) input("tags").value = "job.id=" + given.get("job");
  input("errors").checked = given.get("errors") === "1";
  input("service").addEventListener("change", () => fillOperations(form));
  form.addEventListener("reset", () => setTimeout(() => ((input("limit").value = "50"), changed(queryString(form)))));
  fillServices(form, given.get("service") ?? "");
  return form;
}

function field(label, control) {
  return el("label", {}, el("span", {}, label), control);
}

async function fillServices(form, chosen) {
  const select = form.querySelector("#service");
  const names = await api.services().catch(() => []);
  if (chosen && !names.includes(chosen)) names.push(chosen);
  select.append(...names.map((name) => el("option", { value: name }, name)));
  select.value = chosen;
  fillOperations(form);
}

async function fillOperations(form) {
  const names = await api.operations(form.querySelector("#service").value).catch(() => []);
  form.querySelector("#operations").replaceChildren(...names.map((name) => el("option", { value: name })));
}

function queryString(form) {
  const query = new URLSearchParams();
  for (const name of FIELDS) {
    const value = form.querySelector("#" + name).value.trim();
    if (value && !(name === "limit" && value === "50")) query.set(name, value);
  }
  if ($("errors").checked) query.set("errors", "1");
  return query.size ? "?" + query : "";
}

/** What the form asks for. */
export function readForm(form) {
  const value = (name) => form.querySelector("#" + name).value.trim();
  return {
    service: value("service"),
    operation: value("operation"),
    tags: readTags(value("tags")),
    min: value("min").replaceAll(" ", ""),
    max: value("max").replaceAll(" ", ""),
    lookback: Number(value("lookback")),
    limit: value("limit"),
    errors: form.querySelector("#errors").checked,
  };
}

/** {@code a=b c="d e"} as an object. */
export function readTags(text) {
  const tags = {};
  for (const [, key, quoted, plain] of text.matchAll(/([^\s=]+)=(?:"((?:[^"\\]|\\.)*)"|(\S*))/g)) {
    tags[key] = quoted === undefined ? plain : quoted.replace(/\\(.)/g, "$1");
  }
  return tags;
}
