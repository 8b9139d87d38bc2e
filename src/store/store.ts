/** Reads, checks and writes what the script remembers (store/keys). No other file does. */
import { asciiJson, membersIn, parsedJson, type Shape } from "../json";
import {
  type Changed,
  type EachKey,
  type Kept,
  type Key,
  type Remembered,
  table,
  valuesIfUnreadable,
} from "./keys";

/** The methods of Google's properties that the store uses. Each is one call to Google. A value has at most 9 KB. */
export interface Properties {
  getProperties(): Readonly<Record<string, string>>;
  setProperty(key: string, value: string): unknown;
  setProperties(values: Record<string, string>): unknown;
}

/** What the script remembers, checked and typed. */
export interface Memory {
  /**
   * The value under a key, checked. If nothing is stored, or it cannot be read, the value that store/keys gives. The first `get`
   * of a run reads all keys in one call; later ones cost no call. `of`: whose value, for keys that have one for each account or register.
   */
  get<K extends Key>(key: K, of?: string): Kept[K];
  /**
   * Writes a value; members that are not named stay as this run last read them. One call; none if the run knows that all of this is stored
   * already.
   */
  set<K extends Key>(key: K, value: Changed<Kept[K]>, of?: string): void;
  /** Writes several keys in one call, each as `set` does. `ofEach`: values by account. `of`: whose `values` are. */
  setAll(
    values: Remembered,
    ofEach?: { readonly [K in EachKey]?: Readonly<Record<string, Changed<Kept[K]>>> },
    of?: string,
  ): void;
  /** The accounts that have a value of their own under the key. */
  owners(key: EachKey): readonly string[];
  /** Makes the next `get` read all keys anew, to see what another run has written since. */
  again(): void;
  /** Keys that this run read and whose stored value cannot be read, because someone typed over it. */
  unreadable(): readonly Key[];
  /** Replaces stored values that cannot be read by the ones that count instead. One call. */
  mend(): void;
}

/** These keys are spread over this many properties, each of this many characters, since one property holds 9 KB. */
const spread: readonly Key[] = ["draft", "keptOut", "goesOn"];
const partsEach = 10;
const partLength = 8_500;

/** How many characters of JSON a value can have that is spread. */
export const spreadUpTo = partsEach * partLength;

/** The names of the properties that hold a value. */
function partsOf(key: Key, property: string): readonly string[] {
  return spread.includes(key)
    ? Array.from({ length: partsEach }, (_, at) => `${property}${at}`)
    : [property];
}

/** Addresses of the accounts that run the system or have asked to. */
export function installersIn(memory: Pick<Memory, "get" | "owners">): readonly string[] {
  return memory.owners("account").filter((one) => memory.get("account", one).asked > 0);
}

/** The value after a change. A change of an object with named members replaces only the members that it names. */
function changed(key: Key, before: unknown, change: unknown): unknown {
  const hasMembers = Object.keys(membersIn(table()[key].empty) ?? {}).length > 0;
  return hasMembers ? { ...membersIn(before), ...membersIn(change) } : change;
}

/** A stored text, read and checked. `isBroken`: it, or a member of it, cannot be read. */
function checked(key: Key, text: string): { readonly value: unknown; readonly isBroken: boolean } {
  const shape: Shape<unknown> = table()[key];
  const { empty } = shape;
  if (text.trim() === "") return { value: empty, isBroken: false };
  const json = parsedJson(text);
  const members = membersIn(json);
  const value = shape(changed(key, empty, json));
  if (value !== undefined && (members !== null || membersIn(empty) === null)) {
    return { value, isBroken: false };
  }
  // If some members of an object cannot be read, the others still count.
  const missing = Object.entries(membersIn(empty) ?? {}).filter(
    ([one]) => !(one in (members ?? { [one]: null })),
  );
  const lost = valuesIfUnreadable()[key] ?? empty;
  const start = missing.length === 0 ? lost : changed(key, lost, Object.fromEntries(missing));
  const found = Object.entries(members ?? {}).reduce((kept, [one, member]) => {
    return shape({ ...membersIn(kept), [one]: member }) ?? kept;
  }, start);
  return { value: found, isBroken: true };
}

/** A store that keeps its values in these properties. Makes no call before it is used. */
export function storeOn(properties: () => Properties): Memory {
  let texts: Map<string, string> | null = null;
  let values = new Map<string, unknown>();
  const broken = new Map<string, readonly [Key, string | undefined]>();

  const all = () => {
    texts ??= new Map(Object.entries(properties().getProperties()));
    return texts;
  };
  const propertyOf = (key: Key, of: string | undefined) =>
    of === undefined ? key : `${key} ${of}`;

  const get = <K extends Key>(key: K, of?: string): Kept[K] => {
    const property = propertyOf(key, of);
    if (!values.has(property)) {
      const text = partsOf(key, property)
        .map((part) => all().get(part) ?? "")
        .join("");
      const { value, isBroken } = checked(key, text);
      if (isBroken) broken.set(property, [key, of]);
      values.set(property, value);
    }
    // `checked` used the shape of this key, from which its type comes.
    return values.get(property) as Kept[K];
  };

  const write = (changes: readonly (readonly [Key, unknown, string | undefined])[]) => {
    const wanted = changes.flatMap(([key, change, of]): (readonly [string, string])[] => {
      // The old value is read first, so that damage to it is noticed before it is overwritten.
      const json = asciiJson(changed(key, get(key, of), change));
      const text = json === asciiJson(table()[key].empty) ? "" : json;
      const parts = partsOf(key, propertyOf(key, of));
      const length = parts.length === 1 ? text.length : partLength;
      return parts.map((part, at) => [part, text.slice(at * length, (at + 1) * length)]);
    });
    const after = wanted.filter(([property, text]) => (all().get(property) ?? "") !== text);
    const [first] = after;
    if (first === undefined) return;
    if (after.length === 1) properties().setProperty(...first);
    else properties().setProperties(Object.fromEntries(after));
    for (const [property, text] of after) texts?.set(property, text);
    values = new Map();
  };

  return {
    get,
    set: (key, value, of) => write([[key, value, of]]),
    setAll(changes, ofEach = {}, of) {
      // The keys of both objects are all of type `Key`.
      const plain = Object.entries(changes) as [Key, unknown][];
      const each = Object.entries(ofEach) as [Key, Readonly<Record<string, unknown>>][];
      write([
        ...plain.flatMap(([key, value]) =>
          value === undefined ? [] : [[key, value, of] as const],
        ),
        ...each.flatMap(([key, byOwner]) =>
          Object.entries(byOwner).map(([owner, value]) => [key, value, owner] as const),
        ),
      ]);
    },
    owners: (key) =>
      [...all()].flatMap(([property, text]) =>
        text !== "" && property.startsWith(`${key} `) ? [property.slice(key.length + 1)] : [],
      ),
    again() {
      texts = null;
      values = new Map();
    },
    unreadable: () => [...new Set([...broken.values()].map(([key]) => key))],
    mend() {
      // Each is written as it was read, with all members that could be read.
      write([...broken.values()].map(([key, of]) => [key, get(key, of), of] as const));
      broken.clear();
    },
  };
}
