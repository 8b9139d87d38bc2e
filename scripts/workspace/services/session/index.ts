/** Session: whose authority a run has, and its zone. Declares `User`, whose key is the address. */
import type { Ref, ServiceClass } from "../../service";
import { freeCall, keyText } from "../declare";

const scopes = ["userinfo.email"];

/** A person as scripts see one. */
export const userRef = (address: string): Ref => ({ $ref: "User", key: address });

export const sessionServices: readonly ServiceClass[] = [
  {
    name: "Session",
    global: true,
    types: "GoogleAppsScript.Base.Session",
    methods: {
      getEffectiveUser: freeCall((context) => userRef(context.user), { scopes }),
      getActiveUser: freeCall((context) => userRef(context.activeUser), { scopes }),
      getScriptTimeZone: freeCall((context) => context.scriptZone),
    },
  },
  {
    name: "User",
    global: false,
    types: "GoogleAppsScript.Base.User",
    methods: { getEmail: freeCall((_, self) => keyText(self)) },
  },
];
