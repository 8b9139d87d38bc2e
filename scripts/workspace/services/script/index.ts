/** ScriptApp: installable triggers, each owned by the account that made it. */

import {
  type CallContext,
  EndOfRun,
  type EnumValue,
  GoogleError,
  LocalRefusal,
  type Method,
  type Ref,
  type ServiceClass,
} from "../../service";
import {
  expectCount,
  expectNumber,
  expectText,
  freeCall,
  globalClass,
  keep,
  kept,
  keyText,
  objectClass,
  planning,
  serviceCall,
  unmodelledArgument,
} from "../declare";
import {
  type InstalledTrigger,
  installedTriggers,
  installTrigger,
  nextFiring,
  nextTriggerId,
  removeTrigger,
} from "./store";

// Limits of triggers (platform.md 1, read 2026-11-24).

/** For each user and script. */
const triggersPerUser = 20;
/** The intervals that `everyMinutes` accepts, in minutes. */
const minutesAllowed: readonly number[] = [1, 5, 10, 15, 30];

/** What the calls on a trigger builder have set so far. Kept until the run ends. */
interface Building {
  readonly function: string;
  /** Id of the Form or spreadsheet that the trigger is for. */
  readonly fileId?: string;
  isReady?: boolean;
  everyMinutes?: number;
  /** Milliseconds until a one-time clock trigger fires. */
  after?: number;
}

const scopes = ["script.scriptapp"];
const scopePrefix = "https://www.googleapis.com/auth/";
const newTriggerCall = "ScriptApp.newTrigger";

/** A file's id, from an argument that is either the id or the file's object. */
function fileId(call: string, value: unknown, className: string): string {
  if (typeof value === "string") return value;
  const ref = value as Partial<Ref> | null; // An argument is JSON; what it lacks reads as undefined.
  const key = ref?.$ref === className ? ref.key : undefined;
  if (typeof key === "string") return key;
  const holder = key as { readonly id?: unknown; readonly formId?: unknown } | null | undefined; // As above.
  const id = holder?.id ?? holder?.formId;
  return typeof id === "string" ? id : unmodelledArgument(call, `no ${className}`);
}

function expectFull(call: string, value: unknown): void {
  const mode = value as Partial<EnumValue> | null; // JSON; what it lacks reads as undefined.
  if (mode?.$enum !== "ScriptApp.AuthMode" || mode.value !== "FULL") {
    unmodelledArgument(call, "a mode other than FULL");
  }
}

function owned(context: CallContext): readonly InstalledTrigger[] {
  return installedTriggers(context.store).filter(({ owner }) => owner === context.user);
}

function create(
  context: CallContext,
  make: (base: { id: string; function: string; owner: string }) => InstalledTrigger,
  building: Building,
): Ref {
  if (owned(context).length >= triggersPerUser) {
    throw new GoogleError(
      "This script has too many triggers. Triggers must be deleted from the script before more can be added.",
    );
  }
  const id = nextTriggerId(context.store);
  const made = make({ id, function: building.function, owner: context.user });
  const isInTrigger = ["clock", "edit", "form-submit"].includes(context.surface);
  if (isInTrigger && context.assume["triggersOfTriggeredRuns"] === "disabled") made.isOff = true;
  installTrigger(context.store, made);
  return { $ref: "Trigger", key: id };
}

function createClock(context: CallContext, self: unknown): Ref {
  const building = kept<Building>(context, self);
  const { everyMinutes = null, after } = building;
  if ((everyMinutes === null) === (after === undefined)) {
    return unmodelledArgument("ClockTriggerBuilder.create", "neither or both of every and after");
  }
  const { now, store, user } = context;
  const nextAt =
    everyMinutes === null ? now + (after ?? 0) : nextFiring(store, user, everyMinutes, now);
  return create(context, (base) => ({ ...base, kind: "clock", everyMinutes, nextAt }), building);
}

function setEvery(context: CallContext, self: unknown, args: readonly unknown[]): Ref {
  const call = "ClockTriggerBuilder.everyMinutes";
  expectCount(call, args, 1);
  const minutes = expectNumber(call, args[0], "the minutes");
  if (!minutesAllowed.includes(minutes)) {
    throw new GoogleError(
      "The value you passed to everyMinutes was invalid. It must be one of 1, 5, 10, 15 or 30.",
    );
  }
  kept<Building>(context, self).everyMinutes = minutes;
  return { $ref: "ClockTriggerBuilder", key: self };
}

function setAfter(context: CallContext, self: unknown, args: readonly unknown[]): Ref {
  const call = "ClockTriggerBuilder.after";
  expectCount(call, args, 1);
  kept<Building>(context, self).after = expectNumber(call, args[0], "the wait");
  return { $ref: "ClockTriggerBuilder", key: self };
}

/** Declares a builder method that says what the trigger watches: a Form, a spreadsheet, or (null) the clock. */
function towards(builder: string, call: string, className: "Form" | "Spreadsheet" | null): Method {
  return freeCall(
    (context, self, args) => {
      expectCount(call, args, className === null ? 0 : 1);
      const named = className === null ? {} : { fileId: fileId(call, args[0], className) };
      const building: Building = { ...kept<Building>(context, self), ...named };
      return { $ref: builder, key: keep(context, building) };
    },
    { scopes },
  );
}

/** Declares a builder method that says which event of the file fires the trigger. */
function on(builder: string): Method {
  return freeCall(
    (context, self) => {
      kept<Building>(context, self).isReady = true;
      return { $ref: builder, key: self };
    },
    { scopes },
  );
}

function createFor(
  builder: string,
  make: (base: { id: string; function: string; owner: string }, fileId: string) => InstalledTrigger,
): Method {
  return serviceCall(
    planning.plain,
    (context, self) => {
      const building = kept<Building>(context, self);
      const { fileId: file, isReady } = building;
      if (file === undefined || isReady !== true) {
        return unmodelledArgument(`${builder}.create`, "no event was named");
      }
      return create(context, (base) => make(base, file), building);
    },
    { scopes },
  );
}

function triggerOf(context: CallContext, self: unknown): InstalledTrigger {
  const id = keyText(self);
  const found = installedTriggers(context.store).find((trigger) => trigger.id === id);
  if (found === undefined) throw new LocalRefusal(`the trigger ${id} is gone`);
  return found;
}

const enumOf = (name: string, value: string): EnumValue => ({ $enum: `ScriptApp.${name}`, value });

const eventTypes = { "form-submit": "ON_FORM_SUBMIT", edit: "ON_EDIT", clock: "CLOCK" } as const;

function sourceId(trigger: InstalledTrigger): string | null {
  if (trigger.kind === "form-submit") return trigger.formId;
  return trigger.kind === "edit" ? trigger.spreadsheetId : null;
}

export const scriptServices: readonly ServiceClass[] = [
  globalClass(
    "Script.ScriptApp",
    {
      newTrigger: freeCall(
        (context, _, args) => {
          expectCount(newTriggerCall, args, 1);
          const building: Building = { function: expectText(newTriggerCall, args[0], "the name") };
          return { $ref: "TriggerBuilder", key: keep(context, building) };
        },
        { scopes },
      ),
      requireAllScopes: freeCall((context, _, args) => {
        const call = "ScriptApp.requireAllScopes";
        expectCount(call, args, 1);
        expectFull(call, args[0]);
        const isAsked = context.assume["requireAllScopes"] === "asks";
        if (context.missing.length > 0 && isAsked) {
          throw new EndOfRun(
            "Authorization is required to perform that action. Please run the script again to authorize it.",
          );
        }
      }),
      getAuthorizationInfo: serviceCall(planning.plain, (_context, _, args) => {
        const call = "ScriptApp.getAuthorizationInfo";
        expectCount(call, args, 1);
        expectFull(call, args[0]);
        return { $ref: "AuthorizationInfo", key: "" };
      }),
      getProjectTriggers: serviceCall(
        planning.plain,
        (context) => owned(context).map(({ id }) => ({ $ref: "Trigger", key: id })),
        { scopes },
      ),
      deleteTrigger: serviceCall(
        planning.plain,
        (context, _, args) => {
          const call = "ScriptApp.deleteTrigger";
          expectCount(call, args, 1);
          const trigger = triggerOf(context, fileId(call, args[0], "Trigger"));
          if (trigger.owner !== context.user)
            throw new LocalRefusal("a trigger of another account");
          removeTrigger(context.store, trigger.id);
        },
        { scopes },
      ),
    },
    {
      AuthMode: ["NONE", "CUSTOM_FUNCTION", "LIMITED", "FULL"],
      EventType: ["CLOCK", "ON_OPEN", "ON_EDIT", "ON_FORM_SUBMIT", "ON_CHANGE", "ON_EVENT_UPDATED"],
    },
  ),
  objectClass("Script.AuthorizationInfo", {
    getAuthorizedScopes: serviceCall(planning.plain, (context) =>
      context.assume["authorizedScopes"] === "named"
        ? context.granted.map((scope) => scopePrefix + scope)
        : null,
    ),
  }),
  objectClass("Script.TriggerBuilder", {
    forForm: towards("FormTriggerBuilder", "TriggerBuilder.forForm", "Form"),
    forSpreadsheet: towards(
      "SpreadsheetTriggerBuilder",
      "TriggerBuilder.forSpreadsheet",
      "Spreadsheet",
    ),
    timeBased: towards("ClockTriggerBuilder", "TriggerBuilder.timeBased", null),
  }),
  objectClass("Script.FormTriggerBuilder", {
    onFormSubmit: on("FormTriggerBuilder"),
    create: createFor("FormTriggerBuilder", (base, formId) => ({
      ...base,
      kind: "form-submit",
      formId,
    })),
  }),
  objectClass("Script.SpreadsheetTriggerBuilder", {
    onEdit: on("SpreadsheetTriggerBuilder"),
    create: createFor("SpreadsheetTriggerBuilder", (base, spreadsheetId) => ({
      ...base,
      kind: "edit",
      spreadsheetId,
    })),
  }),
  objectClass("Script.ClockTriggerBuilder", {
    everyMinutes: freeCall(setEvery, { scopes }),
    after: freeCall(setAfter, { scopes }),
    create: serviceCall(planning.plain, createClock, { scopes }),
  }),
  objectClass("Script.Trigger", {
    getUniqueId: freeCall((_, self) => keyText(self)),
    getHandlerFunction: freeCall((context, self) => triggerOf(context, self).function),
    getEventType: freeCall((context, self) =>
      enumOf("EventType", eventTypes[triggerOf(context, self).kind]),
    ),
    getTriggerSourceId: freeCall((context, self) => sourceId(triggerOf(context, self))),
  }),
];
