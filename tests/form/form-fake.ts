import type {
  FormBuilder,
  FormChoice,
  FormGoTo,
  FormItem,
  FormSetting,
  FormText,
  Memory,
  MemoryKey,
  NewFormItem,
} from "../../src/ports";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Where a run is cut: before the n-th change, or inside it when it is an addition. */
export interface Cut {
  readonly change: number;
  readonly where: "before" | "blank" | "titled";
}

export class RunCut extends Error {}

export class FakeForm implements FormBuilder {
  closed = "";
  isOpen(): boolean {
    return this.settings.acceptsResponses === true && this.settings.published !== false;
  }
  id() {
    return "form";
  }

  editors() {
    return [];
  }

  readonly texts: Record<FormText, string> = { title: "", description: "", confirmation: "" };
  readonly settings: Record<FormSetting, boolean | null> = {
    collectsEmail: true,
    responseEdits: true,
    publishesSummary: true,
    respondAgainLink: false,
    progressBar: false,
    published: false,
    acceptsResponses: false,
  };
  items: Mutable<FormItem>[] = [];
  changes: string[] = [];
  cut: Cut | null = null;
  private nextId = 1001;

  /** Puts an item there as a district would. */
  give(kind: FormItem["kind"], title: string, index = this.items.length): Mutable<FormItem> {
    const choices = ["one-of", "any-of", "dropdown"].includes(kind)
      ? [{ text: "", goTo: null }]
      : [];
    const item: Mutable<FormItem> = {
      id: this.nextId,
      kind,
      title,
      help: "",
      required: false,
      choices,
      precedingLeadsTo: "continue",
    };
    this.nextId += 1;
    this.items.splice(index, 0, item);
    return item;
  }

  read() {
    return {
      texts: { ...this.texts },
      settings: { ...this.settings },
      items: this.items.map((item) => ({ ...item })),
    };
  }

  setText(text: FormText, value: string): void {
    this.change(`text ${text}`);
    this.texts[text] = value;
  }

  close(message: string): void {
    this.closed = message;
    this.settings.acceptsResponses = false;
  }

  set(setting: FormSetting, value: boolean): void {
    this.change(`set ${setting} ${value}`);
    if (setting === "acceptsResponses" && value && this.settings.published === false) {
      throw new Error("The form is not published.");
    }
    if (setting === "published" && this.settings.published === null) {
      throw new Error("This form does not support publishing.");
    }
    this.settings[setting] = value;
    if (setting === "published") this.settings.acceptsResponses = value;
  }

  add(item: NewFormItem, index: number | null): number {
    const cut = this.change(`add ${item.title}`);
    const added = this.give(item.kind, cut === "blank" ? "" : item.title);
    if (cut !== null) throw new RunCut();
    added.help = item.help;
    if (item.choices.length > 0) {
      this.store(
        added,
        item.choices.map((text) => ({ text, goTo: null })),
      );
    }
    added.required = item.required;
    if (index !== null) this.place(added.id, index);
    return added.id;
  }

  move(id: number, index: number): void {
    this.change(`move ${this.item(id).title}`);
    this.place(id, index);
  }

  remove(id: number): void {
    this.change(`remove ${this.item(id).title}`);
    this.items = this.items.filter((item) => item.id !== id);
  }

  setWords(id: number, words: Pick<NewFormItem, "title" | "help">): void {
    this.change(`words ${words.title}`);
    Object.assign(this.item(id), words);
  }

  setRequired(id: number, required: boolean): void {
    this.change(`required ${this.item(id).title} ${required}`);
    this.item(id).required = required;
  }

  setChoices(id: number, choices: readonly FormChoice[]): boolean {
    const item = this.items.find((candidate) => candidate.id === id);
    if (item === undefined) return false;
    this.change(`choices ${item.title}`);
    this.store(item, choices);
    return true;
  }

  setPrecedingLeadsTo(id: number, goTo: FormGoTo): void {
    this.change(`leads ${this.item(id).title}`);
    this.item(id).precedingLeadsTo = this.page(goTo);
  }

  item(id: number): Mutable<FormItem> {
    const item = this.items.find((candidate) => candidate.id === id);
    if (item === undefined) throw new Error(`no item ${id}`);
    return item;
  }

  titled(title: string): Mutable<FormItem> {
    const item = this.items.find((candidate) => candidate.title === title);
    if (item === undefined) throw new Error(`no item "${title}"`);
    return item;
  }

  /** Counts a change; says where inside it the run is cut. */
  private change(what: string): "blank" | "titled" | null {
    const cut =
      this.cut !== null && this.cut.change === this.changes.length ? this.cut.where : null;
    const adding = what.startsWith("add ");
    if (cut === "before" || (cut !== null && !adding)) throw new RunCut();
    this.changes.push(what);
    return cut;
  }

  private store(item: Mutable<FormItem>, choices: readonly FormChoice[]): void {
    const texts = choices.map((choice) => choice.text);
    const navigating = choices.filter((choice) => choice.goTo !== null).length;
    if (texts.length === 0 || texts.includes("") || new Set(texts).size < texts.length) {
      throw new Error("Invalid data updating form.");
    }
    if (navigating > 0 && navigating < choices.length) throw new Error("mixed navigation");
    if (navigating > 0 && item.kind === "any-of") throw new Error("checkboxes do not navigate");
    item.choices = choices.map(({ text, goTo }) => ({
      text,
      goTo: goTo === null ? null : this.page(goTo),
    }));
  }

  private page(goTo: FormGoTo): FormGoTo {
    if (typeof goTo === "number" && this.item(goTo).kind !== "page") throw new Error("no page");
    return goTo;
  }

  private place(id: number, index: number): void {
    const item = this.item(id);
    this.items.splice(this.items.indexOf(item), 1);
    this.items.splice(index, 0, item);
  }
}

export class FakeMemory implements Memory {
  readonly values = new Map<MemoryKey, string>();
  get = (key: MemoryKey) => this.values.get(key) ?? null;
  set(key: MemoryKey, value: string): void {
    this.values.set(key, value);
  }
  setAll(): void {
    throw new Error("not used here");
  }
  remove(key: MemoryKey): void {
    this.values.delete(key);
  }
}
