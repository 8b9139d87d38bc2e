/** Session: who the run works as, who started it, and the script's time zone. Also declares the class `User`, whose key is the address. */

import type { Ref, ServiceClass } from "../../service";
import { freeCall, globalClass, keyText, objectClass } from "../declare";

const scopes = ["userinfo.email"];

/** The `User` object for an address. */
export const userRef = (address: string): Ref => ({ $ref: "User", key: address });

export const sessionServices: readonly ServiceClass[] = [
  globalClass("Base.Session", {
    getEffectiveUser: freeCall((context) => userRef(context.user), { scopes }),
    getActiveUser: freeCall((context) => userRef(context.activeUser), { scopes }),
    getScriptTimeZone: freeCall((context) => context.scriptZone),
  }),
  objectClass("Base.User", { getEmail: freeCall((_, self) => keyText(self)) }),
];
