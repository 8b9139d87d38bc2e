/**
 * The mark by which the probe finds its own files again, including those of a run that was ended. It never matches a file of the
 * product.
 */

export const fileMark = "studentSafetyProbe";

/** A condition of Drive's files.list: every file with the mark. */
export const markedFile = `appProperties has { key='${fileMark}' and value='yes' }`;

/** The name of every file that the probe makes. */
export const fileName = "Probe of the student safety desk (can be deleted)";

/** Google takes null for "a file without content"; the published types know only Blob. */
export const noContent = null as unknown as GoogleAppsScript.Base.Blob;
