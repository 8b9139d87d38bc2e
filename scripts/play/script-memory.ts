/** What the script remembers (src/store/keys), for tests and tools. */
import { type Memory, type Properties, storeOn } from "../../src/store/store";
import type { Store } from "../workspace/service";
import { scriptProperties } from "../workspace/services/properties";

/** Texts by key, as Google's properties. */
export function propertiesOn(kept: Record<string, string>): Properties {
  return {
    getProperties: () => ({ ...kept }),
    setProperty(key, value) {
      kept[key] = value;
    },
    setProperties(values) {
      Object.assign(kept, values);
    },
  };
}

/** The script's store, read anew at each call of this function. */
export function scriptMemory(store: Store): Memory {
  return storeOn(() => propertiesOn(scriptProperties(store)));
}
