/** The room of the registers: which register, its tabs, and the grid of one of them as the person at the desk may see and edit it. */
import type { GridView, RegisterView, TabView } from "../../views/register-views";
import { Refused } from "../shell/api";
import { element, freshId } from "../shell/dom";
import { refusalCard, roomHead } from "../shell/room-head";
import { desk } from "../shell/the-desk";
import type { Surroundings, View } from "../shell/view";
import { editInDialog, explainRefusal } from "./cell-dialog";
import { Charts } from "./charts";
import { type ChosenCell, Grid } from "./grid";
import { placeHash, type RegisterPlace } from "./register-place";

export class RegisterRoom implements View {
  readonly title = "Register";
  readonly element = element("section", { class: "room register", "aria-label": "The register" });
  private readonly sheet = element("div", { class: "sheet google" });
  private readonly bar = element("div", { class: "bar" });
  private readonly tabList = element("div", {
    class: "tabs",
    role: "tablist",
    "aria-label": "Tabs",
  });
  private readonly panel = element("div", { class: "panel", role: "tabpanel", id: freshId() });
  private showHidden = false;
  private grid: Grid | null = null;
  private charts: Charts | null = null;
  /** The column to which a link leads, zero-based, until it is shown. */
  private goal: { readonly column: number; readonly row: number | null } | null = null;
  /** Grows with each question to the desk: only the newest answer is shown. */
  private asked = 0;

  constructor(
    private readonly around: Surroundings,
    private place: RegisterPlace,
  ) {
    this.sheet.append(this.bar, this.panel, this.tabList);
    this.element.append(roomHead("register"), this.sheet);
  }

  goTo(place: RegisterPlace): void {
    this.place = place;
    this.forgetGrid();
  }

  async refresh(): Promise<void> {
    this.asked += 1;
    const turn = this.asked;
    const { register, tab, filter } = this.place;
    const as = this.around.person();
    const view = await desk.ask("register", { as, register, sheetId: tab, filter });
    if (turn === this.asked) await this.show(view);
  }

  private async show(view: RegisterView): Promise<void> {
    this.showBar(view);
    this.showTabs(view);
    if (view.grid === null) {
      this.forgetGrid();
      this.panel.removeAttribute("aria-labelledby");
      this.panel.replaceChildren(refusalCard(view.refused ?? "", "register", this.around));
      return;
    }
    const { grid } = view;
    this.place = { ...this.place, tab: grid.sheetId };
    if (this.grid !== null && (await this.grid.update(grid))) {
      this.charts?.update(grid.charts);
      return;
    }
    this.drawGrid(grid);
  }

  private drawGrid(view: GridView): void {
    this.forgetGrid();
    const grid = new Grid(view, this.showHidden, {
      open: (chosen) => this.open(chosen),
      tick: (chosen, ticked) => void this.tick(chosen, ticked),
      follow: (address) => void this.follow(address),
    });
    this.grid = grid;
    this.panel.replaceChildren(grid.element);
    grid.draw();
    if (view.charts.length > 0) void this.drawCharts(grid, view);
    void this.showGoal();
  }

  private async drawCharts(grid: Grid, view: GridView): Promise<void> {
    await grid.whenDrawn();
    if (this.grid !== grid) return;
    this.charts = new Charts(grid, view.charts);
    this.panel.append(this.charts.element);
    this.charts.draw();
  }

  /** Goes where a link in a cell leads: to a tab, through a filter view, to columns, to a row. */
  private async follow(address: string): Promise<void> {
    const [, tab, filter, letters, row] =
      /^#gid=(\d+)(?:&fvid=(\d+))?(?:&range=([A-Z]+)(\d+)?:[A-Z]+\d*)?$/.exec(address) ?? [];
    if (tab === undefined) return;
    const place = {
      ...this.place,
      tab: Number(tab),
      filter: filter === undefined ? null : Number(filter),
    };
    this.goal =
      letters === undefined
        ? null
        : { column: columnOf(letters), row: row === undefined ? null : Number(row) };
    const isThere = place.tab === this.place.tab && place.filter === this.place.filter;
    if (isThere) await this.showGoal();
    else location.assign(placeHash(place));
  }

  private async showGoal(): Promise<void> {
    const { goal } = this;
    if (goal === null) return;
    this.goal = null;
    await this.grid?.showColumn(goal.column);
    if (goal.row !== null) await this.grid?.showRow(goal.row);
  }

  private forgetGrid(): void {
    this.charts?.destroy();
    this.charts = null;
    this.grid?.destroy();
    this.grid = null;
  }

  private showBar({ registers, register, grid }: RegisterView): void {
    const select = element(
      "select",
      {
        onchange: () =>
          location.assign(placeHash({ register: select.value, tab: null, filter: null })),
      },
      ...(registers.some(({ name }) => name === register)
        ? []
        : [element("option", { value: register }, "(not open to you)")]),
      ...registers.map(({ name, title }) => element("option", { value: name }, title)),
    );
    select.value = register;
    const hidden = element("input", {
      type: "checkbox",
      onchange: () => {
        this.showHidden = hidden.checked;
        this.forgetGrid();
        void this.refresh();
      },
    });
    hidden.checked = this.showHidden;
    const filter = grid?.filter ?? null;
    const hint = "Click a cell and press Enter to edit it; on a phone, tap it.";
    const focused = this.bar.contains(document.activeElement) ? document.activeElement : null;
    this.bar.replaceChildren(
      element("label", { class: "control" }, "Spreadsheet ", select),
      element("label", { class: "control" }, hidden, "Show hidden"),
      filter === null
        ? element("p", { class: "hint" }, grid === null ? "" : hint)
        : element(
            "p",
            { class: "filter" },
            `Filter view: ${filter} `,
            element("a", { href: placeHash({ ...this.place, filter: null }) }, "Show all rows"),
          ),
    );
    if (focused instanceof HTMLSelectElement) select.focus();
    else if (focused instanceof HTMLInputElement) hidden.focus();
  }

  private showTabs({ tabs, grid }: RegisterView): void {
    const shown = tabs.filter(
      (tab) => this.showHidden || !tab.hidden || tab.sheetId === grid?.sheetId,
    );
    const hadFocus = this.tabList.contains(document.activeElement);
    this.tabList.hidden = shown.length === 0;
    const buttons = shown.map((tab) => this.tabButton(tab, tab.sheetId === grid?.sheetId));
    this.tabList.replaceChildren(...buttons);
    const current = buttons.find((button) => button.getAttribute("aria-selected") === "true");
    if (current === undefined) return;
    this.panel.setAttribute("aria-labelledby", current.id);
    if (hadFocus) current.focus();
    this.tabList.scrollLeft = Math.max(0, current.offsetLeft - this.tabList.offsetLeft - 40);
  }

  private tabButton({ sheetId, title, colour, hidden }: TabView, isCurrent: boolean) {
    const button = element(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${sheetId}`,
        "aria-selected": String(isCurrent),
        "aria-controls": this.panel.id,
        tabindex: isCurrent ? 0 : -1,
        onclick: () => this.openTab(sheetId),
        onkeydown: (event) => this.onTabKey(event),
      },
      hidden ? `${title} (hidden)` : title,
    );
    if (colour !== null) button.style.borderTopColor = colour;
    return button;
  }

  private openTab(sheetId: number): void {
    location.assign(placeHash({ ...this.place, tab: sheetId, filter: null }));
  }

  private onTabKey(event: Event): void {
    if (!(event instanceof KeyboardEvent) || !(event.target instanceof HTMLElement)) return;
    const tabs = [...this.tabList.querySelectorAll<HTMLElement>("[role=tab]")];
    const at = tabs.indexOf(event.target);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key];
    const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
    next.click();
  }

  private open(chosen: ChosenCell): void {
    if (chosen.refusal !== null) this.explain(chosen, chosen.refusal);
    else editInDialog(chosen, (value) => this.save(chosen, value), this.backToGrid);
  }

  private async tick(chosen: ChosenCell, ticked: boolean): Promise<void> {
    if (chosen.refusal !== null) return this.explain(chosen, chosen.refusal);
    try {
      await this.save(chosen, ticked);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.explain(chosen, error.message);
    }
  }

  private explain(chosen: ChosenCell, refusal: string): void {
    explainRefusal(chosen, refusal, this.backToGrid);
  }

  /** The cell that a dialog was opened from may have been drawn again meanwhile. */
  private readonly backToGrid = (): void => this.grid?.focus();

  private async save({ row, column }: ChosenCell, value: string | boolean): Promise<void> {
    const { register, tab } = this.place;
    await desk.ask("edit", {
      as: this.around.person(),
      register,
      sheetId: tab ?? 0,
      row: row.index,
      column: column.index,
      value,
    });
    await this.around.changed();
  }
}

/** The zero-based index of a column by its letters. */
function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
