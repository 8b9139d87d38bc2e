/** What the script remembers (src/store/keys), for tests and tools. */
import { type Memory, type Properties, storeOn } from "../../src/store/store";
import type { Store } from "../workspace/service";
import { scriptProperties } from "../workspace/services/properties";

/** Google's properties as an object of texts by key. */
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

/** The script's store. Each call of this function reads it again. */
export function scriptMemory(store: Store): Memory {
  return storeOn(() => propertiesOn(scriptProperties(store)));
}
