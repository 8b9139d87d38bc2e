/** What every view of the page is: an element that can be brought up to date. */

export interface View {
  readonly title: string;
  readonly element: HTMLElement;
  /** Something has happened at the desk, or somebody else sits there. */
  refresh(): Promise<void>;
}

/** What a view needs of the page around it. */
export interface Surroundings {
  /** Name of the person at the desk. */
  person(): string;
  /** Somebody else sits down. */
  become(name: string): Promise<void>;
  /** Says something to the person, briefly; empty text takes it away. */
  tell(words: string): void;
  /** Brings clock and view up to date after the person has done something. */
  changed(): Promise<void>;
  /** Which desk is shown: "own", or the id of a story. */
  shown(): string;
}
