/** FormApp and Form: the settings of a form, the order of its items, who may answer it, and its responses. */

import { mustBeAllowed, mustBeKnown, mustShare } from "../drive/files";
import {
  type CallContext,
  type DriveFile,
  driveSlice,
  GoogleError,
  type Method,
  ownWords,
  type Ref,
  type ServiceClass,
  scopeRefusal,
  takeOut,
} from "../service";
import { globalClass, objectClass } from "../services/declare";
import {
  addressArgument,
  type Declaration,
  expectCount,
  formFor,
  formMethod,
  instant,
  integer,
  refuse,
  switchArgument,
  textArgument,
} from "./declare";
import { invalidData, itemClasses, itemRef } from "./items";
import { hasAppeared, responseRef } from "./responses";
import { appendItem, itemTypes, type StoredForm } from "./store";

export const formRef = (id: string): Ref => ({ $ref: "Form", key: id });

type Serve = (form: StoredForm, args: readonly unknown[], context: CallContext) => unknown;

function method(serve: Serve, declaration: Declaration = {}): Method {
  return formMethod((context, self, args) => {
    // The key of a Form's Ref is its id.
    const form = formFor(context, self as string);
    return serve(form, args, context);
  }, declaration);
}

function read(name: string, serve: Serve, declaration: Declaration = {}): [string, Method] {
  return [
    name,
    method((form, args, context) => {
      expectCount(`Form.${name}`, args, 0);
      return serve(form, args, context);
    }, declaration),
  ];
}

/** Declares a setter. Google's setters return the form, so that calls can be chained. */
function change(name: string, serve: Serve, declaration: Declaration = {}): [string, Method] {
  return [
    name,
    method((form, args, context) => {
      serve(form, args, context);
      return formRef(form.id);
    }, declaration),
  ];
}

type TextSetting = "title" | "description" | "confirmationMessage";
type SwitchSetting =
  | "collectsEmail"
  | "allowsResponseEdits"
  | "publishesSummary"
  | "respondAgainLink";

const textSetting = (get: string, set: string, key: TextSetting): [string, Method][] => [
  read(get, (form) => form[key]),
  change(set, (form, args) => {
    form[key] = textArgument(`Form.${set}`, args);
  }),
];

const switchSetting = (get: string, set: string, key: SwitchSetting): [string, Method][] => [
  read(get, (form) => form[key]),
  change(set, (form, args) => {
    form[key] = switchArgument(`Form.${set}`, args);
  }),
];

/** Publishing, as in the reference of November 2025. A form made before publishing existed only has the switch that accepts responses. */
const publishing: [string, Method][] = [
  read("supportsAdvancedResponderPermissions", (form) => form.supportsPublishing),
  read("isPublished", (form) => {
    requirePublishing(form);
    return form.published;
  }),
  change("setPublished", (form, args) => {
    const published = switchArgument("Form.setPublished", args);
    requirePublishing(form);
    form.published = published;
    form.acceptsResponses = published;
  }),
  read("isAcceptingResponses", (form) => form.acceptsResponses),
  change("setAcceptingResponses", (form, args) => {
    const accepts = switchArgument("Form.setAcceptingResponses", args);
    if (accepts && !form.published) {
      throw new GoogleError(ownWords("The form is not published, so it cannot accept responses."));
    }
    form.acceptsResponses = accepts;
  }),
];

/** Responders by address, people and groups (platform.md 5 and 14). The list does not include the form's editors and viewers. */
const responders: [string, Method][] = [
  change("addPublishedReader", (form, args, context) => {
    const address = addressArgument("Form.addPublishedReader", args);
    requirePublishing(form);
    const file = driveSlice(context.store).files[form.id];
    if (file === undefined) return;
    mustBeAllowed(context.store, file.owner, address, context.assume);
    const isIn = [file.owner, ...file.editors, ...file.viewers, ...form.publishedReaders];
    if (!isIn.includes(address)) form.publishedReaders.push(address);
  }),
  read("getPublishedReaders", (form, _args, context) => {
    requirePublishing(form);
    const isListed = context.assume["publishedReadersReadBack"] === "listed";
    return (isListed ? form.publishedReaders : []).map(
      (address): Ref => ({ $ref: "User", key: address }),
    );
  }),
];

function requirePublishing(form: StoredForm): void {
  if (!form.supportsPublishing) {
    throw new GoogleError(ownWords("This form does not support publishing."));
  }
}

/** The types of item that the script adds. */
const addable = [
  "TEXT",
  "PARAGRAPH_TEXT",
  "MULTIPLE_CHOICE",
  "CHECKBOX",
  "LIST",
  "DATETIME",
  "PAGE_BREAK",
] as const;

const addItems = addable.map((type) => {
  const className = itemClasses[type];
  return read(`add${className}`, (form) => itemRef(form.id, appendItem(form, type).id, className));
});

/** The position that an argument of moveItem or deleteItem gives. */
function position(name: string, form: StoredForm, value: unknown): number {
  const index = integer(name, value);
  if (index < 0 || index >= form.items.length) {
    throw new GoogleError("No item with the given ID could be found.");
  }
  return index;
}

const items: [string, Method][] = [
  read("getItems", (form) => form.items.map((item) => itemRef(form.id, item.id))),
  [
    "getItemById",
    method((form, args) => {
      expectCount("Form.getItemById", args, 1);
      const id = integer("Form.getItemById", args[0]);
      return form.items.some((item) => item.id === id) ? itemRef(form.id, id) : null;
    }),
  ],
  [
    "moveItem",
    method((form, args) => {
      expectCount("Form.moveItem", args, 2);
      const from = position("Form.moveItem", form, args[0]);
      const to = position("Form.moveItem", form, args[1]);
      const moved = form.items.splice(from, 1);
      form.items.splice(to, 0, ...moved);
      return moved.map((item) => itemRef(form.id, item.id))[0];
    }),
  ],
  change("deleteItem", (form, args) => {
    expectCount("Form.deleteItem", args, 1);
    const at = position("Form.deleteItem", form, args[0]);
    const page = form.items[at]?.id;
    const leads = form.items.flatMap(({ goTo, choices }) => [
      goTo,
      ...choices.map(({ navigation }) => navigation),
    ]);
    if (leads.some((one) => one !== null && "page" in one && one.page === page))
      throw invalidData();
    form.items.splice(at, 1);
  }),
];

function listsResponses(context: CallContext): boolean {
  return (
    context.surface !== "clock" ||
    context.granted.includes("forms") ||
    context.assume["clockRunListsResponses"] === "yes"
  );
}

const responses: [string, Method][] = [
  [
    "getResponses",
    method(
      (form, args, context) => {
        if (!listsResponses(context)) {
          throw scopeRefusal("Form.getResponses", ["forms"]);
        }
        if (args.length > 1) refuse("Form.getResponses");
        const inclusive = context.assume["getResponsesSince"] === "inclusive";
        const since = args.length === 1 ? instant("Form.getResponses", args[0]) : null;
        return form.responses
          .filter(({ at }) => hasAppeared(context, at))
          .filter(({ at }, nth) => {
            // Google keeps microseconds and tells a script milliseconds; here every second response has some.
            const kept = at + (nth % 2) / 2;
            return since === null || kept > since || (inclusive && kept === since);
          })
          .map(({ id }) => responseRef(form.id, id));
      },
      { milliseconds: 500 },
    ),
  ],
  change("deleteResponse", (form, args) => {
    const id = textArgument("Form.deleteResponse", args);
    const index = form.responses.findIndex((response) => response.id === id);
    if (index < 0) throw new GoogleError("No item with the given ID could be found.");
    form.responses.splice(index, 1);
  }),
];

/** Lets an address edit the form, or no longer. */
function changeEditors(
  name: "addEditor" | "removeEditor",
  serve: (file: DriveFile, address: string, context: CallContext) => void,
): [string, Method] {
  return change(name, (form, args, context) => {
    const file = driveSlice(context.store).files[form.id];
    if (file !== undefined) serve(file, addressArgument(`Form.${name}`, args), context);
  });
}

const access: [string, Method][] = [
  changeEditors("addEditor", (file, address, { store, assume }) => {
    mustShare(store, file, address, assume);
    if (address === file.owner || file.editors.includes(address)) return;
    takeOut(file, address);
    file.editors.push(address);
  }),
  changeEditors("removeEditor", (file, address, { store, assume }) => {
    mustBeKnown(store, address, assume);
    if (address === file.owner)
      throw new GoogleError(ownWords("The owner of a form cannot be removed from its editors"));
    file.editors = file.editors.filter((editor) => editor !== address);
  }),
  read("getEditors", (form, _args, context) => {
    const file = driveSlice(context.store).files[form.id];
    if (file === undefined) return [];
    const listsOwner = context.assume["formEditorsListOwner"] === "yes";
    const addresses = listsOwner ? [file.owner, ...file.editors] : file.editors;
    return addresses.map((address): Ref => ({ $ref: "User", key: address }));
  }),
];

export const formAppServices: readonly ServiceClass[] = [
  globalClass(
    "Forms.FormApp",
    {
      getActiveForm: formMethod(
        (context, _self, args) => {
          expectCount("FormApp.getActiveForm", args, 0);
          return formRef(formFor(context, context.containerId).id);
        },
        { milliseconds: 500 },
      ),
    },
    {
      ItemType: itemTypes,
      PageNavigationType: ["CONTINUE", "GO_TO_PAGE", "RESTART", "SUBMIT"],
    },
  ),
  objectClass(
    "Forms.Form",
    Object.fromEntries([
      read("getId", (form) => form.id, { counts: false }),
      ...textSetting("getTitle", "setTitle", "title"),
      ...textSetting("getDescription", "setDescription", "description"),
      ...textSetting("getConfirmationMessage", "setConfirmationMessage", "confirmationMessage"),
      change("setCustomClosedFormMessage", (form, args) => {
        const message = textArgument("Form.setCustomClosedFormMessage", args);
        if (!form.acceptsResponses) throw invalidData();
        form.closedMessage = message;
      }),
      ...switchSetting("collectsEmail", "setCollectEmail", "collectsEmail"),
      ...switchSetting("canEditResponse", "setAllowResponseEdits", "allowsResponseEdits"),
      ...switchSetting("isPublishingSummary", "setPublishingSummary", "publishesSummary"),
      ...switchSetting("hasRespondAgainLink", "setShowLinkToRespondAgain", "respondAgainLink"),
      read("getPublishedUrl", (form) => `https://docs.google.com/forms/d/e/${form.id}/viewform`),
      ...publishing,
      ...responders,
      ...addItems,
      ...items,
      ...responses,
      ...access,
    ]),
  ),
];
