/** The schemas of what the page may send: closed, so that anything else is refused by name. */
import { z } from "zod";
import { personNames } from "./people";

const text = z.string();
const place = z.int().min(0).max(20_000);
const person = z.enum(personNames);

/** Answers of a Form response by item id. */
export const submission = z.strictObject({
  answers: z.record(z.string().regex(/^\d+$/), z.union([text, z.array(text)])),
});

/** One cell that somebody edits. */
export const edit = z.strictObject({
  as: person,
  register: text,
  sheetId: z.int().min(0),
  row: place,
  column: place,
  value: z.union([text, z.boolean()]),
});

const week = 7 * 24 * 60;

/** How far to put the clock ahead, in minutes. */
export const advance = z.strictObject({ minutes: z.int().min(1).max(week) });

/** Whose editor of the Form. */
export const editorOf = z.strictObject({ as: person });

/** An item of the Form's menu that somebody clicks. */
export const menuClick = z.strictObject({ as: person, function: text });

const dialog = z.int().min(0);

/** A function that a dialog's page calls; whose dialog it is, the desk knows. */
export const dialogCall = z.strictObject({ dialog, function: text, args: z.array(z.json()) });

export const dialogClose = z.strictObject({ dialog });

const id = z.coerce.number().int().min(0);

/** Which tab of which register to show, from the address. */
export const registerQuery = z.strictObject({
  as: person,
  register: text,
  tab: id.optional(),
  filter: id.optional(),
});
