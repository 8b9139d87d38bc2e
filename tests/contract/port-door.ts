/**
 * Google's services, made of the ports of src/google: a case of the table that calls them asks the adapters. A case that calls what no
 * port offers is left out; `asksBeyondPorts` says so.
 */

import { AddressRefused } from "../../src/errors";
import type { FormGoTo, FormItem, FormItemKind, FormSetting, NewFormItem } from "../../src/ports";
import type { Ground } from "../conformance/table/case";
import type { BoundForm, Door } from "../conformance/table/door";
import type { BenchPorts } from "./bench";

/** Does `work`; where the port refuses an address, throws Google's own words, which the port keeps. */
function inGooglesWords<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AddressRefused)) throw error;
    throw { toString: () => error.message };
  }
}

type Members = Readonly<Record<string, unknown>>;

/** What cases asked for that no port offers. */
const missing = new Set<string>();

function noPort(what: string): never {
  missing.add(what);
  throw new Error(`no port offers ${what}`);
}

/** An object of which only these members are there. */
const only = (name: string, members: Members): unknown =>
  new Proxy(members, {
    get: (_, member) =>
      typeof member === "symbol" || member in members
        ? Reflect.get(members, member)
        : noPort(`${name}.${member}`),
  });

const kinds = {
  TextItem: ["line", "TEXT"],
  ParagraphTextItem: ["paragraph", "PARAGRAPH_TEXT"],
  MultipleChoiceItem: ["one-of", "MULTIPLE_CHOICE"],
  CheckboxItem: ["any-of", "CHECKBOX"],
  ListItem: ["dropdown", "LIST"],
  DateTimeItem: ["date-time", "DATETIME"],
  PageBreakItem: ["page", "PAGE_BREAK"],
} as const satisfies Readonly<Record<string, readonly [NewFormItem["kind"], string]>>;

const typeOf = (kind: FormItemKind): string =>
  Object.values(kinds).find(([ours]) => ours === kind)?.[1] ?? "another";

const words = ["CONTINUE", "GO_TO_PAGE", "RESTART", "SUBMIT"] as const;
const moveOf = (goTo: FormGoTo | null) =>
  goTo === null ? null : typeof goTo === "number" ? "GO_TO_PAGE" : goTo.toUpperCase();

interface Item {
  getId(): number;
}
/** Where a choice or a page leads, as the port has it. */
function goToOf(target: Item | (typeof words)[number]): FormGoTo {
  // Google's words but for GO_TO_PAGE, which is only read, are the port's in capitals.
  return typeof target === "string" ? (target.toLowerCase() as FormGoTo) : target.getId();
}

const user = (address: string) => ({ getEmail: () => address });

/** The Form of FormApp, over the ports FormBuilder and FormResponses. */
function formOver({ form, responses }: BenchPorts) {
  const items = () => form.read().items;
  const itemAt = (index: number) => items()[index]?.id ?? -1;

  function itemOf(id: number): Item {
    const now = (): FormItem => {
      const found = items().find((one) => one.id === id);
      return found ?? noPort("an object for an item that is gone");
    };
    const reworded = (more: Partial<Pick<FormItem, "title" | "help">>) => {
      form.setWords(id, { ...now(), ...more });
      return item;
    };
    const conversions = Object.entries(kinds).map(([name, [kind]]) => [
      `as${name}`,
      () => (now().kind === kind ? item : noPort("an item as one of another kind")),
    ]);
    const members = {
      ...Object.fromEntries(conversions),
      getId: () => id,
      getTitle: () => now().title,
      getHelpText: () => now().help,
      getIndex: () => items().findIndex((one) => one.id === id),
      getType: () => typeOf(now().kind),
      isRequired: () => now().required,
      setTitle: (title: string) => reworded({ title }),
      setHelpText: (help: string) => reworded({ help }),
      setRequired: (required: boolean) => form.setRequired(id, required),
      setChoiceValues: (texts: readonly string[]) =>
        form.setChoices(
          id,
          texts.map((text) => ({ text, goTo: null })),
        ),
      createChoice: (text: string, target?: Parameters<typeof goToOf>[0]) => ({
        text,
        goTo: target === undefined ? null : goToOf(target),
      }),
      setChoices: (choices: FormItem["choices"]) => form.setChoices(id, choices),
      getChoices: () =>
        now().choices.map(({ text, goTo }) => ({
          getValue: () => text,
          getPageNavigationType: () => moveOf(goTo),
          getGotoPage: () => itemOf(Number(goTo)),
        })),
      getPageNavigationType: () => moveOf(now().precedingLeadsTo),
      getGoToPage: () => itemOf(Number(now().precedingLeadsTo)),
      setGoToPage: (target: Parameters<typeof goToOf>[0]) =>
        form.setPrecedingLeadsTo(id, goToOf(target)),
    };
    // Made of the members above, `getId` among them.
    const item = only("Item", members) as Item;
    return item;
  }

  const blank = { title: "", help: "", required: false, choices: [] };
  const adders = Object.entries(kinds).map(([name, [kind]]) => [
    `add${name}`,
    () => itemOf(form.add({ ...blank, kind }, null)),
  ]);
  const setting = (get: string, set: string, name: FormSetting) => ({
    [get]: () => form.read().settings[name],
    [set]: (value: boolean) => form.set(name, value),
  });
  const text = (name: string, key: "title" | "description" | "confirmation") => ({
    [`get${name}`]: () => form.read().texts[key],
    [`set${name}`]: (value: string) => form.setText(key, value),
  });
  const isPublished = () => {
    const { published } = form.read().settings;
    if (published === null) throw new Error("the Form is older than publishing");
    return published;
  };
  const members: Members = {
    getId: form.id,
    ...text("Title", "title"),
    ...text("Description", "description"),
    ...text("ConfirmationMessage", "confirmation"),
    setCustomClosedFormMessage: form.close,
    ...setting("collectsEmail", "setCollectEmail", "collectsEmail"),
    ...setting("canEditResponse", "setAllowResponseEdits", "responseEdits"),
    ...setting("hasProgressBar", "setProgressBar", "progressBar"),
    ...setting("hasRespondAgainLink", "setShowLinkToRespondAgain", "respondAgainLink"),
    ...setting("isPublishingSummary", "setPublishingSummary", "publishesSummary"),
    ...setting("", "setAcceptingResponses", "acceptsResponses"),
    ...setting("", "setPublished", "published"),
    isPublished,
    isAcceptingResponses: form.isOpen,
    supportsAdvancedResponderPermissions: () => form.read().settings.published !== null,
    addPublishedReader: (address: string) => inGooglesWords(() => form.addResponder(address)),
    getPublishedReaders: () => (form.responders() ?? []).map(user),
    getEditors: () => form.editors().map(user),
    getPublishedUrl: form.link,
    ...Object.fromEntries(adders),
    getItems: () => items().map(({ id }) => itemOf(id)),
    getItemById: (id: number) => (items().some((one) => one.id === id) ? itemOf(id) : null),
    moveItem: (from: number, to: number) => form.move(itemAt(from), to),
    deleteItem: (index: number) => form.remove(itemAt(index)),
    getResponses: () =>
      responses.list().map(({ strangers }) => ({
        getItemResponses: () => strangers.map(({ answer }) => ({ getResponse: () => answer })),
      })),
  };
  return only("Form", members);
}

/** Masks of spreadsheets.get that ask for more of a tab than the port tells: all its properties, its cells, its basic filter. */
const beyond = /,properties\)$|data|basicFilter|sheets\.property$|^$/;

/** The spreadsheet resource as far as the port Spreadsheets tells of it. */
function resourceOver({ spreadsheets }: BenchPorts, id: string): object {
  const found = spreadsheets.structure(id);
  const sheets = found.tabs.map(({ sheetId, title, index, rowCount, columnCount }) => {
    const ofTab = <T extends { readonly sheetId: number }>(all: readonly T[]) =>
      all.filter((one) => one.sheetId === sheetId);
    return {
      properties: { sheetId, title, index, gridProperties: { rowCount, columnCount } },
      protectedRanges: ofTab(found.protectedRanges).map((one) => ({
        protectedRangeId: one.id,
        description: one.description,
        range: one.range,
        unprotectedRanges: one.leavesOpen,
        requestingUserCanEdit: one.isOpen,
        ...(one.editors.length === 0 ? {} : { editors: { users: one.editors } }),
      })),
      filterViews: ofTab(found.filterViews).map((view) => only("FilterView", { ...view })),
      conditionalFormats: ofTab(found.highlights),
    };
  });
  return { properties: { timeZone: found.zone, locale: found.locale }, sheets };
}

function sheetsOver(ports: BenchPorts): unknown {
  const { spreadsheets } = ports;
  const Values = {
    batchGetByDataFilter: ({ dataFilters }: { dataFilters: never[] }, id: string) => {
      const ranges = dataFilters.map(({ gridRange }) => gridRange);
      const valueRanges = spreadsheets.read(id, ranges).map(({ range, values }) => ({
        valueRange: only("ValueRange", values.length === 0 ? { range } : { range, values }),
      }));
      return { valueRanges };
    },
  };
  const Spreadsheets = {
    Values: only("Values", Values),
    get: (id: string, { fields = "", ranges = [] } = {}) =>
      beyond.test(fields) || ranges.length > 0
        ? noPort(`spreadsheets.get of ${fields}`)
        : resourceOver(ports, id),
    batchUpdate: ({ requests, ...more }: { requests: never[] }, id: string, options?: object) => {
      if (options !== undefined || Object.keys(more).length > 0) noPort("batches with options");
      inGooglesWords(() => spreadsheets.batchUpdate(id, requests));
      return only("a batch's reply", {});
    },
  };
  return only("Sheets", { Spreadsheets: only("Spreadsheets", Spreadsheets) });
}

/** Triggers of the port as ScriptApp has them, and its builders. */
function scriptAppOver({ triggers }: BenchPorts): Members {
  const types = { "form-submit": "ON_FORM_SUBMIT", edit: "ON_EDIT", clock: "CLOCK" };
  const made = (create: () => void) => ({ create });
  return {
    newTrigger: (name: string) => ({
      forForm: () => ({ onFormSubmit: () => made(() => triggers.createFormSubmit(name)) }),
      forSpreadsheet: (id: string) => ({ onEdit: () => made(() => triggers.createEdit(name, id)) }),
      timeBased: () => ({
        everyMinutes: (minutes: 1) => made(() => triggers.createEveryMinutes(name, minutes)),
        after: (milliseconds: number) => made(() => triggers.createAfter(name, milliseconds)),
      }),
    }),
    getProjectTriggers: () =>
      triggers.list().map((one) => ({
        getUniqueId: () => one.id,
        getHandlerFunction: () => one.function,
        getEventType: () => types[one.kind],
        getTriggerSourceId: () => one.source,
      })),
    deleteTrigger: (one: { getUniqueId(): string }) => triggers.remove(one.getUniqueId()),
  };
}

/** A file of SpreadsheetApp over the port Access. */
function fileOver({ access }: BenchPorts, id: string): unknown {
  const owner = access.owner(id);
  const members = {
    getId: () => id,
    getEditors: () => access.editors(id).map(user),
    getOwner: () => (owner === null ? null : user(owner)),
    addEditor: (address: string) => inGooglesWords(() => access.add(id, address)),
    removeEditor: (address: string) => inGooglesWords(() => access.remove(id, address)),
  };
  return only("Spreadsheet", members);
}

/** Google's offset of a zone, as Utilities.formatDate writes it by the pattern "Z". */
function offsetText(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const two = (number: number) => String(number).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(hours)}${two(rest)}`;
}

function doorOver(ports: BenchPorts, form: unknown): Door {
  const { clock, identity, mailer } = ports;
  const named = (word: string) => [word, word] as const;
  const services = {
    FormApp: {
      getActiveForm: () => form,
      ItemType: Object.fromEntries(Object.values(kinds).map(([, type]) => named(type))),
      PageNavigationType: Object.fromEntries(words.map(named)),
    },
    MailApp: {
      sendEmail: ({ body = "", htmlBody = "", ...mail }: Record<string, string>) => {
        const { to = "", subject = "", name = "", replyTo = "" } = mail;
        mailer.send({ to, subject, text: body, html: htmlBody, name, replyTo });
      },
      getRemainingDailyQuota: () => mailer.remainingToday(),
    },
    ScriptApp: scriptAppOver(ports),
    Session: {
      getEffectiveUser: () => user(identity.runningAs()),
      getScriptTimeZone: () => clock.zone,
    },
    SpreadsheetApp: { openById: (id: string) => fileOver(ports, id) },
    Utilities: {
      sleep: clock.sleep,
      formatDate: (at: Date) => offsetText(clock.offsetMinutes(at.getTime())),
    },
    sheets: () => sheetsOver(ports),
  };
  const closed = Object.entries(services).map(([name, one]) => [
    name,
    typeof one === "function" ? one : only(name, one),
  ]);
  // Only what the ports offer; a case that asks for more is told so.
  return only("Google", Object.fromEntries(closed)) as Door;
}

/** An address of the domain that no account has. */
export const nobody = "nobody-of-the-probe-0@district.example";

/** What a case finds when it begins, in a run with these ports; `notes` are kept from run to run. */
export function groundOver(ports: BenchPorts, turn: number, notes: Record<string, string>): Ground {
  const form = formOver(ports);
  const makeFile = () => ports.spreadsheets.create("Probe", "main");
  const note = (name: string, value?: string) => {
    if (value !== undefined) notes[name] = value;
    return notes[name] ?? "";
  };
  const spreadsheet = () => note("file") || note("file", makeFile());
  return {
    google: doorOver(ports, form),
    // Only what the ports offer, as above.
    form: form as BoundForm,
    me: ports.identity.runningAs(),
    nobody,
    turn,
    event: null,
    questions: {},
    spreadsheet,
    otherFile: makeFile,
    note,
    tab(rowCount, columnCount) {
      const sheetId = 1_000 + Number(note("tabs", String(Number(note("tabs")) + 1)));
      const title = `Case ${sheetId}`;
      const properties = { sheetId, title, gridProperties: { rowCount, columnCount } };
      ports.spreadsheets.batchUpdate(spreadsheet(), [{ addSheet: { properties } }]);
      return { sheetId, title };
    },
  };
}

/** What was called that no port offers, since this was last asked. */
export function asksBeyondPorts(): readonly string[] {
  const all = [...missing];
  missing.clear();
  return all;
}
