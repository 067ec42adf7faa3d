import { svg } from "./dom.js";
import { clockTime, duration, plural } from "./format.js";

const WIDTH = 900;
const HEIGHT = 150;
const LEFT = 62;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 22;

/** Start against duration (logarithmic), a dot a trace; as large as it has spans. */
export function scatter(traces, open) {
  const plot = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "group" });
  if (!traces.length) return plot;
  const x = scale(traces.map((t) => t.start), LEFT, WIDTH - RIGHT, (v) => v);
  const y = scale(traces.map((t) => Math.max(1, t.duration)), HEIGHT - BOTTOM, TOP, Math.log10);
  plot.append(...durationLines(y), ...timeMarks(x));
  [...traces].sort((a, b) => b.spans - a.spans).forEach((trace) => plot.append(dot(trace, x, y, open)));
  return plot;
}

function dot(trace, x, y, open) {
  const label = `${trace.name || "trace"}, ${duration(trace.duration)}, ${clockTime(trace.start)}, ${plural(trace.spans, "span")}` + (trace.errors ? ", " + plural(trace.errors, "error") : "");
  const circle = svg("circle", {
    cx: x.at(trace.start),
    cy: y.at(Math.max(1, trace.duration)),
    r: Math.min(12, 3 + Math.sqrt(trace.spans)),
    class: trace.errors ? "bad" : trace.running ? "live" : "",
  });
  circle.append(svg("title", {}, label));
  const properties = trace.trace
    ? { click: (event) => (event.preventDefault(), open(trace)), href: "#" }
    : { href: "/traces/" + trace.id };
  // The list below is the way in by keyboard; as many tab stops again would only be in the way.
  return svg("a", { ...properties, "aria-label": label, tabindex: "-1" }, circle);
}

function scale(values, from, to, map) {
  const low = map(values.reduce((a, b) => Math.min(a, b)));
  const high = map(values.reduce((a, b) => Math.max(a, b)));
  const margin = (high - low) * 0.04 || 0.5;
  const span = high - low + 2 * margin;
  return { low: low - margin, high: high + margin, at: (value) => from + ((map(value) - low + margin) / span) * (to - from) };
}

function durationLines(y) {
  const lines = [];
  const powers = Math.ceil(y.high) - Math.floor(y.low);
  for (let power = Math.floor(y.low); power <= y.high; power++) {
    for (const factor of powers > 2 ? [1] : [1, 2, 5]) {
      const value = factor * 10 ** power;
      if (Math.log10(value) < y.low || Math.log10(value) > y.high) continue;
      const at = y.at(value);
      lines.push(svg("line", { x1: LEFT, x2: WIDTH - RIGHT, y1: at, y2: at }), svg("text", { x: LEFT - 6, y: at + 4, "text-anchor": "end" }, short(value)));
    }
  }
  return lines;
}

function short(micros) {
  return micros < 1000 ? micros + " µs" : micros < 1e6 ? micros / 1000 + " ms" : micros / 1e6 + " s";
}

function timeMarks(x) {
  return [0.02, 0.34, 0.66, 0.98].map((part, i) => {
    const value = x.low + part * (x.high - x.low);
    const anchor = i === 0 ? "start" : i === 3 ? "end" : "middle";
    return svg("text", { x: LEFT + part * (WIDTH - RIGHT - LEFT), y: HEIGHT - 6, "text-anchor": anchor }, clockTime(value));
  });
}
