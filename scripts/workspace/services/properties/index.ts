/** PropertiesService: the script's own store of texts. */
import {
  type CallContext,
  GoogleError,
  type Ref,
  type ServiceClass,
  type Store,
} from "../../service";
import { expectCount, expectObject, expectText, freeCall, planning, serviceCall } from "../declare";
import { storeBytes, valueBytes } from "./limits";

interface PropertiesSlice {
  script: Record<string, string>;
}

/** The script's properties, for whoever looks at the Workspace from outside. */
export function scriptProperties(store: Store): Record<string, string> {
  return store.slice<PropertiesSlice>("properties", () => ({ script: {} })).script;
}

const source = "platform.md 2; REF/PropertiesService";
const properties: Ref = { $ref: "Properties", key: "script" };

function write(context: CallContext, values: Readonly<Record<string, string>>): Ref {
  const held = scriptProperties(context.store);
  for (const value of Object.values(values)) {
    if (Buffer.byteLength(value) > valueBytes) throw new GoogleError("Argument too large: value");
  }
  const bytes = Object.entries({ ...held, ...values }).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value),
    0,
  );
  if (bytes > storeBytes) {
    throw new GoogleError(
      "You have exceeded the property storage quota. Please remove some properties and try again.",
    );
  }
  Object.assign(held, values);
  return properties;
}

export const propertiesServices: readonly ServiceClass[] = [
  {
    name: "PropertiesService",
    global: true,
    types: "GoogleAppsScript.Properties.PropertiesService",
    methods: { getScriptProperties: freeCall(source, () => properties) },
  },
  {
    name: "Properties",
    global: false,
    types: "GoogleAppsScript.Properties.Properties",
    methods: {
      getProperties: serviceCall(planning.propertyRead, source, (context, _, args) => {
        expectCount("Properties.getProperties", args, 0);
        return { ...scriptProperties(context.store) };
      }),
      setProperty: serviceCall(planning.propertyWrite, source, (context, _, args) => {
        const call = "Properties.setProperty";
        expectCount(call, args, 2);
        const key = expectText(call, args[0], "the key");
        return write(context, { [key]: expectText(call, args[1], "the value") });
      }),
      setProperties: serviceCall(planning.propertyWrite, source, (context, _, args) => {
        const call = "Properties.setProperties";
        expectCount(call, args, 1);
        const given = Object.entries(expectObject(call, args[0], "the values"));
        return write(
          context,
          Object.fromEntries(given.map(([key, value]) => [key, expectText(call, value, key)])),
        );
      }),
      deleteProperty: serviceCall(planning.propertyWrite, source, (context, _, args) => {
        const call = "Properties.deleteProperty";
        expectCount(call, args, 1);
        delete scriptProperties(context.store)[expectText(call, args[0], "the key")];
        return properties;
      }),
    },
  },
];
