/** Reads, checks and writes what the script remembers (store/keys), the one place for it. */
import { asciiJson, membersIn, parsedJson } from "../json";
import { type EachKey, type Kept, type Key, type Remembered, type Row, table } from "./keys";

/** What Google's properties offer. Each call is one service call. A value has at most 9 KB. */
export interface Properties {
  getProperties(): Readonly<Record<string, string>>;
  setProperty(key: string, value: string): unknown;
  setProperties(values: Record<string, string>): unknown;
}

/** The store. */
export interface Memory {
  /**
   * The value under a key, checked; what `keys` says of it where nothing stands or what stands cannot be read. The first `get` of a run
   * reads all keys in one call; later ones cost no call. `of`: the account or register, for keys of which each has a value.
   */
  get<K extends Key>(key: K, of?: string): Kept[K];
  /** One call; none where the run knows that the value stands there already. */
  set<K extends Key>(key: K, value: Kept[K], of?: string): void;
  /** Writes several in one call; none where the run knows that all stand there already. `ofEach`: values by account. */
  setAll(
    values: Remembered,
    ofEach?: { readonly [K in EachKey]?: Readonly<Record<string, Kept[K]>> },
  ): void;
  /** Makes the next `get` read all keys anew, to see what another run has written since. */
  again(): void;
  /** Keys that were read in this run and hold what cannot be read: somebody has typed over it. */
  unreadable(): readonly Key[];
  /** Puts in place of what cannot be read what counts instead. One call. */
  mend(): void;
}

/**
 * The store of the account that runs (user properties). Nobody else can read it, not even people who can open the script, so it may say
 * that a sealed register is in use.
 */
export type OwnMemory = Pick<Memory, "get" | "set">;

/** A value of the draft is spread over so many properties, each of so many characters: a property holds 9 KB. */
const draftParts = 10;
const partLength = 8_500;

/** Characters of JSON that a draft can have. */
export const draftUpTo = draftParts * partLength;

const partsOf = Array.from({ length: draftParts }, (_, at) => `draft${at}`);

/** What counts where nothing stands under a key. */
export function emptyOf<K extends Key>(key: K): Kept[K] {
  // A line of the table has the type of its key.
  return table[key].empty as Kept[K];
}

/** Whether the value says as much as nothing at all. */
function isEmpty(key: Key, value: unknown): boolean {
  return value === null || asciiJson(value) === asciiJson(emptyOf(key));
}

/** The store on these properties. Calls nothing before it is asked. */
export function storeOn(properties: () => Properties): Memory {
  let texts: Map<string, string> | null = null;
  let values = new Map<string, unknown>();
  const broken = new Map<Key, string | undefined>();

  const all = () => {
    texts ??= new Map(Object.entries(properties().getProperties()));
    return texts;
  };
  const textOf = (property: string) =>
    property === "draft"
      ? partsOf.map((part) => all().get(part) ?? "").join("")
      : (all().get(property) ?? "");
  const propertyOf = (key: Key, of: string | undefined) => {
    const { within = key }: Row = table[key];
    return of === undefined ? within : `${key} ${of}`;
  };

  /** What stands under a key, not checked; undefined where nothing does, or where its text is no JSON (`isBroken`). */
  const standing = (key: Key, of: string | undefined): { json?: unknown; isBroken?: true } => {
    const { isText, within }: Row = table[key];
    const text = textOf(propertyOf(key, of));
    if (text.trim() === "") return {};
    if (isText) return { json: text };
    const json = parsedJson(text);
    if (json === undefined) return { isBroken: true };
    if (within === undefined || of !== undefined) return { json };
    const members = membersIn(json);
    return members === null ? { isBroken: true } : key in members ? { json: members[key] } : {};
  };

  const read = (key: Key, of: string | undefined): unknown => {
    const { shape, empty, unreadable = empty }: Row = table[key];
    const { json, isBroken } = standing(key, of);
    if (json === undefined && !isBroken) return empty;
    const found = shape(json);
    if (found !== undefined) return found;
    broken.set(key, of);
    return unreadable;
  };

  /** The texts of properties once these values stand in them; only those that differ from what stands there, as far as the run knows. */
  const textsOf = (changes: readonly (readonly [Key, unknown, string | undefined])[]) => {
    const groups = new Map<string, Record<string, unknown>>();
    const after: Record<string, string> = {};
    for (const [key, value, of] of changes) {
      const property = propertyOf(key, of);
      const { within, isText }: Row = table[key];
      // So that what cannot be read is noticed before it is written over.
      if (texts !== null || within !== undefined) read(key, of);
      if (within !== undefined && of === undefined) {
        const group = groups.get(property) ?? { ...membersIn(parsedJson(textOf(property))) };
        if (isEmpty(key, value)) delete group[key];
        else group[key] = value;
        groups.set(property, group);
      } else if (property === "draft") {
        const text = isEmpty(key, value) ? "" : asciiJson(value);
        partsOf.forEach((part, at) => {
          const words = text.slice(at * partLength, (at + 1) * partLength);
          // Parts that only a longer draft needed are blanked. To remove them would be a call each.
          if (words !== "" || all().has(part)) after[part] = words;
        });
      } else after[property] = isEmpty(key, value) ? "" : isText ? String(value) : asciiJson(value);
    }
    for (const [property, group] of groups) {
      after[property] = Object.keys(group).length === 0 ? "" : asciiJson(group);
    }
    const known = texts;
    return known === null
      ? Object.entries(after)
      : Object.entries(after).filter(([property, text]) => (known.get(property) ?? "") !== text);
  };

  const write = (changes: readonly (readonly [Key, unknown, string | undefined])[]) => {
    const after = textsOf(changes);
    const [first] = after;
    if (first === undefined) return;
    if (after.length === 1) properties().setProperty(...first);
    else properties().setProperties(Object.fromEntries(after));
    for (const [property, text] of after) texts?.set(property, text);
    values = new Map();
  };

  return {
    get<K extends Key>(key: K, of?: string): Kept[K] {
      const name = of === undefined ? key : `${key} ${of}`;
      if (!values.has(name)) values.set(name, read(key, of));
      // Checked by the key's own schema, from which its type comes.
      return values.get(name) as Kept[K];
    },
    set: (key, value, of) => write([[key, value, of]]),
    setAll(changes, ofEach = {}) {
      // The keys of both are those of their types.
      const plain = Object.entries(changes) as [Key, unknown][];
      const each = Object.entries(ofEach) as [Key, Readonly<Record<string, unknown>>][];
      write([
        ...plain.flatMap(([key, value]) =>
          value === undefined ? [] : [[key, value, undefined] as const],
        ),
        ...each.flatMap(([key, byOwner]) =>
          Object.entries(byOwner).map(([of, value]) => [key, value, of] as const),
        ),
      ]);
    },
    again() {
      texts = null;
      values = new Map();
    },
    unreadable: () => [...broken.keys()],
    mend() {
      write(
        [...broken].map(([key, of]) => {
          const { empty, unreadable = empty }: Row = table[key];
          return [key, unreadable, of] as const;
        }),
      );
      broken.clear();
    },
  };
}
