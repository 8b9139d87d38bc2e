/** PropertiesService: texts that the script stores, one set for the script and one for each account. */

import {
  type CallContext,
  GoogleError,
  type Ref,
  type ServiceClass,
  type Store,
} from "../../service";
import { textBytes } from "../../text-bytes";
import {
  expectCount,
  expectObject,
  expectText,
  freeCall,
  globalClass,
  keyText,
  objectClass,
  planning,
  serviceCall,
} from "../declare";

// Limits of script properties (platform.md 2, read 2026-11-24).

/** 9 KB for each value. Taken as bytes in UTF-8, the stricter reading. */
const valueBytes = 9 * 1024;
/** 500 KB for each set of properties, including keys. */
const storeBytes = 500 * 1024;

interface PropertiesSlice {
  script: Record<string, string>;
  /** Each account's own properties, by its address. */
  users?: Record<string, Record<string, string>>;
}

const slice = (store: Store): PropertiesSlice =>
  store.slice<PropertiesSlice>("properties", () => ({ script: {} }));

/** The script properties, for tests and tools to read and change. */
export function scriptProperties(store: Store): Record<string, string> {
  return slice(store).script;
}

/** An account's own user properties. */
export function userProperties(store: Store, address: string): Record<string, string> {
  const held = slice(store);
  held.users ??= {};
  held.users[address] ??= {};
  return held.users[address];
}

/** The set of properties that a `Properties` object stands for: the user's or the script's. */
function heldBy(context: CallContext, self: unknown): Record<string, string> {
  return keyText(self) === "user"
    ? userProperties(context.store, context.user)
    : scriptProperties(context.store);
}

const propertiesOf = (key: string): Ref => ({ $ref: "Properties", key });

function write(context: CallContext, self: unknown, values: Readonly<Record<string, string>>): Ref {
  const held = heldBy(context, self);
  for (const value of Object.values(values)) {
    if (textBytes(value) > valueBytes) throw new GoogleError("Argument too large: value");
  }
  const bytes = Object.entries({ ...held, ...values }).reduce(
    (sum, [key, value]) => sum + textBytes(key) + textBytes(value),
    0,
  );
  if (bytes > storeBytes) {
    throw new GoogleError(
      "You have exceeded the property storage quota. Please remove some properties and try again.",
    );
  }
  Object.assign(held, values);
  return propertiesOf(keyText(self));
}

export const propertiesServices: readonly ServiceClass[] = [
  globalClass("Properties.PropertiesService", {
    getScriptProperties: freeCall(() => propertiesOf("script")),
    getUserProperties: freeCall(() => propertiesOf("user")),
  }),
  objectClass("Properties.Properties", {
    getProperties: serviceCall(planning.propertyRead, (context, self, args) => {
      expectCount("Properties.getProperties", args, 0);
      return { ...heldBy(context, self) };
    }),
    setProperty: serviceCall(planning.propertyWrite, (context, self, args) => {
      const call = "Properties.setProperty";
      expectCount(call, args, 2);
      const key = expectText(call, args[0], "the key");
      return write(context, self, { [key]: expectText(call, args[1], "the value") });
    }),
    setProperties: serviceCall(planning.propertyWrite, (context, self, args) => {
      const call = "Properties.setProperties";
      expectCount(call, args, 1);
      const given = Object.entries(expectObject(call, args[0], "the values"));
      return write(
        context,
        self,
        Object.fromEntries(given.map(([key, value]) => [key, expectText(call, value, key)])),
      );
    }),
    deleteProperty: serviceCall(planning.propertyWrite, (context, self, args) => {
      const call = "Properties.deleteProperty";
      expectCount(call, args, 1);
      delete heldBy(context, self)[expectText(call, args[0], "the key")];
      return propertiesOf(keyText(self));
    }),
  }),
];
