/** The room of the mail, an inbox for each address. The HTML part is shown in a frame that may run and load nothing. */
import type { MailHead, MailView, PersonView } from "../../views/views";
import { element, freshId } from "../shell/dom";
import { roomHead } from "../shell/room-head";
import { desk } from "../shell/the-desk";
import type { Surroundings, View } from "../shell/view";
import { followLink, type RegisterNames } from "./follow-link";
import { mailFrame, mailText } from "./mail-frame";

/** Mails listed before one asks for more: a bad night sends hundreds. */
const listedAtOnce = 60;

/** How a mail is looked at. */
const looks = ["On a screen", "On a phone", "As text"] as const;
type Look = (typeof looks)[number];

export class MailRoom implements View {
  readonly title = "Mail";
  readonly element = element("section", { class: "room inbox", "aria-label": "Mail" });
  private readonly body = element("div", { class: "inboxes google" });
  private mails: readonly MailHead[] = [];
  private registers: RegisterNames = new Map();
  /** Null: the inbox of the person at the desk. */
  private address: string | null = null;
  /** Number of the mail that is open; null: the newest. */
  private chosen: number | null = null;
  private look: Look = "On a screen";
  private listed = listedAtOnce;
  /** What was shown last. */
  private shown = "";
  private readonly read = new Map<string, Set<number>>();

  constructor(
    private readonly around: Surroundings,
    private readonly people: readonly PersonView[],
    /** Of the person's own desk, read at an earlier visit. */
    read: readonly number[],
  ) {
    this.read.set("own", new Set(read));
    this.element.append(roomHead("mail"), this.body);
  }

  /** Numbers of the mails of the person's own desk that were read. */
  get readOfOwn(): readonly number[] {
    return [...this.readOf("own")];
  }

  /** Opens a mail, in whosever inbox it is; the newest of the person at the desk where it is null. */
  goTo(number: number | null): void {
    this.chosen = number;
    if (number === null) this.address = null;
    this.shown = "";
  }

  async refresh(): Promise<void> {
    const { mails, registers } = await desk.ask("inbox");
    const state = JSON.stringify([mails, this.around.person(), this.around.shown()]);
    // What is being read stays as it is while nothing has come.
    if (state === this.shown) return;
    this.shown = state;
    this.mails = mails;
    this.registers = new Map(registers);
    const own = this.ownAddress();
    const asked = mails.find(({ number }) => number === this.chosen);
    // A mail that is asked for by its number may be somebody else's.
    if (asked !== undefined && !asked.to.includes(this.address ?? own)) {
      this.address = asked.to[0] ?? null;
    }
    this.show();
  }

  private readOf(desk: string): Set<number> {
    const known = this.read.get(desk) ?? new Set<number>();
    this.read.set(desk, known);
    return known;
  }

  private ownAddress(): string {
    return this.people.find(({ name }) => name === this.around.person())?.address ?? "";
  }

  private show(): void {
    const address = this.address ?? this.ownAddress();
    const received = this.mails.filter(({ to }) => to.includes(address));
    const open = received.find(({ number }) => number === this.chosen) ?? received[0];
    if (open !== undefined) this.readOf(this.around.shown()).add(open.number);
    this.body.replaceChildren(
      element("div", { class: "bar" }, this.chooser(address)),
      received.length === 0
        ? element("p", { class: "empty" }, `No mail to ${this.nameOf(address)} yet.`)
        : element("div", { class: "mails" }, this.list(received, open), this.opened(open)),
    );
  }

  private nameOf(address: string): string {
    const known = this.people.find((one) => one.address === address);
    return known === undefined ? address : `${known.words}, ${address}`;
  }

  private chooser(address: string): HTMLElement {
    const addresses = new Set([
      ...this.people.map((one) => one.address),
      ...this.mails.flatMap(({ to }) => to),
    ]);
    const isRead = this.readOf(this.around.shown());
    const count = (of: string): string => {
      const received = this.mails.filter(({ to }) => to.includes(of));
      const unread = received.filter(({ number }) => !isRead.has(number)).length;
      if (received.length === 0) return "no mail";
      return unread === 0 ? `${received.length} read` : `${unread} unread of ${received.length}`;
    };
    const select = element(
      "select",
      { onchange: () => void this.choose(select.value) },
      ...[...addresses].map((one) =>
        element("option", { value: one }, `${this.nameOf(one)} (${count(one)})`),
      ),
    );
    select.value = address;
    return element("label", { class: "control" }, "Inbox of ", select);
  }

  /** The inbox of somebody at the desk is theirs: one becomes them. */
  private async choose(address: string): Promise<void> {
    const person = this.people.find((one) => one.address === address);
    this.chosen = null;
    this.listed = listedAtOnce;
    this.address = person === undefined ? address : null;
    if (person === undefined) this.show();
    else await this.around.become(person.name);
    this.body.querySelector("select")?.focus();
  }

  private list(received: readonly MailHead[], open: MailHead | undefined): HTMLElement {
    const isRead = this.readOf(this.around.shown());
    const more = received.length - this.listed;
    return element(
      "div",
      { class: "list" },
      element(
        "ol",
        { class: "subjects" },
        ...received.slice(0, this.listed).map((mail) =>
          element(
            "li",
            {},
            element(
              "button",
              {
                type: "button",
                class: isRead.has(mail.number) ? "read" : "unread",
                "aria-current": mail === open ? "true" : null,
                onclick: () => {
                  this.chosen = mail.number;
                  this.show();
                  this.body.querySelector<HTMLElement>("[aria-current]")?.focus();
                  this.body.querySelector(".mail")?.scrollIntoView({ block: "nearest" });
                },
              },
              element(
                "span",
                { class: "sender" },
                isRead.has(mail.number) ? null : element("span", { class: "mark" }, "Unread"),
                mail.sender,
              ),
              element("span", { class: "subject" }, mail.subject),
              element("span", { class: "preview" }, mail.preview),
              element("span", { class: "when" }, mail.at),
            ),
          ),
        ),
      ),
      more <= 0
        ? null
        : element(
            "button",
            {
              type: "button",
              onclick: () => {
                this.listed += listedAtOnce;
                this.show();
              },
            },
            `Show more (${more})`,
          ),
    );
  }

  private opened(head: MailHead | undefined): HTMLElement {
    const article = element("article", { class: "mail" });
    if (head !== undefined) void this.fill(article, head.number);
    return article;
  }

  private async fill(article: HTMLElement, number: number): Promise<void> {
    const mail = await desk.ask("mail", number);
    if (mail === null) return;
    const { subject, sender, from, to, at, preview } = mail;
    const body = element("div", { class: "mail-body" });
    const draw = () => this.draw(body, mail);
    draw();
    article.replaceChildren(
      element("h2", {}, subject),
      element("p", { class: "envelope" }, `From ${sender} (${from}) to ${to.join(", ")}, ${at}`),
      element(
        "figure",
        { class: "locked" },
        element("figcaption", {}, "On a locked phone"),
        element(
          "p",
          {},
          element("strong", {}, sender),
          element("span", {}, subject),
          element("span", {}, preview),
        ),
      ),
      this.lookChooser(mail, draw),
      body,
    );
  }

  private lookChooser({ html }: MailView, draw: () => void): HTMLElement {
    const name = freshId();
    return element(
      "fieldset",
      { class: "looks" },
      element("legend", { class: "unseen" }, "How to look at the mail"),
      ...looks.map((look) => {
        const box = element("input", {
          type: "radio",
          name,
          disabled: html === null && look !== "As text",
          onchange: () => {
            this.look = look;
            draw();
          },
        });
        box.checked = look === this.look;
        return element("label", { class: "control" }, box, look);
      }),
    );
  }

  private draw(body: HTMLElement, { html, text }: MailView): void {
    const follow = (address: string) => followLink(address, this.registers);
    const isText = html === null || this.look === "As text";
    body.className = `mail-body ${this.look === "On a phone" ? "phone" : ""}`;
    body.replaceChildren(isText ? mailText(text, follow) : mailFrame(html, follow));
  }
}
