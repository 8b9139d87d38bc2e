/** The desk of this page, in its worker. */
import { DeskApi } from "./api";
import { partsOfPage, startWorker } from "./page-parts";

export const parts = partsOfPage();
export const desk = new DeskApi(startWorker(parts.worker));
