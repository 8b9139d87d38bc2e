/**
 * Realms in a browser's worker, where the script shares one realm with the Workspace. They are less strict than Node's: library members
 * newer than ES2019 exist, and what the browser adds to the language is hidden from the script but not removed.
 */
import { LocalRefusal } from "../service";
import { freezeBuiltIns, languageGlobals } from "./built-ins";
import { bundleFacts, rememberedByText, wrapped } from "./known-bundles";
import { removedGlobals } from "./language-lists";
import { prelude } from "./prelude";
import type { PreludeInput } from "./prelude-contract";
import { KeptRealm, type Realms } from "./realm";

/** A function with the bundle inside. Each call runs the bundle's top level again and returns its entry points by name. */
type Around = () => Readonly<Record<string, unknown>>;

/** The global function that a bundle's text calls to hand over its program. */
const receiver = "localWorkspaceTakesProgram";

const isName = /^[A-Za-z_$][\w$]*$/;
/** Globals that the script may see, because they belong to the language. */
const kept = new Set(languageGlobals.filter((name) => !removedGlobals.includes(name)));

/** Globals to hide from the script: everything that the browser adds to the language, and what Apps Script lacks. */
function hiddenNames(): readonly string[] {
  const names = new Set(removedGlobals);
  for (let one: unknown = globalThis; one instanceof Object; one = Object.getPrototypeOf(one)) {
    for (const name of Object.getOwnPropertyNames(one)) names.add(name);
  }
  return [...names].filter(
    (name) => isName.test(name) && !kept.has(name) && name !== "constructor",
  );
}

/**
 * Realms that load text through `run`, which runs it as a script of this realm. In a worker that is `importScripts`, which needs no
 * permission to turn text into code.
 */
export function ownRealms(run: (text: string) => void): Realms {
  const realmFor = rememberedByText((input) => {
    const { hidesText }: PreludeInput = JSON.parse(input);
    if (hidesText)
      throw new LocalRefusal("a script that cannot read its own text runs in Node only");
    const realm = new KeptRealm((host, now) => prelude(host, now, input, "shared"));
    const { globals } = realm.installed;
    freezeBuiltIns([globals.get("Date"), globals.get("Math")]);
    return realm;
  });

  function around(bundle: string, entries: ReadonlySet<string>, realm: KeptRealm): Around {
    const { globals } = realm.installed;
    const hidden = hiddenNames().filter((name) => !globals.has(name));
    const names = [...globals.keys(), ...hidden];
    let program: Around | undefined;
    Reflect.set(globalThis, receiver, (make: (...given: readonly unknown[]) => Around) => {
      program = make(...globals.values());
    });
    try {
      run(
        `${receiver}(function (${names.join(", ")}) { return ${wrapped(bundle, entries).text}; });`,
      );
    } finally {
      Reflect.deleteProperty(globalThis, receiver);
    }
    if (program === undefined) throw new LocalRefusal("the script did not load");
    return program;
  }

  return {
    name: "one realm, shared with the page's worker",
    ready: rememberedByText((bundle) => {
      const facts = bundleFacts(bundle);
      const programs = new WeakMap<KeptRealm, Around>();
      return {
        ...facts,
        open({ input, ...options }) {
          const realm = realmFor(input);
          return realm.open(options, () => {
            const program = programs.get(realm) ?? around(bundle, facts.entries, realm);
            programs.set(realm, program);
            const entries = program();
            return (name) => entries[name];
          });
        },
      };
    }),
  };
}
