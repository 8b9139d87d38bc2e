/** A script with shared texts does what it did: each shape in which a text can stand, run before and after. */
import vm from "node:vm";
import { describe, expect, test } from "vitest";
import { sharedTexts } from "../../scripts/build/share-texts";

const opening = "var out=(()=>{";

/** The text as terser writes it: one function, no space around dots. */
const script = (body: string) => `${opening}${body}})();`;

function resultOf(text: string): unknown {
  const context = vm.createContext({});
  vm.runInContext(text, context);
  return JSON.parse(vm.runInContext("JSON.stringify(out)", context));
}

const long = "long-enough-to-be-worth-it";

describe("texts that get a name", () => {
  test.each([
    ["literals", `return["${long}","${long}","${long}"]`],
    ["after a keyword", `switch("${long}"){case"${long}":return"${long}"}`],
    ["typeof and in", `return[typeof"${long}","${long}"in{},void"${long}"===void 0,"${long}"]`],
    ["members", "const school={immediate:1};school.immediate++;return[school.immediate]"],
    ["of a number", 'return[1..toLocaleString.name,2..toLocaleString.name,"toLocaleString"]'],
    ["a call keeps its this", `const a=["x"];return[a.includes("x"),a.includes("y"),a.includes()]`],
    [
      "keys, quoted keys and shorthand",
      `const immediate=2;return[{immediate},{immediate:1},{"immediate":3},{"${long}":4},"${long}"]`,
    ],
    [
      "patterns and their defaults",
      "const{immediate,missing:m=5,...rest}={immediate:1,other:2},{immediate:b=3}={};return[immediate,m,rest,b,[{immediate:1}].map(({immediate:c})=>c)]",
    ],
    [
      "methods, getters and setters of objects",
      "const o={immediate(){return 1},get immediately(){return this.v},set immediately(v){this.v=v}};o.immediately=o.immediate();return[o.immediately,o.immediately,o.immediate.name]",
    ],
    [
      "classes",
      "class A{immediate(){return 1}static immediately(){return 2}}return[new A().immediate(),A.immediately(),new A().immediate(),A.immediately()]",
    ],
    ["prototypes", 'const o={__proto__:{a:1}};return[o.a,Object.keys(o),"__proto__","__proto__"]'],
    [
      "what a cell may hold",
      String.raw`return["\"\\\n\u2028\u0000 ’😀 </script>","\"\\\n\u2028\u0000 ’😀 </script>"]`,
    ],
    ["templates stay", `const a=1;return[\`${long}\${a}\`,"${long}","${long}"]`],
    ["nothing", "const a=null;return[a===null,void 0===null,typeof void 0,[null,null,void 0]]"],
    [
      "names of the language, as such and as keys",
      "const a={Object:1,Map:2};return[Object.keys(a),Object.entries(a),a.Object+a.Map,Math.max(1,2),Math.min(1,2),Math.abs(-1),Math.PI>3,[...new Map([[1,2]])],new Map().size,Array.isArray(Object)]",
    ],
    ["members in chains", "const a={settings:{settings:{settings:3}}};return a.settings.settings"],
  ])("%s", (_name, body) => {
    const before = script(body);
    const after = sharedTexts(before, opening);
    expect(resultOf(after)).toEqual(resultOf(before));
  });

  test("stand once, as constants at the start", () => {
    const after = sharedTexts(script(`return["${long}",{settings:"${long}"}]`), opening);
    expect(after.split(long)).toHaveLength(2);
    expect(after).toContain(`${opening}const `);
  });
});

test("what would take more room stays as it is", () => {
  const before = script('return["ab","ab",{x:1}.x]');
  expect(sharedTexts(before, opening)).toBe(before);
});

test("directives stay directives", () => {
  const before = script(`return(function(){"use strict";return this===void 0})()`);
  const after = sharedTexts(
    before.replace("return(", `const a=["use strict","use strict"];return(`),
    opening,
  );
  expect(resultOf(after)).toBe(true);
});

test("a script that begins otherwise is refused", () => {
  expect(() => sharedTexts("let a=1", opening)).toThrow("does not begin");
});

test("a script with a Map of its own is refused", () => {
  expect(() => sharedTexts(script("let Map=1;return Map"), opening)).toThrow("declares Map");
});
