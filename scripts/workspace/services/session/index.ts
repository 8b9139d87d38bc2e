/** Session: whose authority a run has, and its zone. Declares `User`, whose key is the address. */

import type { Ref, ServiceClass } from "../../service";
import { freeCall, globalClass, keyText, objectClass } from "../declare";

const scopes = ["userinfo.email"];

/** A person as scripts see one. */
export const userRef = (address: string): Ref => ({ $ref: "User", key: address });

export const sessionServices: readonly ServiceClass[] = [
  globalClass("Base.Session", {
    getEffectiveUser: freeCall((context) => userRef(context.user), { scopes }),
    getActiveUser: freeCall((context) => userRef(context.activeUser), { scopes }),
    getScriptTimeZone: freeCall((context) => context.scriptZone),
  }),
  objectClass("Base.User", { getEmail: freeCall((_, self) => keyText(self)) }),
];
