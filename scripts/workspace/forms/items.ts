/** The items of a form as the script sees them: Item, the class of each item type, and Choice. */

import {
  type CallContext,
  type EnumValue,
  GoogleError,
  LocalRefusal,
  type Method,
  type Ref,
  type ServiceClass,
} from "../service";
import { objectClass } from "../services/declare";
import {
  expectCount,
  formFor,
  formMethod,
  type ItemKey,
  navigationArgument,
  refuse,
  switchArgument,
  textArgument,
} from "./declare";
import type { Navigation, StoredChoice, StoredForm, StoredItem, StoredItemType } from "./store";

/** Stored item type → the class that the script gets for it. */
export const itemClasses = {
  TEXT: "TextItem",
  PARAGRAPH_TEXT: "ParagraphTextItem",
  MULTIPLE_CHOICE: "MultipleChoiceItem",
  CHECKBOX: "CheckboxItem",
  LIST: "ListItem",
  DATETIME: "DateTimeItem",
  PAGE_BREAK: "PageBreakItem",
} as const satisfies Partial<Record<StoredItemType, string>>;

interface ChoiceKey {
  readonly form: string;
  readonly choice: StoredChoice;
}

export const itemRef = (form: string, item: number, className = "Item"): Ref => ({
  $ref: className,
  key: { form, item } satisfies ItemKey,
});

const choiceRef = (form: string, choice: StoredChoice): Ref => ({
  $ref: "Choice",
  key: { form, choice } satisfies ChoiceKey,
});

const navigationType = (value: string): EnumValue => ({
  $enum: "FormApp.PageNavigationType",
  value,
});

interface Served {
  readonly form: StoredForm;
  readonly item: StoredItem;
  readonly ref: Ref;
}

type Serve = (served: Served, args: readonly unknown[], context: CallContext) => unknown;

function served(context: CallContext, self: unknown, className: string): Served {
  // Only `itemRef` makes Refs of items, so the key has this type.
  const key = self as ItemKey;
  const form = formFor(context, key.form);
  const item = form.items.find(({ id }) => id === key.item);
  if (item === undefined) {
    throw new GoogleError("No item with the given ID could be found.");
  }
  return { form, item, ref: itemRef(form.id, item.id, className) };
}

function read(className: string, name: string, serve: Serve, counts = true): [string, Method] {
  return [
    name,
    formMethod(
      (context, self, args) => {
        expectCount(`${className}.${name}`, args, 0);
        return serve(served(context, self, className), args, context);
      },
      counts ? {} : { counts: false },
    ),
  ];
}

/** Declares a setter. Google's setters return their own object, so that calls can be chained. */
function change(className: string, name: string, serve: Serve): [string, Method] {
  return [
    name,
    formMethod((context, self, args) => {
      const subject = served(context, self, className);
      serve(subject, args, context);
      return subject.ref;
    }),
  ];
}

/**
 * Methods of every item class. Reading an item's identity does not count, because it comes with the response that was counted (design 8).
 */
function commonMethods(className: string): [string, Method][] {
  return [
    read(className, "getId", ({ item }) => item.id, false),
    read(className, "getTitle", ({ item }) => item.title, false),
    read(
      className,
      "getType",
      ({ item }) => ({ $enum: "FormApp.ItemType", value: item.type }) satisfies EnumValue,
      false,
    ),
    read(className, "getHelpText", ({ item }) => item.helpText),
    read(className, "getIndex", ({ form, item }) => form.items.indexOf(item)),
    change(className, "setTitle", ({ item }, args) => {
      item.title = textArgument(`${className}.setTitle`, args);
    }),
    change(className, "setHelpText", ({ item }, args) => {
      item.helpText = textArgument(`${className}.setHelpText`, args);
    }),
  ];
}

function requiredMethods(className: string): [string, Method][] {
  return [
    read(className, "isRequired", ({ item }) => item.required),
    change(className, "setRequired", ({ item }, args) => {
      item.required = switchArgument(`${className}.setRequired`, args);
    }),
  ];
}

/** Google's words for what it refuses to store in a form. */
export const invalidData = () => new GoogleError("Invalid data updating form.");

function storeChoices(form: StoredForm, item: StoredItem, choices: readonly StoredChoice[]): void {
  const values = choices.map(({ value }) => value);
  if (values.length === 0) throw new GoogleError("Array is empty: values");
  if (new Set(values).size < values.length)
    throw new GoogleError("Questions cannot have duplicate choice values.");
  // No source tells the words for this one.
  if (values.includes("")) throw invalidData();
  const navigating = choices.filter(({ navigation }) => navigation !== null);
  if (navigating.length > 0 && navigating.length < choices.length) throw invalidData();
  for (const { navigation } of navigating) checkPage(form, navigation);
  item.choices = choices.map((choice) => ({ ...choice }));
}

function checkPage(form: StoredForm, navigation: Navigation | null): void {
  if (navigation === null || !("page" in navigation)) return;
  const page = form.items.find(({ id }) => id === navigation.page);
  if (page?.type !== "PAGE_BREAK") throw invalidData();
}

function choiceArgument(method: string, form: StoredForm, value: unknown): StoredChoice {
  // Only `choiceRef` makes Refs of choices, so the key has its type.
  const ref = value as Partial<Ref> | null;
  if (typeof ref !== "object" || ref?.$ref !== "Choice") return refuse(method);
  const key = ref.key as ChoiceKey;
  return key.form === form.id ? key.choice : refuse(method);
}

function choiceMethods(className: string, navigates: boolean): [string, Method][] {
  const create = `${className}.createChoice`;
  const setter = (name: string, choiceOf: typeof choiceArgument) =>
    change(className, name, ({ form, item }, args) => {
      const method = `${className}.${name}`;
      expectCount(method, args, 1);
      const [list] = args;
      if (!Array.isArray(list)) return refuse(method);
      const choices = list.map((one: unknown) => choiceOf(method, form, one));
      storeChoices(form, item, choices);
    });
  return [
    [
      "createChoice",
      formMethod((context, self, args) => {
        const { form } = served(context, self, className);
        if (args.length === 2 && !navigates) refuse(create);
        if (args.length !== 2) expectCount(create, args, 1);
        const [value, target] = args;
        if (typeof value !== "string") return refuse(create);
        const navigation = args.length === 2 ? navigationArgument(create, target) : null;
        return choiceRef(form.id, { value, navigation });
      }),
    ],
    // All choices of a question come with the list of items, as one call (design 8).
    read(
      className,
      "getChoices",
      ({ form, item }) => item.choices.map((choice) => choiceRef(form.id, choice)),
      false,
    ),
    setter("setChoices", choiceArgument),
    setter("setChoiceValues", (method, _form, value) =>
      typeof value === "string" ? { value, navigation: null } : refuse(method),
    ),
  ];
}

/** What `getGoToPage` and `getPageNavigationType` return for a navigation. Plain choices have neither. */
const pageOf = (form: string, navigation: Navigation | null): Ref | null =>
  navigation !== null && "page" in navigation
    ? itemRef(form, navigation.page, "PageBreakItem")
    : null;
const moveOf = (navigation: Navigation | null): EnumValue | null =>
  navigation === null
    ? null
    : navigationType("page" in navigation ? "GO_TO_PAGE" : navigation.move);

function pageBreakMethods(): [string, Method][] {
  return [
    read("PageBreakItem", "getGoToPage", ({ form, item }) => pageOf(form.id, item.goTo)),
    read("PageBreakItem", "getPageNavigationType", ({ item }) => moveOf(item.goTo)),
    change("PageBreakItem", "setGoToPage", ({ form, item }, args) => {
      expectCount("PageBreakItem.setGoToPage", args, 1);
      const goTo = navigationArgument("PageBreakItem.setGoToPage", args[0]);
      checkPage(form, goTo);
      item.goTo = goTo;
    }),
  ];
}

/** `Item.asTextItem` and its like. Each throws for an item of another type. */
function asMethods(): [string, Method][] {
  return Object.entries(itemClasses).map(([type, className]) =>
    read(
      "Item",
      `as${className}`,
      ({ form, item }) => {
        if (item.type !== type) {
          throw new GoogleError(`Invalid conversion for item type: ${item.type}.`);
        }
        return itemRef(form.id, item.id, className);
      },
      false,
    ),
  );
}

function itemClass(className: string, more: [string, Method][]): ServiceClass {
  const methods = Object.fromEntries([...commonMethods(className), ...more]);
  return objectClass(`Forms.${className}`, methods);
}

const choiceClass: ServiceClass = objectClass("Forms.Choice", {
  getValue: choiceMethod("getValue", ({ choice }) => choice.value),
  getGotoPage: choiceMethod("getGotoPage", ({ form, choice }) => pageOf(form, choice.navigation)),
  getPageNavigationType: choiceMethod("getPageNavigationType", ({ choice }) =>
    moveOf(choice.navigation),
  ),
});

/** Declares a method of Choice. A choice holds its own data, so reading it makes no call to Google. */
function choiceMethod(name: string, serve: (key: ChoiceKey) => unknown): Method {
  return formMethod(
    (_context, self, args) => {
      expectCount(`Choice.${name}`, args, 0);
      const key = self as Partial<ChoiceKey> | null;
      if (key?.form === undefined || key.choice === undefined) {
        throw new LocalRefusal("a Choice that no item made");
      }
      return serve({ form: key.form, choice: key.choice });
    },
    { counts: false },
  );
}

export const itemServices: readonly ServiceClass[] = [
  itemClass("Item", asMethods()),
  itemClass("TextItem", requiredMethods("TextItem")),
  itemClass("ParagraphTextItem", requiredMethods("ParagraphTextItem")),
  itemClass("MultipleChoiceItem", [
    ...requiredMethods("MultipleChoiceItem"),
    ...choiceMethods("MultipleChoiceItem", true),
  ]),
  itemClass("CheckboxItem", [
    ...requiredMethods("CheckboxItem"),
    ...choiceMethods("CheckboxItem", false),
  ]),
  itemClass("ListItem", [...requiredMethods("ListItem"), ...choiceMethods("ListItem", true)]),
  itemClass("DateTimeItem", requiredMethods("DateTimeItem")),
  itemClass("PageBreakItem", pageBreakMethods()),
  choiceClass,
];
