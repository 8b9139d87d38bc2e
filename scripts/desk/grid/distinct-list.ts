/** A list in which each distinct value stands once, so that thousands of cells can name theirs by its place. */
export class DistinctList<T> {
  readonly entries: T[] = [];
  private readonly places = new Map<string, number>();

  /** The place of a value, added when new. */
  place(value: T): number {
    const key = JSON.stringify(value);
    const known = this.places.get(key);
    if (known !== undefined) return known;
    const place = this.entries.push(value) - 1;
    this.places.set(key, place);
    return place;
  }
}
