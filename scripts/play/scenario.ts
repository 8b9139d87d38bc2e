/** The schema of scenarios (design section 6): a closed list of events with closed lists of ids. It reads text and plays nothing. */
import * as z from "zod";
import { type ReportKey, reportKeys } from "../../src/form/report";
import { languages } from "../../src/language";
import { defaultPack } from "../../src/protocol/find-pack";
import {
  recipientMayBeInvolvedIds,
  reporterKnownToIds,
  studentRoleIds,
  yesNoIds,
  yesNoUnknownIds,
} from "../../src/protocol/ids";
import type { ProtocolPack } from "../../src/protocol/pack";
import { assumptions } from "../workspace/doubts";
import { editOf, pasteOf } from "./acts/cell-acts";
import type { Json } from "./loose-argument";

const text = z.string();

/** The schema for an id that one of these packs has. */
function idOf(
  packs: readonly ProtocolPack[],
  list: (pack: ProtocolPack) => readonly { readonly id: string }[],
) {
  const ids = [...new Set(packs.flatMap((pack) => list(pack).map(({ id }) => id)))];
  return text.refine((id) => ids.includes(id), `not one of ${ids.join(", ")}`);
}

/** The schema of a report. A key that is left out is a question without an answer. */
function reportOf(packs: readonly ProtocolPack[]) {
  return z.strictObject({
    school: text.optional(),
    studentName: text.optional(),
    studentId: text.optional(),
    grade: text.optional(),
    countyOfResidence: text.optional(),
    factors: z.array(idOf(packs, ({ factors }) => factors)).optional(),
    concerns: z.array(idOf(packs, ({ concerns }) => concerns)).optional(),
    studentRole: z.enum(studentRoleIds).optional(),
    confirmedBy: idOf(packs, ({ confirmers }) => confirmers).optional(),
    parentMayBeInvolved: z.enum(yesNoUnknownIds).optional(),
    recipientMayBeInvolved: z
      .union([z.enum(recipientMayBeInvolvedIds), z.array(z.enum(recipientMayBeInvolvedIds))])
      .optional(),
    staffMayBeInvolved: z.enum(yesNoUnknownIds).optional(),
    immediateDanger: z.enum(yesNoIds).optional(),
    facts: text.optional(),
    learnedAt: text.optional(),
    calledChildAndFamilyServices: z.enum(yesNoIds).optional(),
    calledLawEnforcement: z.enum(yesNoIds).optional(),
    reporterKnownTo: z.enum(reporterKnownToIds).optional(),
    reporterName: text.optional(),
    reporterEmail: text.optional(),
    reporterPhone: text.optional(),
    language,
  } satisfies Record<ReportKey | "language", z.ZodType>);
}

/** The language of the pages that are answered. By default the Form's first, which is English if the Form has both. */
const language = z.enum(languages).optional();

const rawReport = z.strictObject({
  language,
  raw: z.partialRecord(z.enum(reportKeys), z.union([text, z.array(text)])),
});

/** Passes the reasons of an inner schema on to the outer one. */
function passedOn({ issues }: z.ZodError, context: z.RefinementCtx): never {
  for (const { message, path } of issues) context.addIssue({ code: "custom", message, path });
  return z.NEVER;
}

/** Whether `raw` is there decides which of the two schemas is used, so that an error names one reason instead of two. */
function submissionOf(packs: readonly ProtocolPack[]) {
  const report = reportOf(packs);
  return z.unknown().transform((value, context): Submission => {
    const isRaw = typeof value === "object" && value !== null && "raw" in value;
    const parsed = (isRaw ? rawReport : report).safeParse(value);
    return parsed.success ? parsed.data : passedOn(parsed.error, context);
  });
}
export type Submission = z.infer<ReturnType<typeof reportOf>> | z.infer<typeof rawReport>;

const duration = text.transform((value, context) => {
  const milliseconds = parseDuration(value);
  if (milliseconds !== null) return milliseconds;
  context.addIssue({ code: "custom", message: "not a duration such as PT2H or P1D" });
  return z.NEVER;
});

export const personNames = ["contact", "backup", "lead", "admin", "stranger"] as const;
const address = /^[^\s@]+@[^\s@]+$/;
const person = text.refine(
  (as) => personNames.some((name) => name === as) || address.test(as),
  `not one of ${personNames.join(", ")}, nor an address`,
);

const fault = z.strictObject({
  call: text.min(1),
  nth: z.int().min(1).optional(),
  times: z.int().min(1).optional(),
  when: z.enum(["before", "after", "stop"]),
  error: text.optional(),
});

const menu = z.strictObject({
  name: text.min(1),
  answers: z.union([z.array(z.json()), z.record(text, z.json())]).optional(),
});

/** One of several named acts. The shape of its argument is checked when it is played, because design 6 leaves it open. */
interface NamedAct<Name extends string> {
  readonly name: Name;
  readonly argument: Json;
  /** Members next to it in the event. */
  readonly beside: Readonly<Record<string, Json>>;
}

function oneOf<const Name extends string>(names: readonly Name[], beside: readonly string[] = []) {
  const allowed = new Set<string>([...names, ...beside]);
  return z.record(text, z.json()).transform((value, context): NamedAct<Name> => {
    const fail = (message: string, path: string[] = []) => {
      context.addIssue({ code: "custom", message, path });
      return z.NEVER;
    };
    const unknown = Object.keys(value).find((key) => !allowed.has(key));
    if (unknown !== undefined) return fail(`not one of ${[...allowed].join(", ")}`, [unknown]);
    const given = names.filter((name) => Object.hasOwn(value, name));
    const [name] = given;
    if (name === undefined || given.length > 1) return fail(`needs one of ${names.join(", ")}`);
    const others = Object.entries(value).filter(([key]) => key !== name);
    return { name, argument: value[name] ?? null, beside: Object.fromEntries(others) };
  });
}

/**
 * The argument is bare or an object; the file of each act says what else it accepts. Rows and columns are counted from 1, including
 * hidden ones.
 * - insertRows `{ tab?, before? | after?, count? }`; deleteRows `{ tab?, key | keys | case, act? | rows }`; sort `{ tab?, by,
 * descending? }`
 * - renameTab `{ tab?, to }`; deleteTab `{ tab }`; moveColumn `{ tab?, column, to | before | after }`
 * - restoreVersion `{ ago | to | event | beforeEvent | back }`
 */
const sheet = oneOf(
  ["insertRows", "deleteRows", "sort", "renameTab", "deleteTab", "moveColumn", "restoreVersion"],
  ["tab", "register"],
);
/**
 * editQuestion `{ key, title?, help?, required?, choices? }`; deleteQuestion `{ key }`; unpublish accepts anything; responders accepts a
 * list of addresses, "domain", "nobody" or "anyone".
 */
const form = oneOf(["editQuestion", "deleteQuestion", "unpublish", "responders"]);
/** add and remove `{ who, file?, role? }`; link `{ to, file? }`. */
const share = oneOf(["add", "remove", "link"], ["file", "role"]);
/**
 * suspend and restore, delete and create `{ of }`; removeTrigger and switchOffTrigger `{ function, of? }`; revokeScope and grantScope `{
 * scope, of? }`; transferFiles `{ to, of? }`; makeGroup `{ of, members }`; mailQuota: how many emails a day, for the installer;
 * addService and turnOffService "Sheets" or "Drive", which belong to the project and not to an account.
 */
const account = oneOf(
  [
    "suspend",
    "restore",
    "delete",
    "create",
    "removeTrigger",
    "switchOffTrigger",
    "revokeScope",
    "grantScope",
    "transferFiles",
    "makeGroup",
    "addService",
    "turnOffService",
    "mailQuota",
  ],
  ["of", "to", "members"],
);
export type SheetAct = z.infer<typeof sheet>;
export type FormAct = z.infer<typeof form>;
export type ShareAct = z.infer<typeof share>;
export type AccountAct = z.infer<typeof account>;

const as = person.optional();
function eventsOf(packs: readonly ProtocolPack[]) {
  const submission = submissionOf(packs);
  return {
    submit: z.strictObject({ submit: submission, as }),
    loseTrigger: z.strictObject({ loseTrigger: z.strictObject({ submit: submission }), as }),
    deliverAgain: z.strictObject({ deliverAgain: z.int().min(0) }),
    advance: z.strictObject({ advance: duration }),
    edit: z.strictObject({ edit: editOf(packs), as }),
    paste: z.strictObject({ paste: pasteOf(packs), as }),
    sheet: z.strictObject({ sheet, as }),
    form: z.strictObject({ form, as }),
    share: z.strictObject({ share, as }),
    account: z.strictObject({ account, as }),
    fault: z.strictObject({ fault }),
    menu: z.strictObject({ menu, as }),
  };
}

type Events = ReturnType<typeof eventsOf>;
export type ScenarioEvent = z.infer<Events[keyof Events]>;

/** The key of the event chooses the schema, so that an error is about that event and not about all kinds of events. */
function eventOf(packs: readonly ProtocolPack[]) {
  const events = eventsOf(packs);
  return z.record(text, z.unknown()).transform((value, context): ScenarioEvent => {
    const named = Object.entries(events).filter(([name]) => Object.hasOwn(value, name));
    const only = named.length === 1 ? named[0] : undefined;
    if (only === undefined) {
      const message = `needs exactly one of ${Object.keys(events).join(", ")}`;
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    }
    const parsed = only[1].safeParse(value);
    return parsed.success ? parsed.data : passedOn(parsed.error, context);
  });
}

const directoryCell = z.union([text, z.number(), z.boolean(), z.null()]);
function rowsOf<const Name extends string>(...names: readonly Name[]) {
  const cells = names.map((name) => [name, directoryCell.optional()] as const);
  // Every name has a cell.
  const row = Object.fromEntries(cells) as Record<Name, z.ZodOptional<typeof directoryCell>>;
  return z.array(z.strictObject(row)).optional();
}
const directory = z.strictObject({
  schools: rowsOf(
    ...(["school", "grades", "lawEnforcementAgency", "sroIsDistrictPolice", "hours"] as const),
    "register",
  ),
  contacts: rowsOf(
    ...(["role", "school", "name", "phone", "email", "awayFrom", "awayTo"] as const),
    ...(["mayOpen", "allSchools", "administrator", "onDuty"] as const),
    ...(["channel", "channelValue", "channelNeeds", "channelChecked"] as const),
  ),
  settings: z.record(text, z.json()).optional(),
});
export type DirectoryInput = z.infer<typeof directory>;

/** Answers to open questions about Google, by their names in FIDELITY.md. */
const switches = z.record(text, text).superRefine((given, context) => {
  try {
    assumptions(given);
  } catch (error) {
    context.addIssue({ code: "custom", message: error instanceof Error ? error.message : "" });
  }
});

function scenarioOf(packs: readonly ProtocolPack[]) {
  return z.strictObject({
    start: z.iso
      .datetime({ offset: true, error: "not an instant such as 2026-09-01T09:00:00-07:00" })
      .transform((value) => Date.parse(value)),
    seed: z
      .strictObject({
        cases: z.int().min(0).max(20_000),
        /** Sent messages in the Outbox, and lines in Activity. */
        messages: z.int().min(0).max(50_000).optional(),
        activity: z.int().min(0).max(50_000).optional(),
      })
      .optional(),
    directory: directory.optional(),
    /** The id of a pack, or the path of a pack file outside src/. */
    protocol: text.min(1).optional(),
    /** Whether the district has gone live. */
    live: z.boolean().default(true),
    switches: switches.optional(),
    /** Addresses that have no account. Every other address has one. */
    missing: z.array(text.regex(address, "not an address")).optional(),
    events: z.array(eventOf(packs)),
  });
}
/** `start` is in milliseconds since 1970 (UTC), durations are in milliseconds. */
export type Scenario = z.infer<ReturnType<typeof scenarioOf>>;

export type Parsed =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problems: readonly string[] };

const schemas: {
  readonly packs: readonly ProtocolPack[];
  readonly schema: ReturnType<typeof scenarioOf>;
}[] = [];

/** The schema for these packs. It is made once, because making it takes longer than reading a short day. */
function schemaFor(packs: readonly ProtocolPack[]): ReturnType<typeof scenarioOf> {
  const known = schemas.find(
    (one) => one.packs.length === packs.length && one.packs.every((pack, i) => pack === packs[i]),
  );
  if (known !== undefined) return known.schema;
  const schema = scenarioOf(packs);
  schemas.push({ packs: [...packs], schema });
  return schema;
}

/** The protocol that a scenario names, read before its ids can be checked; null if it names none or is not a scenario. */
export function protocolNamed(source: string): string | null {
  try {
    const json: unknown = JSON.parse(source);
    const named: unknown =
      typeof json === "object" && json !== null ? Reflect.get(json, "protocol") : null;
    return typeof named === "string" && named !== "" ? named : null;
  } catch {
    return null;
  }
}

/** Reads a scenario from its text. Each problem has a path and a reason. Ids may come from any of `packs`. */
export function parseScenario(
  source: string,
  packs: readonly ProtocolPack[] = [defaultPack()],
): Parsed {
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch (error) {
    return { ok: false, problems: [`not JSON: ${String(error)}`] };
  }
  const parsed = schemaFor(packs).safeParse(json);
  if (parsed.success) return { ok: true, scenario: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => {
    const where = path.map(String).join(".");
    return `${where === "" ? "the scenario" : where}: ${message}`;
  });
  return { ok: false, problems };
}

/** Reads a scenario from plain data. @throws Error with the reasons if it is none. */
export function scenarioFrom(data: object): Scenario {
  const parsed = parseScenario(JSON.stringify(data));
  if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
  return parsed.scenario;
}

const pattern = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

const unitMilliseconds = [604_800_000, 86_400_000, 3_600_000, 60_000, 1_000] as const;

/** Milliseconds of a duration such as "PT2H", "P1D" or "P1DT30M"; null for anything else. Months and years have no fixed length. */
export function parseDuration(text: string): number | null {
  const parts = pattern.exec(text);
  if (parts === null) return null;
  return unitMilliseconds.reduce(
    (sum, unit, index) => sum + unit * Number(parts[index + 1] ?? 0),
    0,
  );
}
