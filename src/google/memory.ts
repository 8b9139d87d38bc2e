import type { Memory, OwnMemory } from "../ports";

/** The script's store (script properties), read whole in one call. */
export function googleMemory(): Memory {
  const properties = PropertiesService.getScriptProperties();
  let known: Map<string, string> | null = null;
  const all = (): Map<string, string> => {
    known = known ?? new Map(Object.entries(properties.getProperties()));
    return known;
  };
  return {
    get: (key) => all().get(key) ?? null,
    set(key, value) {
      properties.setProperty(key, value);
      known?.set(key, value);
    },
    setAll(values, ofAccounts = {}) {
      const defined: Record<string, string> = { ...ofAccounts };
      for (const [key, value] of Object.entries(values)) {
        if (value !== undefined) defined[key] = value;
      }
      properties.setProperties(defined);
      for (const [key, value] of Object.entries(defined)) known?.set(key, value);
    },
    remove(key) {
      properties.deleteProperty(key);
      known?.delete(key);
    },
    again() {
      known = null;
    },
  };
}

/** The store of the account that runs (user properties). */
export function googleOwnMemory(): OwnMemory {
  const properties = () => PropertiesService.getUserProperties();
  let known: Map<string, string> | null = null;
  return {
    get(key) {
      known = known ?? new Map(Object.entries(properties().getProperties()));
      return known.get(key) ?? null;
    },
    set(key, value) {
      properties().setProperty(key, value);
      known?.set(key, value);
    },
  };
}
