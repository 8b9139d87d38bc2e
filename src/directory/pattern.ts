/** Regular expressions that a district writes in Settings: refused when they could stall a run, and only ever tried on short text. */

/** Longest pattern accepted. */
const patternLength = 200;
/** Longest text tried; an address has at most 254 characters. */
const textLength = 254;
/** Most ways in which a pattern may divide a text of `textLength`: about three stars, or fifteen alternatives in a row. */
const mostWays = 20_000_000;

type Verdict = "usable" | "too-long" | "invalid" | "too-slow";

/** Whether a pattern can be used. `too-slow`: on some text it might not end in time (repeats inside repeats, references back). */
export function judgePattern(pattern: string): Verdict {
  if (pattern.length > patternLength) {
    return "too-long";
  }
  if (compiled(pattern) === null) {
    return "invalid";
  }
  return ways(pattern) > mostWays ? "too-slow" : "usable";
}

/** True when the pattern fits the text from its first character to its last. False for an unusable pattern or a text over 254 characters. */
export function fitsWhole(pattern: string, text: string): boolean {
  return tried(`^(?:${pattern})$`, pattern, text, "");
}

/** True when the pattern fits some part of the text, whatever the case. False as for `fitsWhole`. */
export function fitsSomewhere(pattern: string, text: string): boolean {
  return tried(pattern, pattern, text, "i");
}

function tried(source: string, pattern: string, text: string, flags: string): boolean {
  if (text.length > textLength || judgePattern(pattern) !== "usable") {
    return false;
  }
  return compiled(source, flags)?.test(text) ?? false;
}

function compiled(source: string, flags = ""): RegExp | null {
  try {
    return new RegExp(source, flags);
  } catch {
    return null;
  }
}

interface Part {
  /** In how many ways what was read so far can divide a text. */
  ways: number;
  alternatives: number;
  /** Whether anything in it can match in more than one way: repeating such a part is exponential. */
  varies: boolean;
}

/**
 * Counts, from above, the ways in which a valid pattern can divide a text.
 * A varying part under a repeat, and a reference back, count as endless: their cost grows exponentially with the text.
 */
function ways(pattern: string): number {
  const open: Part[] = [];
  let part: Part = { ways: 1, alternatives: 1, varies: false };
  let at = 0;
  while (at < pattern.length) {
    const rest = pattern.slice(at);
    let atom: Part = { ways: 1, alternatives: 1, varies: false };
    const opening = /^\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?/.exec(rest);
    if (opening !== null) {
      open.push(part);
      part = { ways: 1, alternatives: 1, varies: false };
      at += opening[0].length;
      continue;
    }
    if (rest.startsWith("|")) {
      part.alternatives += 1;
      part.varies = true;
      at += 1;
      continue;
    }
    if (rest.startsWith(")")) {
      atom = { ...part, ways: part.ways * part.alternatives };
      part = open.pop() ?? { ways: 1, alternatives: 1, varies: false };
      at += 1;
    } else {
      const single = /^(?:\\.|\[(?:\\.|[^\]\\])*\]|[\s\S])/.exec(rest)?.[0] ?? rest;
      if (/^\\[1-9k]/.test(single)) {
        return Number.POSITIVE_INFINITY;
      }
      at += single.length;
    }
    const repeat = repeatAt(pattern.slice(at));
    at += repeat.length;
    if (repeat.most > 1 && atom.varies) {
      return Number.POSITIVE_INFINITY;
    }
    part.ways *= atom.ways * (repeat.most - repeat.least + 1);
    part.varies ||= atom.varies || repeat.most > repeat.least;
  }
  return part.ways * part.alternatives;
}

function repeatAt(rest: string): { length: number; least: number; most: number } {
  const simple = /^[*+?]\??/.exec(rest);
  if (simple !== null) {
    const least = rest.startsWith("+") ? 1 : 0;
    return { length: simple[0].length, least, most: rest.startsWith("?") ? 1 : textLength };
  }
  const counted = /^\{(\d+)(,(\d*))?\}\??/.exec(rest);
  if (counted === null) {
    return { length: 0, least: 1, most: 1 };
  }
  const least = Number(counted[1]);
  const open = counted[2] !== undefined && counted[3] === "";
  const most = open ? Math.max(textLength, least) : Number(counted[3] ?? counted[1]);
  return { length: counted[0].length, least, most };
}
