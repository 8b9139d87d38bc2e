/**
 * Which register a sealed report goes to, for every combination of whom it excludes, who has which role, who is away and who can open
 * what (design 2.11).
 */
import { describe, expect, test } from "vitest";
import { registerOfReport, type SealedFile } from "../../src/sealed/which-sealed-register";
import {
  readersOfRegister,
  type SealedRegister,
  sealedRegisters,
} from "../../src/sealed/who-reads-sealed-registers";
import { type Involved, markOfRole } from "../../src/sealed/whom-a-report-excludes";
import { directoryOf, now, person } from "../district/rows";

const at = (name: string) => `${name}@district.example`;
const away = { awayFrom: "2026-08-24" };
const closed = { mayOpen: false };
const states = { away, closed, "away, closed": { ...away, ...closed } };

/** What a person's row says of them; "none": there is no row. */
type State = "there" | "none" | keyof typeof states;

interface World {
  readonly lead?: State;
  readonly alternate?: State;
  /** Names whom the report excludes. */
  readonly excluded?: readonly string[];
  /** Names whom cases of a register exclude. */
  readonly before?: Partial<Record<SealedRegister, readonly string[]>>;
  /** Names that can open a register beside its audience. */
  readonly opens?: Partial<Record<SealedRegister, readonly string[]>>;
  /** Registers with an open case. */
  readonly open?: readonly SealedRegister[];
  /** Registers into which this account can let nobody, and nobody of the audience is in. */
  readonly shut?: readonly SealedRegister[];
  readonly involved?: Involved;
}

function placed(world: World): SealedRegister | null {
  const { lead = "there", alternate = "there", excluded = [], involved = "contact" } = world;
  const row = (role: string, name: string, is: State) =>
    is === "none" ? [] : [person(role, "", at(name), is === "there" ? {} : states[is])];
  const directory = directoryOf({
    contacts: [
      ...row("district lead", "lead", lead),
      ...row("alternate lead", "alternate", alternate),
      person("district admin", "", at("admin")),
    ],
  });
  const files = sealedRegisters.map((name): SealedFile => {
    const held = {
      hasOpenCase: world.open?.includes(name) === true,
      excluded: new Set(world.before?.[name]?.map(at)),
    };
    const audience = readersOfRegister(name, directory, held).map(({ email }) => email);
    return {
      name,
      opens: () => [at("desk"), ...audience, ...(world.opens?.[name] ?? []).map(at)],
      contents: () => held,
      shutOut: (people) =>
        new Set(world.shut?.includes(name) === true ? people.map(({ email }) => email) : []),
    };
  });
  return registerOfReport(files, {
    involved: [involved],
    directory,
    excluded: new Set(excluded.map(at)),
    running: new Set([at("desk")]),
    now,
  });
}

const statuses = ["there", "away", "none"] as const;
const excludes = [[], ["lead"], ["alternate"], ["lead", "alternate"]] as const;

describe.each(excludes.map((names) => ({ names })))(
  "a report that excludes $names",
  ({ names }) => {
    test.each(statuses.flatMap((lead) => statuses.map((alternate) => [lead, alternate] as const)))(
      "lead %s, alternate lead %s",
      (lead, alternate) => {
        const out = new Set<string>(names);
        const holds = { lead: lead !== "none", alternate: alternate !== "none" };
        const isThere = { lead: lead === "there", alternate: alternate === "there" };
        /** Design 2.11 in its own words. */
        const audiences: Record<SealedRegister, readonly ("lead" | "alternate")[]> = {
          sealed: (["lead", "alternate"] as const).filter((one) => holds[one]),
          "sealed-lead": holds.lead ? ["lead"] : [],
          "sealed-alternate": holds.alternate ? ["alternate"] : [],
        };
        const able = sealedRegisters.filter((name) => {
          const people = audiences[name];
          return people.length > 0 && people.every((one) => !out.has(one));
        });
        const first = able.find((name) => audiences[name].some((one) => isThere[one])) ?? able[0];
        expect(placed({ lead, alternate, excluded: [...out] })).toBe(first ?? null);
      },
    );
  },
);

/** Somebody beside its audience can open the first. */
const first = { sealed: ["bo"] };
/** Cases keep the alternate lead out of each file that they may read; the lead out of two. */
const outOfAll = { sealed: ["alternate"], "sealed-alternate": ["alternate"] };
const outOfLeads = { sealed: ["lead", "alternate"], "sealed-lead": ["lead"] };

test.each<[string, World, SealedRegister | null]>([
  ["whom it excludes can open the first", { excluded: ["bo"], opens: first }, "sealed-lead"],
  ["a stranger can open the first: that one comes last", { opens: first }, "sealed-lead"],
  [
    "strangers can open all: the first all the same",
    { opens: { sealed: ["bo"], "sealed-lead": ["bo"], "sealed-alternate": ["bo"] } },
    "sealed",
  ],
  [
    "and never for a report about the lead",
    { excluded: ["lead"], involved: "lead", opens: { "sealed-alternate": ["bo"] } },
    null,
  ],
  [
    "nor about the alternate lead",
    { excluded: ["alternate"], involved: "alternate-lead", opens: { "sealed-lead": ["bo"] } },
    null,
  ],
  ["a former lead is a stranger", { lead: "none", opens: first }, "sealed-alternate"],
  [
    "an older case keeps the lead out of the first: its audience is the alternate lead",
    { before: { sealed: ["lead"] }, alternate: "none" },
    "sealed-lead",
  ],
  ["which leaves the other role", { before: { sealed: ["lead"] }, excluded: ["lead"] }, "sealed"],
  ["older cases keep both out of all: no one", { before: { ...outOfAll, ...outOfLeads } }, null],
  [
    "no lead is left, an open case lets the other role in",
    { lead: "none", before: outOfAll, open: ["sealed-lead"] },
    "sealed-lead",
  ],
  ["without an open case it does not", { lead: "none", before: outOfAll }, null],
  [
    "a stranger can open the first, and the reader of the next is away: the next",
    { lead: "away", opens: first, before: { "sealed-alternate": ["alternate"] } },
    "sealed-lead",
  ],
  [
    "Contacts let the lead open none any more, and Google still does: the alternate lead's own",
    { lead: "closed", opens: { sealed: ["lead"] } },
    "sealed-alternate",
  ],
  [
    "Contacts let neither open any, and the lead is away: the alternate lead's own",
    { lead: "away, closed", alternate: "closed", opens: { sealed: ["admin"] } },
    "sealed-alternate",
  ],
  ["this account can let no one into the first", { shut: ["sealed"] }, "sealed-lead"],
  ["nor into any", { shut: sealedRegisters }, null],
])("%s", (_, world, expected) => {
  expect(placed(world)).toBe(expected);
});

/** Names that held a role when they came to read the register's open case, and the role that the case excludes. */
test.each<
  [string, SealedRegister, readonly string[], Involved, readonly (readonly [string, string])[]]
>([
  [
    "who reads a case stays when they get the role that it excludes, beside the other reader",
    "sealed",
    ["alternate"],
    "lead",
    [
      ["district lead", "alternate"],
      ["alternate lead", "newcomer"],
    ],
  ],
  [
    "who gets that role afterwards does not come to read it",
    "sealed",
    [],
    "lead",
    [["alternate lead", "newcomer"]],
  ],
  [
    "of several who read it none is lost when one gets the excluded role that would stand in",
    "sealed-lead",
    ["lead", "colleague"],
    "alternate-lead",
    [
      ["alternate lead", "lead"],
      ["backup contact", "colleague"],
    ],
  ],
])("%s", (_, name, before, excluded, rows) => {
  const after = rows.map(([role, who]) => person(role, "", at(who)));
  const others = excluded === "lead" ? [person("district lead", "", at("other"))] : [];
  const directory = directoryOf({ contacts: [...after, ...others] });
  const readers = readersOfRegister(name, directory, {
    hasOpenCase: true,
    excluded: new Set([markOfRole(excluded)]),
    readers: new Set(before.map(at)),
  });
  expect(readers.map(({ email }) => email).sort()).toEqual(rows.map(([, who]) => at(who)).sort());
});
