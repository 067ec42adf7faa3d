/** Files have whole microseconds, so one span may seem to end that much after the next began. */
const ROUNDING = 1;

/** This part of a span may overlap what it handed over to: an attempt goes on a little after it gave its job back. */
const HANDING_OVER = 0.05;

/**
 * Which parts of which spans decided how long the trace took: a map from span to [from, to] pairs. From the
 * end backwards, time belongs to the child that ended last, else to the span itself. Work that goes on after its
 * parent has ended (a job that a request started) counts as part of the parent.
 */
export function criticalPath(trace) {
  const path = new Map();
  const last = new Map();
  for (let i = trace.spans.length - 1; i >= 0; i--) {
    const span = trace.spans[i];
    last.set(span, span.children.reduce((end, child) => Math.max(end, last.get(child)), span.end));
  }
  const root = trace.roots.reduce((best, span) => (best && last.get(best) >= last.get(span) ? best : span), null);
  if (root) walk(root, last.get(root), last, path);
  return path;
}

/** With a stack of its own, because a hostile file may be nested deeper than the engine's. */
function walk(root, until, last, path) {
  const stack = [frame(root, until, last)];
  while (stack.length) {
    const top = stack[stack.length - 1];
    const child = next(top, last);
    if (child) {
      add(path, top.span, last.get(child), top.at);
      const to = Math.min(top.at, last.get(child));
      stack.push(frame(child, to, last));
    } else {
      add(path, top.span, top.span.start, top.at);
      stack.pop();
      const below = stack[stack.length - 1];
      if (below) below.at = Math.min(below.at, top.span.start, top.at);
    }
  }
}

function frame(span, at, last) {
  return { span, at, waiting: [...span.children].sort((a, b) => last.get(a) - last.get(b)) };
}

/** What still ran when the part found before began cannot have been waited for. */
function next(top, last) {
  while (top.waiting.length) {
    const child = top.waiting.pop();
    const overlap = ROUNDING + HANDING_OVER * (last.get(child) - child.start);
    if (last.get(child) <= top.at + overlap && child.start < top.at && last.get(child) > child.start) return child;
  }
  return null;
}

function add(path, span, from, to) {
  const start = Math.max(from, span.start);
  const end = Math.min(to, span.end);
  if (end > start) path.set(span, [...(path.get(span) ?? []), [start, end]]);
}
