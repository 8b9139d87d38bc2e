/** Keeps everything but this desk's own page away: which requests are answered at all, and what the page may load. */
import type { IncomingMessage } from "node:http";

/**
 * Nothing from elsewhere, no inline script. Style attributes alone are allowed: mail brings its looks in them, and the
 * frame that shows it lives under this same policy.
 */
const contentPolicy = [
  "default-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

export const safeHeaders: Readonly<Record<string, string>> = {
  "Content-Security-Policy": contentPolicy,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cache-Control": "no-store",
};

/**
 * A dialog's page runs the script's own inline code, as in Google's frame, but on no origin at all: it can load nothing, reach nothing,
 * and speak only to the desk's page around it, which alone may frame it.
 */
const dialogPolicy = [
  "sandbox allow-scripts allow-forms allow-modals allow-popups",
  "default-src 'none'",
  "script-src 'unsafe-inline'",
  "style-src 'unsafe-inline'",
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join("; ");

export const dialogHeaders: Readonly<Record<string, string>> = {
  ...safeHeaders,
  "Content-Security-Policy": dialogPolicy,
};

/**
 * Why a request is turned away; null where it is not. A page of another site can make a browser call this port, under
 * another name too, so the Host must be ours, and what changes something must come from our own page as JSON.
 */
export function turnedAway(request: IncomingMessage, port: number): string | null {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host, origin } = request.headers;
  if (host === undefined || !hosts.includes(host)) return "This desk answers on 127.0.0.1 only.";
  if (origin !== undefined && !hosts.some((one) => origin === `http://${one}`)) {
    return "This desk answers its own page only.";
  }
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") {
    return "This desk answers its own page only.";
  }
  if (request.method === "POST" && !isJson(request.headers["content-type"])) {
    return "This desk takes JSON only.";
  }
  return null;
}

function isJson(type: string | undefined): boolean {
  return /^application\/json(;|$)/.test(type ?? "");
}
