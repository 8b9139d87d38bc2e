/** Writes the directory of a scenario into the register's tabs as given, valid or not. */

import type { RawCell } from "../../src/ports";
import type { ProtocolPack } from "../../src/protocol/pack";
import { say } from "../../src/protocol/wording";
import { encodeRaw, type RawRow } from "../../src/register/cells";
import type { Column, TabId } from "../../src/register/columns";
import { tabs } from "../../src/tabs";
import type { Store } from "../workspace/service";
import {
  appendCells,
  clearRows,
  dataRows,
  mainRegister,
  putCells,
  tabCells,
} from "./register-cells";
import type { DirectoryInput } from "./scenario";
import { instantOf, zoneOffsets } from "./zone";

/** The addresses of the people in every scenario, by the name that `as` uses. */
export const addresses = {
  contact: "contact@district.example",
  backup: "backup@district.example",
  lead: "lead@district.example",
  admin: "admin@district.example",
  stranger: "stranger@elsewhere.example",
  /** The person who sends reports. They have no row in Contacts. */
  teacher: "teacher@district.example",
} as const;

/** The address for a value of `as`: one of the names, or an address. In lower case. */
export function addressOf(as: string): string {
  return (Object.entries(addresses).find(([name]) => name === as)?.[1] ?? as).toLowerCase();
}

type DirectoryRow = NonNullable<DirectoryInput["contacts"]>[number];

const townPolice = "Town Police Department";

/**
 * Two schools and everyone that a report needs. All made up, except for the phone numbers of child and family services, which are Marin
 * County's.
 */
export const demoDirectory = {
  schools: [
    {
      school: "North High",
      grades: "9-12",
      lawEnforcementAgency: townPolice,
      sroIsDistrictPolice: "no",
    },
    {
      school: "South Middle",
      grades: "6-8",
      lawEnforcementAgency: townPolice,
      sroIsDistrictPolice: "no",
    },
  ],
  contacts: [
    person("designated contact", "Casey Contact", addresses.contact, "(415) 555-0101"),
    person("backup contact", "Billie Backup", addresses.backup, "(415) 555-0102"),
    person("district lead", "Lee Lead", addresses.lead, "(415) 555-0103"),
    person("district admin", "Ari Admin", addresses.admin, "(415) 555-0104"),
    {
      ...agency("child and family services", "Child and Family Services", "(415) 473-7153"),
      channel: "fax",
      channelValue: "(415) 473-3279",
      channelNeeds: "the call",
      channelChecked: "2026-11-24",
    },
    agency("law enforcement", townPolice, "(415) 555-0111"),
    agency("probation", "Juvenile Probation", "(415) 555-0112"),
    agency("victim advocate", "Safe Harbor Advocates", "(415) 555-0113"),
  ],
} satisfies DirectoryInput;

/**
 * Rows of Contacts in which each agency has the numbers of a pack: the phone of the hotline that it stands for, and its fax, email or
 * website. All other rows are unchanged.
 */
export function withPackNumbers(rows: readonly DirectoryRow[], pack: ProtocolPack): DirectoryRow[] {
  return rows.map((row) => {
    const own = pack.agencies.find(({ writtenAs }) => writtenAs.some((name) => name === row.role));
    const phone = pack.hotlines.find(({ id }) => id === own?.standIn)?.phone;
    if (own === undefined || phone === undefined) return row;
    const [channel] = own.channels;
    return {
      ...row,
      phone,
      channel: channel?.kind,
      channelValue: channel?.value,
      channelNeeds: channel?.needs == null ? undefined : say(channel.needs),
      channelChecked: channel?.checked,
    };
  });
}

function person(role: string, name: string, email: string, phone: string) {
  return { role, name, phone, email, mayOpen: true };
}

function agency(role: string, name: string, phone: string) {
  return { role, name, phone, mayOpen: false };
}

const zone = zoneOffsets();

/** A value as the cell holds it: a day in a date column as a serial date, anything else as given. */
function cellOf(column: Column, given: string | number | boolean | null): RawCell {
  if (given === null) return null;
  if (column.type === "date" && typeof given === "string") {
    const instant = instantOf(given, zone);
    return instant === null ? given : encodeRaw(column, instant, zone);
  }
  return given;
}

function rawRow(
  tab: TabId,
  given: Readonly<Record<string, string | number | boolean | null | undefined>>,
): RawRow {
  const cells: Record<string, RawCell> = {};
  for (const column of tabs[tab].columns) {
    cells[column.key] = cellOf(column, given[column.key] ?? null);
  }
  return cells;
}

function replaceRows(
  store: Store,
  tab: "contacts" | "schools",
  rows: readonly Parameters<typeof rawRow>[1][],
): void {
  const cells = tabCells(store, mainRegister(store), tab);
  if (cells === null) return;
  clearRows(cells);
  appendCells(
    cells,
    rows.map((row) => rawRow(tab, row)),
  );
}

function settingCell(given: unknown): RawCell {
  if (given === null) return null;
  if (typeof given === "string" || typeof given === "number" || typeof given === "boolean") {
    return given;
  }
  return Array.isArray(given) ? given.map(String).join(", ") : JSON.stringify(given);
}

/** Writes settings into the tab. A setting that is not there gets a new row. */
function setSettings(store: Store, settings: Readonly<Record<string, unknown>>): void {
  const cells = tabCells(store, mainRegister(store), "settings");
  if (cells === null) return;
  for (const [setting, given] of Object.entries(settings)) {
    const value = settingCell(given);
    const row = dataRows(cells).find(({ cells: { setting: name } }) => name === setting);
    if (row === undefined) appendCells(cells, [{ setting, value }]);
    else putCells(cells, row.index, { value });
  }
}

/** Replaces the rows of Contacts and Schools (with the demo's if the scenario has none) and writes the given settings. */
export function putDirectory(store: Store, given: DirectoryInput | undefined): void {
  replaceRows(store, "schools", given?.schools ?? demoDirectory.schools);
  const contacts: readonly DirectoryRow[] = given?.contacts ?? demoDirectory.contacts;
  // In a scenario everybody is on duty at night unless it says otherwise (design 6).
  const people = contacts.map((row) => (row.email ? { onDuty: "always", ...row } : row));
  replaceRows(store, "contacts", people);
  setSettings(store, given?.settings ?? {});
}
