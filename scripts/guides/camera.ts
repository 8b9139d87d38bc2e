/** Takes pictures of pages, or of a part of one. */
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";

export interface Exposure {
  /** A stylesheet for the picture alone. */
  readonly style?: string;
  /** The whole of a page, however long it is. */
  readonly fullPage?: boolean;
}

/** Takes what is shown now, as the file of that name. */
export type Camera = (of: Page | Locator, name: string, exposure?: Exposure) => Promise<void>;

/** Leaves PNG files in a folder. */
export const cameraFor =
  (folder: string): Camera =>
  async (of, name, { style, fullPage = false } = {}) => {
    const options = { path: join(folder, name), ...(style === undefined ? {} : { style }) };
    if ("goto" in of) await of.screenshot({ ...options, fullPage });
    else await of.screenshot(options);
  };
